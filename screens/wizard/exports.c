/* exports.c - what other programs and people are given of the configuration: each target, and where
 * it is written. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/shown.h"
#include "backend/export/target.h"
#include "screens/app/side.h"
#include "screens/wizard/apply.h"
#include "screens/wizard/exports.h"
#include "tui/list.h"

struct exports_state {
    struct list list;
};

static size_t exports_count(const void *data)
{
    size_t n = 0;

    (void)data;
    while (targets[n].name)
        n++;
    return n;
}

static void exports_row(const void *data, size_t i, struct list_row *exports_row)
{
    (void)data;
    exports_row->cell[0] = targets[i].name;
    exports_row->cell[1] = tr(targets[i].what);
    exports_row->cell[2] = targets[i].secrets ? tr("secrets") : "";
    exports_row->cell[3] = applying_find(targets[i].name, NULL) ? tr("apply") : "";
}

static const struct list_model exports_model = { .count = exports_count, .row = exports_row };

static void exports_open(void *data, struct app *app, const void *subject)
{
    struct exports_state *state = data;

    (void)app;
    state->list =
        (struct list){ .model = &exports_model, .data = state, .columns = 4, .fitted = true };
    for (size_t i = 0; subject && targets[i].name; i++)
        if (strcmp(targets[i].name, subject) == 0)
            state->list.focus = i;
}

static void exports_draw(const void *data, const struct app *app, struct area area, bool active)
{
    struct list list = ((const struct exports_state *)data)->list;

    (void)app;
    list.columns = frame_narrow() ? 2 : list.columns; /* the help and F1 say the rest */
    theme_put(area.y, area.x + 1, area.cols - 1, ROLE_TITLE, tr("Exports and apply"));
    list_draw(&list, frame_below(area), active);
}

void exports_show(struct app *app, const char *target)
{
    app_push(app, &exports_screen, target);
}

/* ------------------------------------------------ writing one */

/* What was asked for, as it goes through a question. */
struct exports_wish {
    const struct target *target;
    bool secrets, force;
    char folder[PATH_SIZE * 2];
};

_Static_assert(sizeof(struct exports_wish) <= sizeof((struct question){ 0 }).data,
               "a wish fits a question");

static bool exports_forced(struct app *app, const void *data, int button, const char *typed);

/* Somebody's work is in the way: it is kept, if that is wanted. */
static void exports_ask_force(struct app *app, const struct exports_wish *wish, const char *why)
{
    static const char *const buttons[] = { "Keep copies, and write", "Cancel", NULL };
    struct question question = { .title = "Changed there",
                                 .buttons = buttons,
                                 .answered = exports_forced };

    snprintf(question.text, sizeof question.text,
             tr("%.700s.\nWhat is there can be kept beside it, as NAME.old."), why);
    memcpy(question.data, wish, sizeof *wish);
    app_ask(app, &question);
}

static bool exports_write(struct app *app, const struct exports_wish *wish, struct err *err)
{
    const struct export export = { .config = app->saved,
                                   .store = app->store,
                                   .secrets = wish->secrets,
                                   .sealed = app->notes.vault != VAULT_FINE };
    AUTO_FREE char *templates = target_templates(NULL, err);
    struct makings makings = { 0 };

    bool made = templates && target_make(wish->target, &export, templates, &makings, err);
    bool ours = wish->force || (made && write_untouched(&makings, wish->folder));
    if (ours && write_holds_secret(&makings))
        store_log(app->store, "exported with secrets: %s", wish->target->name);
    bool done = made && write_makings(&makings, wish->folder, wish->force, err);
    AUTO_FREE char *folder = done ? realpath(wish->folder, NULL) : NULL;
    if (done)
        app_report(app, MARK_FINE, "%s: %s %s in %s", wish->target->name,
                   shown_count(makings.count).text, trn("file", "files", makings.count),
                   folder ? folder : wish->folder);
    else if (made && !ours)
        exports_ask_force(app, wish, err->text);
    target_makings_free(&makings);
    return done || (made && !ours);
}

static bool exports_forced(struct app *app, const void *data, int button, const char *typed)
{
    struct exports_wish wish;
    struct err err;

    (void)typed;
    memcpy(&wish, data, sizeof wish);
    wish.force = true;
    if (button == 0 && !exports_write(app, &wish, &err))
        app_report(app, MARK_FAIL, "%s", err.text);
    return true;
}

static const char *const plain_buttons[] = { "Write", "Preview", "Cancel", NULL };
static const char *const secret_buttons[] = { "Write", "With secrets", "Preview", "Cancel", NULL };

