/* records_export.c - records of a list as a CSV file, as the import takes it; without secrets. */
#include <stdio.h>
#include <string.h>

#include "backend/base/csv.h"
#include "backend/base/language.h"
#include "backend/base/mem.h"
#include "backend/base/shown.h"
#include "screens/app/ask_file.h"
#include "screens/list/records.h"
#include "screens/session/output.h"

/* The name of each setting, or with a record what it is there. */
static void records_export_line(struct buf *out, const struct section *section,
                                const struct record *record)
{
    for (const struct setting *s = section->settings; s->key; s++) {
        if (s->type == SECRET)
            continue;
        const char *cell = !record                   ? s->key
                           : record_shows(record, s) ? record_value(record, s)
                                                     : "";

        if (s != section->settings)
            buf_add(out, ",", 1);
        csv_put(out, cell, strlen(cell));
    }
    buf_print(out, "\r\n");
}

/* Those that are marked, else all; returns how many. */
static size_t records_export_make(const struct records *state, struct buf *out)
{
    const struct table *table = records_table(state);
    size_t count = 0;

    records_export_line(out, state->section, NULL);
    for (size_t i = 0; i < table->count; i++) {
        if (state->chosen.count && !records_chosen(state, table->records[i]))
            continue;
        records_export_line(out, state->section, table->records[i]);
        count++;
    }
    return count;
}

static bool records_export_answered(struct app *app, const char *path)
{
    AUTO_BUF struct buf text = { 0 };
    struct err err;

    if (app_top(app) != &records_screen)
        return true;
    size_t count = records_export_make(app_state(app), &text);
    bool done = output_file(path, text.text, text.size, &err);
    if (done)
        app_report(app, MARK_FINE, "Written: %s %s, without secrets, in %s",
                   shown_count(count).text, trn("record", "records", count), path);
    else
        app_report(app, MARK_FAIL, "%s", err.text);
    return done;
}

void records_export(struct records *state)
{
    AUTO_FREE char *name = format("%s.csv", state->section->key);

    if (records_table(state)->count)
        ask_file(state->app, "Export as CSV",
                 state->chosen.count ? "The records that are marked, without secrets. Save as:"
                                     : "All records of the list, without secrets. Save as:",
                 name, records_export_answered);
    else
        app_report(state->app, MARK_NONE, "There is no record to be exported");
}
