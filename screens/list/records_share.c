/* records_share.c - one form over all records that are marked: what is set in it is set in all of
 * them. */
#include <stdio.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/shown.h"
#include "screens/form/field.h"
#include "screens/list/records.h"
#include "tui/form.h"

struct share {
    struct records *records; /* of the list below, where they are marked */
    struct form form;
};

/* ------------------------------------------------ what they have in common */

/* The next record that is marked, from that position on; NULL: there is none. */
static const struct record *share_next(const struct share *share, size_t *at)
{
    const struct table *table = records_table(share->records);

    for (; *at < table->count; (*at)++)
        if (records_chosen(share->records, table->records[*at]))
            return table->records[(*at)++];
    return NULL;
}

/* The first that shows the setting: the row speaks of it; NULL: none does. */
static const struct record *share_first(const struct share *share, const struct setting *setting)
{
    const struct record *record;
    size_t at = 0;

    while ((record = share_next(share, &at)) && !record_shows(record, setting))
        continue;
    return record;
}

/* Several may have the same: not the name, and never a secret. */
static bool share_may(const struct share *share, const struct setting *setting)
{
    return setting->type != SECRET && !setting->generated && share_first(share, setting);
}

static const struct setting *share_setting(const struct share *share, size_t i)
{
    for (const struct setting *s = share->records->section->settings + 1; s->key; s++)
        if (share_may(share, s) && i-- == 0)
            return s;
    return NULL;
}

static bool share_same(const struct share *share, const struct setting *setting)
{
    const char *value = record_value(share_first(share, setting), setting);
    const struct record *record;

    for (size_t at = 0; (record = share_next(share, &at));)
        if (record_shows(record, setting) && strcmp(record_value(record, setting), value) != 0)
            return false;
    return true;
}

/* ------------------------------------------------ the form's model */

static bool share_row(const void *data, size_t i, struct form_row *row)
{
    static const char *const buttons[] = { "Back to the list", NULL };
    const struct share *share = data;
    const struct app *app = share->records->app;
    const struct setting *setting = share_setting(share, i);

    if (!setting) {
        row->kind = FORM_BUTTONS;
        row->choices = tr_list(buttons);
        return i == 0 || share_setting(share, i - 1);
    }
    const struct record *record = share_first(share, setting);
    field_fill(app, record, setting, i == share->form.focus, row);
    row->locked = app->read_only;
    bool same = share_same(share, setting);
    if (same || row->kind == FORM_CHOICE || row->kind == FORM_FLAG)
        row->value = record_value(record, setting);
    row->note = same ? NULL : tr("they differ");
    return true;
}

/* In all that show it, or in none. */
static bool share_set(void *data, size_t i, const char *text, char why[], size_t size)
{
    struct share *share = data;
    struct app *app = share->records->app;
    struct config_place place = { config_table(app->config, share->records->section), NULL,
                                  share_setting(share, i) };
    size_t before = app->journal.done, done = 0;
    struct err err;

    for (size_t at = 0; (place.record = share_next(share, &at));) {
        if (!record_shows(place.record, place.setting))
            continue;
        if (!change_set(&app->journal, app->config, &place, text, &err)) {
            snprintf(why, size, "%s", field_reason(&place, err.text));
            while (app->journal.done > before)
                change_take_back(&app->journal, app->config);
            return false;
        }
        done++;
    }
    app_changed(app);
    app_report(app, MARK_FINE, "%s set; ^_ takes it back, one by one", shown_count(done).text);
    return true;
}

static void share_press(void *data, size_t i, size_t which)
{
    (void)i;
    (void)which;
    app_pop(((struct share *)data)->records->app);
}

static const struct form_model share_model = { .row = share_row,
                                               .set = share_set,
                                               .press = share_press };

/* ------------------------------------------------ the screen */

