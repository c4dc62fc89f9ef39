/* records_import.c - records of a list from a CSV file that is picked, seen before they are taken.
 */
#include "screens/app/pick.h"
#include "screens/import/import.h"
#include "screens/list/records.h"

static void records_import_taken(struct app *app, char *const paths[], size_t count)
{
    if (app_top(app) == &records_screen)
        import_show(app, ((const struct records *)app_state(app))->section, paths, count);
}

void records_import_pick(struct records *state)
{
    static const struct pick pick = {
        .title = "Import a CSV list",
        .help = "The first line names the columns. What it would add and change is shown before "
                "anything is taken.",
        .taken = records_import_taken,
    };

    app_push(state->app, &pick_screen, &pick);
}

void records_import_into(struct app *app, const struct section *section)
{
    if (!app_may_change(app))
        return;
    app_home(app);
    home_select(app, section);
    app_push(app, &records_screen, section);
    records_import_pick(app_state(app));
}
