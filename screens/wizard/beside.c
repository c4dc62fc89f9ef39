/* beside.c - a reader beside who changes the configuration: sees what is saved there, and takes
 * over when nobody has the lock any more. */
#include <unistd.h>

#include "screens/wizard/wizard.h"

/* The secrets may have been sealed anew, or a draft left behind. */
static void beside_take_over(struct app *app)
{
    struct holder holder;
    struct err err;

    if (!store_lock(app->store, &holder, &err))
        return; /* somebody else was quicker */
    wizard_beside_end(app);
    app->read_only = false;
    if (!wizard_reload(app))
        return;
    app_report(app, MARK_FINE, "Nobody else changes this any more: now you can");
    if (app->notes.vault != VAULT_FINE)
        wizard_ask_unlock(app);
    else
        wizard_offer_draft(app);
}

static void beside_see(struct app *app)
{
    unsigned was = store_generation(app->store);
    struct err err;

    if (!store_again(app->store, &err) || store_generation(app->store) == was)
        return;
    if (wizard_reload(app))
        app_report(app, MARK_NONE, "Generation %u was saved there and is shown now",
                   store_generation(app->store));
}

static void beside_ready(void *data, int fd)
{
    char events[4096];
    struct app *app = data;

    while (read(fd, events, sizeof events) > 0)
        ; /* that something happened is enough */
    if (store_lock_free(app->store))
        beside_take_over(app);
    else
        beside_see(app);
}

/* Whoever left between the question and the watch is not missed. */
void wizard_beside(struct app *app)
{
    int fd = app->beside ? -1 : store_watch(app->store);

    if (fd <= 0)
        return;
    app->beside = fd;
    loop_watch(&app->loop, fd, beside_ready, app);
}

void wizard_beside_end(struct app *app)
{
    if (!app->beside)
        return;
    loop_forget(&app->loop, app->beside);
    close(app->beside);
    app->beside = 0;
}
