/* app_startup.c - the first frame before anything is read: as the last run left it. */
#include "screens/wizard/wizard.h"

/* So long nothing else is done, so that the terminal shows the frame first, also where it has to
 * share one processor with us. A key ends the wait. */
enum { SHOWN_MS = 1 };

bool wizard_startup(struct app *app)
{
    if (!store_exists(app->store) || store_draft_exists(app->store) ||
        !startup_read(&app->startup, app->store))
        return false;
    startup_show(&app->startup, &app->audit, &app->certificate);
    app->known.kept = app->startup.known;
    app->known.never = app->startup.known.tests;
    app->from_startup = true;
    app_push(app, &home_screen, NULL);
    loop_timer(&app->loop, TIMER_READ, SHOWN_MS);
    return true;
}

bool wizard_wake(struct app *app)
{
    if (!app->from_startup)
        return true;
    app->from_startup = false;
    loop_timer(&app->loop, TIMER_READ, -1);
    if (!wizard_load(app, &app->error)) {
        app_quit(app, STATUS_FAILED);
        return false;
    }
    wizard_begin(app, NULL);
    return true;
}

void app_startup(struct app *app)
{
    struct startup now;

    if (app->read_only || !app->saved || app->notes.vault != VAULT_FINE ||
        *app->certificate.unknown)
        return; /* without the secrets or the certificates the grade is no grade */
    startup_take(&now, app->store, app->saved, &app->audit, &app->certificate, &app->known.kept);
    if (startup_equal(&now, &app->startup))
        return;
    app->startup = now;
    startup_write(&app->startup, app->store);
}
