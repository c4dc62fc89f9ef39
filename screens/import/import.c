#include "screens/import/import.h"

#include <stdlib.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/shown.h"
#include "screens/app/guide.h"
#include "screens/app/pick.h"
#include "screens/certificates/certificates.h"
#include "screens/import/import_lines.h"

/* ------------------------------------------------ to be done */

/* Keys are none of a configuration: they wait for the save. */
static void import_hold(struct app *app, struct import_offer *offer)
{
    if (!offer->keys)
        return;
    examine_free(app->input);
    app->input = offer->job;
    app->input_own = offer->own;
    offer->job = NULL;
}

void import_take(struct app *app)
{
    struct import_state *state = app_state(app);
    size_t differ = state->differ;
    bool listed = state->files.section;

    import_hold(app, &state->offer);
    change_replay_all(&app->journal, app->config, &state->offer.journal);
    app_changed(app);
    guide_remember(app);
    if (listed) {
        app_pop(app); /* the list that it was called from */
    } else {
        app_home(app);
        app_topic(app, 0);
    }
    app_report(app, MARK_FINE,
               trn("Imported: %s change. Look through it, then save. Undo: u or ^_",
                   "Imported: %s changes. Look through them, then save. Undo: u or ^_", differ),
               shown_count(differ).text);
}

void import_leave(struct app *app)
{
    app_pop(app);
    app_report(app, MARK_NONE, "Nothing was changed");
}

static void import_again(struct app *app);

/* By the line: one for each list. */
void import_columns(struct app *app)
{
    struct import_state *state = app_state(app);
    size_t wanted = state->sheet.list.focus - state->columns, i = 0;

    while (i < state->files.count && (!state->offer.csv[i] || wanted-- > 0))
        i++;
    if (i < state->files.count)
        app_push(app, &columns_screen,
                 &(struct columns_subject){ &state->files.list[i], import_again });
}

static bool import_password_answered(struct app *app, const void *data, int button,
                                     const char *typed)
{
    struct import_state *state = app_state(app);

    (void)data;
    if (button != 0)
        return true;
    secret_free(state->files.password);
    state->files.password = secret_new(typed, strlen(typed), TYPED, 0, -1);
    import_again(app);
    return true;
}

void import_ask_password(struct app *app)
{
    const struct import_state *state = app_state(app);

    certificates_ask_password(app, state->offer.wrong, import_password_answered);
}

/* ------------------------------------------------ the screen */

static void import_make(struct import_state *state)
{
    state->err = (struct err){ 0 };
    if (import_offer_make(&state->offer, state->app->config, &state->files, &state->err))
        *state->err.text = '\0';
    char *option = strstr(state->err.text, ": --map"); /* here there is a screen for it */
    if (option)
        *option = '\0';
    import_put(state);
}

/* With other columns, or a password: the screen is on top again. */
static void import_again(struct app *app)
{
    struct import_state *state = app_state(app);

    import_make(state);
    if (state->offer.sealed && state->files.password)
        import_ask_password(app);
}

static void import_open(void *data, struct app *app, const void *subject)
{
    struct import_state *state = data;

    state->app = app;
    state->files = *(const struct import_files *)subject;
    import_make(state);
    if (state->offer.sealed)
        import_ask_password(app);
}

static void import_draw(const void *data, const struct app *app, struct area area, bool active)
{
    const struct import_state *state = data;

    (void)app;
    theme_put(area.y, area.x + 1, area.cols - 1, ROLE_TITLE, tr("Import > what is in the file"));
    sheet_draw(&state->sheet, (struct area){ area.y + 1, area.x, area.rows - 1, area.cols },
               active);
}

static enum key_answer import_key(void *data, struct app *app, struct area area, int pressed)
{
    struct import_state *state = data;

    area.y++;
    area.rows--;
    return sheet_key(&state->sheet, app, area, pressed);
}

static void import_close(void *data, struct app *app)
{
    struct import_state *state = data;

    (void)app;
    sheet_free(&state->sheet);
    import_offer_free(&state->offer);
    import_files_free(&state->files);
}

static const char *import_help(const void *data, const struct app *app, const char **source)
{
    (void)app;
    (void)source;
    return sheet_help(&((const struct import_state *)data)->sheet);
}

static const struct action import_actions[] = {
    { K_ENTER, "Enter", "open or do" },
    { K_ESC, "Esc", "do not import" },
    { 0 },
};

const struct screen import_screen = {
    .size = sizeof(struct import_state),
    .whole = true,
    .actions = import_actions,
    .open = import_open,
    .draw = import_draw,
    .key = import_key,
    .close = import_close,
    .help = import_help,
};

/* ------------------------------------------------ the files that were picked */

void import_show(struct app *app, const struct section *section, char *const paths[], size_t count)
{
    struct import_files files = { .section = section,
                                  .count = count < PICKER_MAX ? count : PICKER_MAX };

    for (size_t i = 0; i < files.count; i++)
        files.list[i].path = copy(paths[i]);
    if (count)
        app_push(app, &import_screen, &files);
}

static void import_taken(struct app *app, char *const paths[], size_t count)
{
    import_show(app, NULL, paths, count);
}

void import_pick(struct app *app)
{
    static const struct pick pick = {
        .title = "Import",
        .help = "A list of devices (CSV, nmap, avahi-browse), settings (printseal.conf, JSON), the "
                "present server's certificate. It is shown before anything is taken.",
        .taken = import_taken,
    };

    if (app_may_change(app))
        app_push(app, &pick_screen, &pick);
}
