#include "screens/commands/rollover_show.h"
#include "backend/base/language.h"
#include "backend/base/moment.h"

#include <string.h>

#include "backend/base/dump.h"
#include "backend/base/shown.h"
#include "screens/session/output.h"
#include "screens/session/print.h"

static bool rollover_asked(const struct arguments *arguments, const struct config_place *place)
{
    char path[PATH_SIZE];

    config_place_path(place, path);
    for (size_t i = 0; i < arguments->count; i++)
        if (rollover_matches(arguments->words[i], path))
            return true;
    return !arguments->count;
}

bool rollover_step(const struct config *config, const struct arguments *arguments,
                   struct config_place *at)
{
    while (config_next(config, at))
        if (at->setting->type == SECRET && rollover_asked(arguments, at))
            return true;
    return false;
}

/* ------------------------------------------------ how far */

struct rollover_look {
    const struct rollover_ends *ends;
    struct buf *out;
    bool json;
    size_t count;
    bool all; /* every end of every record has the new secret */
};

static void rollover_text(const struct rollover_look *look, const char *path,
                          const struct rollover_progress *progress)
{
    char day[DAY_SIZE], sentence[120];
    size_t named = 0;

    shown_day(progress->since, day);
    rollover_sentence(progress, sentence, sizeof sentence);
    buf_print(look->out, tr("%s: since %s, %s\n"), path, day, sentence);
    for (size_t i = 0; progress->ends > 1 && i < look->ends->count; i++) {
        const struct rollover_end_point *end = &look->ends->list[i];

        if (strcmp(end->path, path) == 0 && end->takes > TAKES_UNKNOWN && end->takes != TAKES_NEW &&
            named++ < ROLLOVER_TARGETS)
            buf_print(look->out, "  %s: %s\n", end->target, tr(rollover_takes_names[end->takes]));
    }
    if (named > ROLLOVER_TARGETS)
        buf_print(look->out, tr("  and %s more\n"), shown_count(named - ROLLOVER_TARGETS).text);
}

static json_t *rollover_targets(const struct rollover_look *look, const char *path)
{
    json_t *list = must(json_array());

    for (size_t i = 0; i < look->ends->count; i++)
        if (strcmp(look->ends->list[i].path, path) == 0)
            json_array_append_new(list, json_pack("{s:s, s:s}", "target",
                                                  look->ends->list[i].target, "takes",
                                                  rollover_takes_names[look->ends->list[i].takes]));
    return list;
}

static void rollover_json(const struct rollover_look *look, const char *path,
                          const struct rollover_progress *progress)
{
    char since[MOMENT_SIZE];

    moment_text(progress->since, since);
    buf_print(look->out, look->count ? ",\n  " : "\n  ");
    dump(json_pack("{s:s, s:s, s:I, s:I, s:o}", "path", path, "since", since, "ends",
                   (json_int_t)progress->ends, "new", (json_int_t)progress->counts[TAKES_NEW],
                   "targets", rollover_targets(look, path)),
         0, look->out);
}

static void rollover_look_at(struct rollover_look *look, struct config_place *place)
{
    struct rollover_progress progress;
    char path[PATH_SIZE];

    place->setting = NULL;
    config_place_path(place, path);
    rollover_progress(look->ends, path, place->record, &progress);
    (look->json ? rollover_json : rollover_text)(look, path, &progress);
    look->count++;
    look->all = look->all && progress.ends && progress.counts[TAKES_NEW] == progress.ends;
}

/* Each record that was asked for and has a next secret, once. */
static void rollover_look(const struct session *session, const struct arguments *arguments,
                          struct rollover_look *look)
{
    const struct record *last = NULL;
    struct config_place at = { 0 };

    if (look->json)
        buf_print(look->out, "{\"version\": 1, \"rollovers\": [");
    while (rollover_step(session->config, arguments, &at)) {
        struct config_place place = at;

        if (!rollover_next(&at) || at.record == last)
            continue;
        last = at.record;
        rollover_look_at(look, &place);
    }
    if (look->json)
        buf_print(look->out, "]}\n");
    else if (!look->count)
        buf_print(look->out, tr("no rollover is under way\n"));
}

enum status rollover_show(const struct session *session, const struct arguments *arguments,
                          const struct rollover_ends *ends)
{
    AUTO_BUF struct buf out = { 0 };
    struct rollover_look look = {
        .ends = ends, .out = &out, .json = arguments_json(arguments), .all = true
    };

    rollover_look(session, arguments, &look);
    enum status status = output_text(&out);
    return status == STATUS_FINE && !look.all ? STATUS_FINDINGS : status;
}