static bool exports_answered(struct app *app, const void *data, int button, const char *typed)
{
    struct exports_wish wish = { 0 };
    struct err err;

    memcpy(&wish.target, data, sizeof wish.target);
    wish.secrets = wish.target->secrets && button == 1;
    if (button == (wish.target->secrets ? 2 : 1))
        exports_preview(app, wish.target);
    if (button != 0 && !wish.secrets)
        return true;
    bool fits = (size_t)snprintf(wish.folder, sizeof wish.folder, "%s", typed) < sizeof wish.folder;
    if (*typed && fits && exports_write(app, &wish, &err))
        return true;
    app_report(app, MARK_FAIL, "%s",
               !*typed ? tr("A folder is needed")
               : fits  ? err.text
                       : tr("This is too long"));
    return false;
}

static void exports_ask(struct app *app, const struct target *target)
{
    AUTO_FREE char *folder = format("printseal-%s", target->name);
    struct question question = {
        .title = target->name,
        .buttons = target->secrets ? secret_buttons : plain_buttons,
        .line = folder,
        .answered = exports_answered,
    };

    snprintf(question.text, sizeof question.text, tr("For %s.%s%s%s Write it into the folder:"),
             tr(target->who), target->secrets ? tr(" With secrets it also holds ") : "",
             target->secrets ? tr(target->secrets) : "", target->secrets ? "." : "");
    memcpy(question.data, &target, sizeof target);
    app_ask(app, &question);
}

static enum key_answer exports_key(void *data, struct app *app, struct area area, int pressed)
{
    struct exports_state *state = data;
    const struct target *target = &targets[state->list.focus];
    const struct applying *here = pressed == 'a' ? applying_find(target->name, NULL) : NULL;

    if (pressed == K_ESC || pressed == K_LEFT)
        return BACK;
    if (pressed != K_ENTER && pressed != 'p' && !here)
        return list_key(&state->list, frame_below(area), pressed);
    if (!app->saved)
        app_report(app, MARK_WARN, "Save first: an export is made of what is saved");
    else if (here)
        apply_show(app, here);
    else if (pressed == 'p')
        exports_preview(app, target);
    else
        exports_ask(app, target);
    return TAKEN;
}

static const char *exports_help(const void *data, const struct app *app, const char **source)
{
    static char text[400];
    const struct target *target = &targets[((const struct exports_state *)data)->list.focus];

    (void)source;
    snprintf(text, sizeof text, tr("%s%s. For %s."),
             app_unsaved(app) ? tr("What is not saved yet is not in it. ") : "", tr(target->what),
             tr(target->who));
    return text;
}

static void exports_side(const void *data, const struct app *app, struct side *side)
{
    const struct target *target = &targets[((const struct exports_state *)data)->list.focus];

    side_add(side, SIDE_TITLE, "%s", target->name);
    side_add(side, SIDE_PLAIN, "%s.", tr(target->what));
    if (app_unsaved(app))
        side_marked(side, MARK_WARN, "%s", tr("What is not saved yet is not in it."));
    side_add(side, SIDE_HEAD, "For");
    side_add(side, SIDE_PLAIN, "%s", tr(target->who));
    side_add(side, SIDE_HEAD, "Secrets");
    side_add(side, SIDE_PLAIN, "%s", target->secrets ? tr(target->secrets) : tr("none"));
    if (target->secrets)
        side_add(side, SIDE_PLAIN, "%s", tr("Left out unless With secrets is chosen."));
    side_add(side, SIDE_HEAD, "Files");
    for (const struct target_file *file = target->files; file->name; file++)
        if (!strchr(file->name, '%'))
            side_add(side, SIDE_PLAIN, "%s%s", file->name,
                     file->secret ? tr("   has secrets") : "");
    side_add(side, SIDE_HEAD, "How");
    side_add(side, SIDE_PLAIN, "printseal export %s --output FOLDER", target->name);
    if (applying_find(target->name, NULL))
        side_add(side, SIDE_PLAIN,
                 "printseal apply %s puts it in force on this machine, and takes it back if it "
                 "does not work. So does a.",
                 target->name);
}

static bool exports_can(const void *data, const struct app *app, const struct action *action)
{
    const struct exports_state *state = data;

    return action->key != 'a' ||
           (!app->read_only && applying_find(targets[state->list.focus].name, NULL));
}

static void title(const void *data, const struct app *app, char text[], size_t size)
{
    (void)data;
    (void)app;
    snprintf(text, size, "%s", tr("Exports"));
}

static const struct action exports_actions[] = {
    { K_ENTER, "Enter", "write it" },
    { 'p', "p", "preview" },
    { 'a', "a", "apply here" },
    { K_ESC, "Esc", "back" },
    { 0 },
};

const struct screen exports_screen = {
    .size = sizeof(struct exports_state),
    .whole = true,
    .actions = exports_actions,
    .can = exports_can,
    .open = exports_open,
    .draw = exports_draw,
    .key = exports_key,
    .title = title,
    .help_narrow = 3,
    .help = exports_help,
    .side = exports_side,
};
