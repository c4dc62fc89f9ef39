/* findings_lines.c - findings in groups, each line in words: where it is, what it is and should be.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/mem.h"
#include "backend/base/shown.h"
#include "backend/check/check.h"
#include "backend/settings/settings.h"
#include "screens/findings/findings.h"
#include "screens/form/about.h"
#include "tui/text.h"

/* ------------------------------------------------ groups */

const struct setting *findings_setting(const struct app *app, const struct finding *finding)
{
    struct config_place place;

    return config_find(app->config, finding->path, &place, NULL) ? place.setting : NULL;
}

static bool findings_lines_waived(const struct finding *finding, const struct setting *setting)
{
    (void)setting;
    return finding->waived;
}

static bool findings_lines_clear(const struct finding *finding, const struct setting *setting)
{
    (void)setting;
    return finding->clear;
}

static bool findings_lines_secret(const struct finding *finding, const struct setting *setting)
{
    return (setting && setting->type == SECRET) || strstr(finding->id, "secret") ||
           strstr(finding->id, "password");
}

static bool findings_lines_certificate(const struct finding *finding, const struct setting *setting)
{
    return (setting && setting->check == check_host) || strncmp(finding->id, "cert", 4) == 0 ||
           strncmp(finding->id, "public-ca", 9) == 0 ||
           (sections[finding->section] && (sections[finding->section] == &certificates_section ||
                                           sections[finding->section] == &trust_section ||
                                           sections[finding->section] == &server_section));
}

static bool findings_lines_choice(const struct finding *finding, const struct setting *setting)
{
    (void)finding;
    return setting && (setting->type == CHOICE || setting->type == FLAG);
}

static bool findings_lines_rest(const struct finding *finding, const struct setting *setting)
{
    (void)finding;
    (void)setting;
    return true;
}

/* The first one that has it; shown in this order but for the accepted ones, which come last. */
static const struct findings_group {
    const char *title;
    bool (*has)(const struct finding *finding, const struct setting *setting);
} groups[] = {
    { "Accepted risks", findings_lines_waived },
    { "Passwords that cross the network unencrypted", findings_lines_clear },
    { "Secrets that are missing, weak, shared or old", findings_lines_secret },
    { "Names and certificates", findings_lines_certificate },
    { "Encryption, protocols and checks", findings_lines_choice },
    { "Other settings", findings_lines_rest },
};
static const char *const weighed[] = { "Problems, the heaviest first",
                                       "Warnings, the heaviest first", "Accepted risks" };
enum { GROUPS = sizeof groups / sizeof *groups, LINES_GROUPS = SECTIONS_MAX + 1 };

static size_t findings_lines_group(const struct findings *state, const struct finding *finding)
{
    const struct setting *setting = findings_setting(state->app, finding);
    size_t group = 0;

    if (state->order == FINDINGS_BY_TOPIC)
        return finding->section;
    if (state->order == FINDINGS_BY_WEIGHT)
        return finding->waived ? 2 : finding->level == WARN;
    while (!groups[group].has(finding, setting))
        group++;
    return (group + GROUPS - 1) % GROUPS;
}

static const char *findings_lines_title(const struct findings *state, size_t group)
{
    if (state->order == FINDINGS_BY_WEIGHT)
        return tr(weighed[group]);
    if (state->order == FINDINGS_BY_KIND)
        return tr(groups[(group + 1) % GROUPS].title);
    return sections[group] ? tr(sections[group]->title) : tr("Files and this machine");
}

/* ------------------------------------------------ lines */

static bool findings_lines_match(const struct findings *state, const struct finding *finding)
{
    const char *text = state->list.filter.size ? state->list.filter.text : "";
    char words[200];

    about_words(finding->path, words, sizeof words);
    return text_match(words, text) || text_match(finding->path, text) ||
           text_match(finding->why, text) || text_match(finding->id, text);
}

static struct findings_line *findings_lines_add(struct findings *state, size_t at)
{
    state->lines = grow(state->lines, state->count, &state->room, sizeof *state->lines);
    state->lines[state->count] = (struct findings_line){ .at = at };
    return &state->lines[state->count++];
}

/* Those of one weight stay in the order of the topics. */
static int findings_lines_heavier(const void *a, const void *b, void *data)
{
    const struct finding *list = data;
    const struct findings_line *one = a, *other = b;
    int by_weight = list[other->at].weight - list[one->at].weight;

    return by_weight ? by_weight : one->at < other->at ? -1 : 1;
}

