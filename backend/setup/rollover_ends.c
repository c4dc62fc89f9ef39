#include "backend/setup/rollover_ends.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/file.h"
#include "backend/base/language.h"
#include "backend/base/shown.h"
#include "backend/settings/probe_job.h"

enum { ROLLOVER_FILE_MAX = 64 << 20 };

const char *const rollover_takes_names[] = { [TAKES_UNKNOWN] = "unknown",
                                             [TAKES_OLD] = "old",
                                             [TAKES_NEW] = "new",
                                             [TAKES_NEITHER] = "neither",
                                             [TAKES_SILENT] = "unreachable" };

/* ------------------------------------------------ what there is */

/* The youngest: should one secret of a record have begun later than another. */
static time_t rollover_ends_made(const struct record *record)
{
    time_t made = 0;

    for (const struct setting *s = record->section->settings; s->key; s++) {
        const struct secret *next =
            rollover_next(&(struct config_place){ .record = record, .setting = s });

        if (next && secret_made(next) > made)
            made = secret_made(next);
    }
    return made;
}

static void rollover_ends_add(struct rollover_ends *ends, const struct probe_job *job, size_t n,
                              time_t made)
{
    ends->list = grow(ends->list, ends->count, &ends->room, sizeof *ends->list);
    struct rollover_end_point *end = &ends->list[ends->count++];
    *end = (struct rollover_end_point){ .n = n, .made = made };
    snprintf(end->path, sizeof end->path, "%s", job->path);
    snprintf(end->target, sizeof end->target, "%s:%u", job->host, job->port);
}

/* A printer's page has no login that a test could try. */
static bool rollover_ends_tried(const struct table *table)
{
    return probe_filler(table->section) && strcmp(table->section->key, "printers") != 0;
}

/* One that sends no secret says nothing of it: the central server's, or any without TLS. */
static bool rollover_ends_asks(const struct table *table, const struct probe_job *job)
{
    return *job->password || strcmp(table->section->key, "snmp") == 0;
}

static void rollover_ends_record(struct rollover_ends *ends, const struct config *config,
                                 const struct table *table, const struct record *record)
{
    struct probe_job job;

    for (size_t n = 0; probe_job(config, table, record, n, &job); n++)
        if (rollover_ends_asks(table, &job))
            rollover_ends_add(ends, &job, n, rollover_ends_made(record));
    wipe(&job, sizeof job);
}

static void rollover_ends_gather(struct rollover_ends *ends, const struct config *config)
{
    for (size_t i = 0; sections[i]; i++) {
        const struct table *table = config_table(config, sections[i]);

        for (size_t k = 0; rollover_ends_tried(table) && k < table->count; k++)
            if (rollover_of(table->records[k]))
                rollover_ends_record(ends, config, table, table->records[k]);
    }
}

/* ------------------------------------------------ what is known */

static int rollover_ends_compare(const void *a, const void *b)
{
    const struct rollover_end_point *x = a, *y = b;
    int order = strcmp(x->path, y->path);

    return order ? order : strcmp(x->target, y->target);
}

/* "PATH TARGET MADE TAKES"; what is not understood is left out. */
static void rollover_ends_line(struct rollover_ends *ends, char *line)
{
    struct rollover_end_point known = { 0 };
    const char *path = strsep(&line, " "), *target = strsep(&line, " ");
    const char *made = strsep(&line, " ");

    if (!path || !target || !made || !line || !ends->count)
        return;
    snprintf(known.path, sizeof known.path, "%s", path);
    snprintf(known.target, sizeof known.target, "%s", target);
    struct rollover_end_point *end =
        bsearch(&known, ends->list, ends->count, sizeof *ends->list, rollover_ends_compare);
    for (int i = 0; end && end->made == (time_t)atol(made) && i <= TAKES_SILENT; i++)
        if (strcmp(line, rollover_takes_names[i]) == 0)
            end->takes = (enum rollover_takes)i;
}

