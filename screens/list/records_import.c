/* records_import.c - records of a list from a CSV file that is picked. */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>

#include "backend/base/file.h"
#include "backend/base/language.h"
#include "backend/base/shown.h"
#include "backend/setup/import.h"
#include "screens/app/pick.h"
#include "screens/list/records.h"

bool records_import(struct app *app, const struct section *section, const char *path,
                    struct err *err)
{
    AUTO_BUF struct buf text = { 0 };
    struct imported imported = { 0 };
    struct intake intake = { 0 };
    const char *name = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
    const struct import_order order = { .name = name, .intake = &intake };

    if (!file_read(AT_FDCWD, path, INTAKE_MAX, &text, err))
        return false;
    bool done = intake_read(&intake, text.text, text.size, '\0', err) || fail_in(err, "%s", name);
    if (text.text)
        wipe(text.text, text.size);
    done = done && import_records(&app->journal, app->config, section, &order, &imported, err);
    intake_free(&intake);
    if (done)
        app_report(app, MARK_FINE, "%s: %s added, %s changed, %s as they were", tr(section->title),
                   shown_count(imported.added).text, shown_count(imported.changed).text,
                   shown_count(imported.same).text);
    return done;
}

static void records_import_taken(struct app *app, char *const paths[], size_t count)
{
    struct err err = { 0 };

    if (app_top(app) != &records_screen)
        return;
    const struct records *state = app_state(app);
    const struct section *section = state->section;
    bool fine = true;

    for (size_t i = 0; fine && i < count; i++)
        fine = records_import(app, section, paths[i], &err);
    app_changed(app);
    if (!fine)
        app_report(app, MARK_FAIL, "%s", err.text);
}

void records_import_pick(struct records *state)
{
    static const struct pick pick = {
        .title = "Import a CSV list",
        .help = "The first line names the columns as the settings are called in printseal.conf; "
                "name must be among them.",
        .taken = records_import_taken,
    };

    app_push(state->app, &pick_screen, &pick);
}