/* One of the first four shows, by the row in hand; over an open menu its three. */
static const struct action share_actions[] = {
    { K_ENTER, "Enter", "next" },
    { ' ', "Space", "yes/no" },
    { K_ENTER, "Enter", "choose" },
    { K_ENTER, "Enter", "do it" },
    { K_DOWN, "Down", "choose" },
    { K_ENTER, "Enter", "take it" },
    { K_ESC, "Esc", "leave it as it was" },
    { K_ESC, "Esc", "back" },
    { K_CTRL('o'), "^O", "more" },
    { K_F(1), "F1", "help" },
    { 0 },
};
enum { SHARE_MENU = 4, SHARE_ANY = SHARE_MENU + 3 };

static bool share_can(const void *data, const struct app *app, const struct action *action)
{
    static const size_t on[] = {
        [FORM_TEXT] = 0, [FORM_NUMBER] = 0, [FORM_FLAG] = 1, [FORM_CHOICE] = 2, [FORM_BUTTONS] = 3
    };
    const struct share *share = data;
    size_t at = (size_t)(action - share_actions);
    struct form_row row = { 0 };

    if (share->form.choosing || (at >= SHARE_MENU && at < SHARE_ANY))
        return share->form.choosing && at >= SHARE_MENU && at < SHARE_ANY;
    if (at >= SHARE_ANY)
        return true;
    return share_row(share, share->form.focus, &row) && at == on[row.kind] &&
           (!app->read_only || at != 1);
}

static void share_open(void *data, struct app *app, const void *subject)
{
    struct share *share = data;

    memcpy(&share->records, subject, sizeof share->records);
    share->form = (struct form){ .model = &share_model, .data = share, .edit = app->edit };
    form_settle(&share->form);
}

static void share_draw(const void *data, const struct app *app, struct area area, bool active)
{
    const struct share *share = data;
    const struct area head = frame_edged(area);
    char title[160];

    (void)app;
    snprintf(title, sizeof title, tr("%s   %s marked: one value for all"),
             tr(share->records->section->title), shown_count(share->records->chosen.count).text);
    theme_put(head.y, head.x, head.cols, ROLE_TITLE, title);
    form_draw(&share->form, frame_below(area), active);
}

static enum key_answer share_key(void *data, struct app *app, struct area area, int pressed)
{
    struct share *share = data;
    enum key_answer answer = form_key(&share->form, frame_below(area), pressed);

    (void)app;
    if (answer == IGNORED && (pressed == K_TAB || pressed == K_BACKTAB))
        return form_go(&share->form, pressed == K_TAB ? 0 : SIZE_MAX);
    return answer;
}

static enum key_answer share_paste(void *data, struct app *app, const char *text)
{
    (void)app;
    return form_paste(&((struct share *)data)->form, text);
}

static void share_changed(void *data, struct app *app)
{
    (void)app;
    form_settle(&((struct share *)data)->form);
}

static bool share_leave(void *data, struct app *app)
{
    (void)app;
    return form_commit(&((struct share *)data)->form);
}

static void close_share(void *data, struct app *app)
{
    (void)app;
    form_drop(&((struct share *)data)->form);
}

static const char *share_help(const void *data, const struct app *app, const char **source)
{
    const struct share *share = data;
    const struct setting *setting = share_setting(share, share->form.focus);

    (void)app;
    if (!setting)
        return "";
    *source = setting->source ? setting->source : "";
    return tr(setting->help);
}

/* The draft keeps what is being typed in the first of them. */
static bool share_typed(const void *data, const struct app *app, char path[PATH_SIZE],
                        const char **text)
{
    const struct share *share = data;
    const struct setting *setting = share_setting(share, share->form.focus);

    if (!share->form.editing || !setting)
        return false;
    config_place_path(&(struct config_place){ config_table(app->config, share->records->section),
                                              share_first(share, setting), setting },
                      path);
    *text = app->edit->text;
    return true;
}

const struct screen records_share_screen = {
    .size = sizeof(struct share),
    .actions = share_actions,
    .can = share_can,
    .open = share_open,
    .draw = share_draw,
    .key = share_key,
    .paste = share_paste,
    .changed = share_changed,
    .leave = share_leave,
    .close = close_share,
    .help = share_help,
    .typed = share_typed,
};