void rollover_ends_read(struct rollover_ends *ends, struct store *store,
                        const struct config *config)
{
    AUTO_FREE char *path = format("%s/rollover", store_path(store));
    AUTO_BUF struct buf text = { 0 };

    *ends = (struct rollover_ends){ 0 };
    rollover_ends_gather(ends, config);
    if (!ends->count || !file_read(AT_FDCWD, path, ROLLOVER_FILE_MAX, &text, NULL))
        return;
    qsort(ends->list, ends->count, sizeof *ends->list, rollover_ends_compare);
    for (char *line = text.text, *next; line && *line; line = next) {
        next = line + strcspn(line, "\n");
        if (*next)
            *next++ = '\0';
        rollover_ends_line(ends, line);
    }
}

void rollover_ends_free(struct rollover_ends *ends)
{
    free(ends->list);
    *ends = (struct rollover_ends){ 0 };
}

bool rollover_ends_write(const struct rollover_ends *ends, struct store *store, struct err *err)
{
    AUTO_FREE char *path = format("%s/rollover", store_path(store));
    AUTO_BUF struct buf text = { 0 };

    buf_add(&text, "", 0);
    for (size_t i = 0; i < ends->count; i++)
        buf_print(&text, "%s %s %ld %s\n", ends->list[i].path, ends->list[i].target,
                  (long)ends->list[i].made, rollover_takes_names[ends->list[i].takes]);
    return file_replace(AT_FDCWD, path, 0640, text.text, text.size, err);
}

/* ------------------------------------------------ how far */

void rollover_progress(const struct rollover_ends *ends, const char *path,
                       const struct record *record, struct rollover_progress *progress)
{
    *progress = (struct rollover_progress){ .since = rollover_ends_made(record) };
    for (size_t i = 0; i < ends->count; i++) {
        if (strcmp(ends->list[i].path, path) != 0)
            continue;
        progress->ends++;
        progress->counts[ends->list[i].takes]++;
    }
}

/* Of the only other end there is. */
static const char *rollover_taken(const size_t *counts)
{
    static const struct {
        size_t takes;
        const char *sentence;
    } all[] = { { TAKES_NEW, "the other end has the new secret" },
                { TAKES_OLD, "the other end has the old secret" },
                { TAKES_NEITHER, "the other end takes neither secret" },
                { TAKES_SILENT, "the other end cannot be reached" } };

    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (counts[all[i].takes])
            return tr(all[i].sentence);
    return tr("not tested yet");
}

void rollover_sentence(const struct rollover_progress *progress, char sentence[], size_t size)
{
    const size_t *counts = progress->counts;

    if (!progress->ends)
        snprintf(sentence, size,
                 tr("cannot be tested; switch once the new secret is entered there"));
    else if (progress->ends > 1)
        snprintf(sentence, size, tr("%s of %s devices have the new secret"),
                 shown_count(counts[TAKES_NEW]).text, shown_count(progress->ends).text);
    else
        snprintf(sentence, size, "%s", rollover_taken(counts));
}

static void rollover_line(const struct rollover_ends *ends, const struct config_place *place,
                          struct buf *out)
{
    struct rollover_progress progress;
    char path[PATH_SIZE], sentence[120];

    config_place_path(place, path);
    rollover_progress(ends, path, place->record, &progress);
    rollover_sentence(&progress, sentence, sizeof sentence);
    buf_print(out, "%s: %s\n", path, sentence);
}

static bool rollover_any(const struct config *config)
{
    for (size_t i = 0; sections[i]; i++)
        for (size_t k = 0; k < config->tables[i].count; k++)
            if (rollover_of(config->tables[i].records[k]))
                return true;
    return false;
}

void rollover_lines(struct store *store, const struct config *config, struct buf *out)
{
    struct rollover_ends ends;

    if (!rollover_any(config))
        return;
    rollover_ends_read(&ends, store, config);
    for (size_t i = 0; sections[i]; i++) {
        struct table *table = config_table(config, sections[i]);

        for (size_t k = 0; k < table->count; k++)
            if (rollover_of(table->records[k]))
                rollover_line(&ends, &(struct config_place){ table, table->records[k], NULL }, out);
    }
    rollover_ends_free(&ends);
}
