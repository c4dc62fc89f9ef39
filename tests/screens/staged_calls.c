/* staged_calls.c - what a play does that no key does: see `call` in tests/play.h. */
#include "tests/screens/staged.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "backend/base/file.h"
#include "screens/wizard/apply.h"
#include "screens/wizard/wizard.h"

static void staged_save(struct app *app)
{
    app_write(app, NULL, 0, "first set-up in the wizard", true);
}

static void staged_unkey(struct app *app)
{
    AUTO_FREE char *key = format("%s/master.key", store_path(app->store));

    unlink(key);
}

static void staged_draft(struct app *app)
{
    app_draft(app);
    wizard_offer_draft(app);
}

static void staged_in_use(struct app *app)
{
    staged_lock_is_taken();
    wizard_take_lock(app);
}

/* Two private keys in one file, none of which is that of the certificate with them. */
static void staged_keys(struct app *app)
{
    AUTO_FREE char *path = format("%s/../takeover.pem", getenv("HOME"));
    AUTO_BUF struct buf pem = { 0 };
    FILE *file = fopen("keys.pem", "we");
    struct err err;

    (void)app;
    for (int i = 0; file && i < 2; i++) {
        EVP_PKEY *key = EVP_EC_gen("P-256");
        PEM_write_PrivateKey(file, key, NULL, NULL, 0, NULL, NULL);
        EVP_PKEY_free(key);
    }
    if (file && file_read(AT_FDCWD, path, 1 << 16, &pem, &err))
        fputs(pem.text, file);
    if (file)
        fclose(file);
}

/* Somebody's work in what was exported. */
static void staged_change(struct app *app)
{
    FILE *file = fopen("printseal-myq-checklist/checklist.md", "ae");

    (void)app;
    if (file && fputs("done by petra\n", file) > 0)
        fclose(file);
}

/* What applying that export would change where there is nothing. */
static void staged_plan(struct app *app)
{
    const struct export export = {
        .config = app->saved, .store = app->store, .secrets = true, .upstream = "127.0.0.1:8090"
    };
    const struct applying *nginx = applying_find("nginx", NULL);
    struct err err = { "" };
    struct plan *plan = plan_new(nginx, &export, getenv("PRINTSEAL_TEMPLATES"), "empty", &err);

    if (plan)
        app_push(app, &apply_differs_screen, &plan);
    else
        app_report(app, MARK_FAIL, "%s", err.text);
}

/* Everything that is watched has something to say. */
static void staged_serve(struct app *app)
{
    for (size_t i = 0; i < app->loop.watched; i++)
        app->loop.watch[i].ready(app->loop.watch[i].data, app->loop.watch[i].fd);
}

bool staged_call(struct app *app, const char *name)
{
    static const struct {
        const char *name;
        void (*run)(struct app *app);
    } calls[] = {
        { "save", staged_save },     { "idle", wizard_lock },     { "unkey", staged_unkey },
        { "draft", staged_draft },   { "in-use", staged_in_use }, { "ready", staged_serve },
        { "change", staged_change }, { "keys", staged_keys },     { "plan", staged_plan },
    };

    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        if (strcmp(calls[i].name, name) == 0)
            return calls[i].run(app), true;
    return false;
}
