/* certificates_mode.c - another one signs: asked for, with what that means for the clients. */
#include <stdio.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/settings/settings.h"
#include "screens/certificates/certificates.h"

static const char *const mode_values[] = { "builtin", "intermediate", "manual" };

/* ------------------------------------------------ what it means */

static bool set_mode(struct app *app, const char *mode)
{
    char path[PATH_SIZE];
    struct config_place place;
    struct err err;

    snprintf(path, sizeof path, "%s", certificate_mode_path);
    bool done = config_find(app->config, path, &place, &err) &&
                change_set(&app->journal, app->config, &place, mode, &err);
    if (done)
        app_changed(app);
    else
        app_report(app, MARK_FAIL, "%s", err.text);
    return done;
}

/* The change was the last one, for the box came at once. */
static bool certificates_mode_answered(struct app *app, const void *data, int button,
                                       const char *typed)
{
    (void)data;
    (void)typed;
    if (button != 0 && change_take_back(&app->journal, app->config)) {
        app_changed(app);
        app_report(app, MARK_NONE, "Nothing changed");
    }
    return true;
}

void certificates_ask_mode(struct app *app, const char *was)
{
    static const char *const buttons[] = { "Change it", "Keep it as it was", NULL };
    struct question question = { .title = "Other CA",
                                 .buttons = buttons,
                                 .answered = certificates_mode_answered };
    const char *means = certify_mode_text(app->saved, app->config);

    if (!*means || strcmp(was, certificate_settings(app->config).mode) == 0)
        return;
    snprintf(question.text, sizeof question.text,
             tr("%s\nIt takes effect once it is saved; History can restore the present one."),
             means);
    app_ask(app, &question);
}

/* ------------------------------------------------ which one */

static bool chosen(struct app *app, const void *data, int button, const char *typed)
{
    char was[32];

    (void)data;
    (void)typed;
    snprintf(was, sizeof was, "%s", certificate_settings(app->config).mode);
    if (button >= 0 && button < (int)(sizeof mode_values / sizeof *mode_values) &&
        set_mode(app, mode_values[button]))
        certificates_ask_mode(app, was);
    return true;
}

void certificates_mode(struct app *app)
{
    static const char *const buttons[] = { "This server", "The company", "Somebody else", "Cancel",
                                           NULL };
    struct question question = { .title = "Who signs?",
                                 .buttons = buttons,
                                 .text = "This server: its own CA, whose root every client "
                                         "has to trust.\nThe company: its CA signs this "
                                         "server's.\nSomebody else: a finished certificate is "
                                         "imported.",
                                 .answered = chosen };

    if (app_may_change(app))
        app_ask(app, &question);
}