/* Behind the heading all are its own. */
static void findings_lines_under(struct findings *state, size_t head)
{
    struct findings_line *heading = &state->lines[head];

    heading->count = state->count - head - 1;
    for (size_t i = head + 1; i < state->count; i++) {
        state->lines[i].head = head;
        heading->fixable |=
            findings_can_fix(state->app, &state->app->audit.list[state->lines[i].at]);
    }
}

/* Problems before warnings, each in the order of the topics or of their weight. */
static void findings_lines_of(struct findings *state, const size_t *of, size_t group)
{
    static const enum level levels[] = { FAIL, WARN };
    const struct audit *audit = &state->app->audit;
    size_t head = state->count;

    findings_lines_add(state, group)->heading = true;
    for (size_t which = 0; which < 2; which++)
        for (size_t i = 0; i < audit->count; i++)
            if (of[i] == group && audit->list[i].level == levels[which])
                findings_lines_add(state, i);
    if (state->count == head + 1) {
        state->count--;
        return;
    }
    findings_lines_under(state, head);
    if (state->order == FINDINGS_BY_WEIGHT)
        qsort_r(state->lines + head + 1, state->lines[head].count, sizeof *state->lines,
                findings_lines_heavier, audit->list);
}

void findings_gather(struct findings *state)
{
    const struct audit *audit = &state->app->audit;

    audit_list(audit);
    size_t *of = must(calloc(audit->count + 1, sizeof *of));

    state->count = 0;
    memset(state->counts, 0, sizeof state->counts);
    for (size_t i = 0; i < audit->count; i++)
        of[i] =
            findings_lines_match(state, &audit->list[i]) && findings_shown(state, &audit->list[i])
                ? findings_lines_group(state, &audit->list[i])
                : LINES_GROUPS;
    findings_once(audit, of, LINES_GROUPS);
    for (size_t group = 0; group < LINES_GROUPS; group++)
        findings_lines_of(state, of, group);
    free(of);
    list_settle(&state->list);
}

const struct finding *findings_in_hand(const struct findings *state)
{
    const struct findings_line *line =
        state->list.focus < state->count ? &state->lines[state->list.focus] : NULL;

    return line && !line->heading && audit_list(&state->app->audit) &&
                   line->at < state->app->audit.count
               ? &state->app->audit.list[line->at]
               : NULL;
}

const struct findings_line *findings_heading(const struct findings *state)
{
    return findings_in_hand(state) ? &state->lines[state->lines[state->list.focus].head] : NULL;
}

/* ------------------------------------------------ the list's model */

void findings_describe(const struct finding *finding, char text[], size_t size)
{
    const struct setting *setting = about_setting_of(finding->path);

    if (setting && setting->type == SECRET && setting->recipe) {
        snprintf(text, size, "%s", *finding->value ? tr("make a new one") : tr("make one"));
        return;
    }
    if (setting && about_empty(setting, finding)) {
        snprintf(text, size, "%s", tr("please fill in"));
        return;
    }
    const char *value = setting ? setting_shown(setting, finding->value) : finding->value;
    bool arrow = *finding->value && *finding->want;

    snprintf(text, size, "%s%s%s", *finding->value ? value : "", arrow ? theme_arrow() : "",
             about_want(setting, finding));
}

static size_t findings_lines_count(const void *data)
{
    return ((const struct findings *)data)->count;
}

/* Where it is, and how many findings it stands for. */
static void findings_lines_place(const struct findings *state, size_t at, char words[], size_t size)
{
    size_t alike[FINDINGS_ALIKE], others = findings_alike(&state->app->audit, at, alike);

    about_words(state->app->audit.list[at].path, words, size);
    if (others)
        snprintf(words + strlen(words), size - strlen(words), " (%zu)", others + 1);
}

static void findings_lines_row(const void *data, size_t i, struct list_row *row)
{
    static char words[220], text[400];
    const struct findings *state = data;
    const struct findings_line *line = &state->lines[i];

    row->cell[0] = words;
    if (line->heading) {
        row->still = true;
        row->role = ROLE_TITLE;
        snprintf(words, sizeof words, "%s (%s)", findings_lines_title(state, line->at),
                 shown_count(line->count).text);
        return;
    }
    const struct finding *finding = &audit_list(&state->app->audit)[line->at];
    row->mark = finding->waived ? MARK_WAIVED : app_mark(finding->level);
    findings_lines_place(state, line->at, words, sizeof words);
    findings_describe(finding, text, sizeof text);
    row->cell[1] = text;
}

static void findings_lines_filter(void *data, const char *text)
{
    (void)text;
    findings_gather(data);
}

const struct list_model findings_model = { .count = findings_lines_count,
                                           .row = findings_lines_row,
                                           .filter = findings_lines_filter };
