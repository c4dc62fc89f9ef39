#include "screens/wizard/import.h"

#include <fcntl.h>
#include <string.h>
#include <strings.h>

#include "backend/settings/settings.h"
#include "backend/setup/answers_json.h"
#include "backend/store/conf/conf.h"
#include "screens/app/guide.h"
#include "screens/app/pick.h"
#include "screens/list/records.h"

/* ------------------------------------------------ answers: every record of theirs is a change */

static void import_record(struct app *app, size_t number, struct record *with)
{
    struct table *table = &app->config->tables[number];
    const struct record *there =
        table->section->list ? config_table_find(table, record_name(with)) : table->records[0];
    size_t at = there ? config_table_at(table, there) : table->count;
    struct change change = { .table = number, .at = at, .to = at, .after = record_hold(with) };

    if (there)
        change.before = record_hold((struct record *)there);
    change_replay(&app->journal, app->config, &change);
}

static bool import_config(struct app *app, const char *path, struct err *err)
{
    AUTO_BUF struct buf text = { 0 };

    if (!file_read(AT_FDCWD, path, CONF_MAX, &text, err))
        return false;
    struct config *config = answers_read(app->saved, &text, path, err);
    if (!config)
        return false;
    for (size_t i = 0; sections[i]; i++)
        for (size_t k = 0; k < config->tables[i].count; k++)
            import_record(app, i, config->tables[i].records[k]);
    config_free(config);
    return true;
}

/* ------------------------------------------------ the files that were picked */

static bool import_is_csv(const char *path)
{
    size_t size = strlen(path);

    return size > 4 && strcasecmp(path + size - 4, ".csv") == 0;
}

static void import_taken(struct app *app, char *const paths[], size_t count)
{
    struct err err = { 0 };
    bool fine = count > 0;

    for (size_t i = 0; fine && i < count; i++)
        fine = import_is_csv(paths[i]) ? records_import(app, &printers_section, paths[i], &err)
                                       : import_config(app, paths[i], &err);
    app_changed(app);
    guide_remember(app);
    if (!fine) {
        app_report(app, MARK_FAIL, "%s", err.text);
        return;
    }
    app_home(app);
    app_topic(app, 0);
    app_report(app, MARK_FINE, "Filled in from the file. Look through it, then save");
}

void import_pick(struct app *app)
{
    static const struct pick pick = {
        .title = "Import",
        .help = "An answers file (JSON or as printseal.conf), or a CSV list of printers, whose "
                "first line names the columns.",
        .taken = import_taken,
    };

    if (app_may_change(app))
        app_push(app, &pick_screen, &pick);
}
