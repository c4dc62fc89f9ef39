/* glance.c - the first frame before anything is read: as the last run left it. */
#include "screens/wizard.h"

bool wizard_glance(struct app *app)
{
    if (!store_exists(app->store) || store_draft_exists(app->store) ||
        !glance_read(&app->glance, app->store))
        return false;
    glance_show(&app->glance, &app->audit, &app->certificate);
    app->glancing = true;
    app_push(app, &home_screen, NULL);
    loop_timer(&app->loop, TIMER_READ, 0);
    return true;
}

bool wizard_wake(struct app *app)
{
    if (!app->glancing)
        return true;
    app->glancing = false;
    loop_timer(&app->loop, TIMER_READ, -1);
    if (!wizard_load(app, &app->trouble)) {
        app_quit(app, STATUS_FAILED);
        return false;
    }
    wizard_begin(app, NULL);
    return true;
}

void app_glance(struct app *app)
{
    struct glance now;

    if (app->read_only || !app->saved || app->notes.vault != VAULT_FINE)
        return; /* without the secrets the grade is no grade */
    glance_take(&now, app->store, app->saved, &app->audit, &app->certificate);
    if (glance_equal(&now, &app->glance))
        return;
    app->glance = now;
    glance_write(&app->glance, app->store);
}
