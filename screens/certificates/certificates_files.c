/* certificates_files.c - files for others: the root, a request, the list of revoked ones, a
 * client's PFX. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "backend/base/file.h"
#include "backend/base/language.h"
#include "backend/base/mem.h"
#include "backend/pki/issue/publish.h"
#include "screens/app/ask_file.h"
#include "screens/certificates/certificates.h"
#include "screens/session/output.h"

/* ------------------------------------------------ what is public */

static bool certificates_files_ends(const char *path, const char *end)
{
    size_t length = strlen(path), size = strlen(end);

    return length >= size && strcasecmp(path + length - size, end) == 0;
}

static enum publish_form form_of(const char *path)
{
    return certificates_files_ends(path, ".der") || certificates_files_ends(path, ".cer")
               ? PUBLISH_DER
           : certificates_files_ends(path, ".p7b") ? PUBLISH_P7B
                                                   : PUBLISH_PEM;
}

/* False: the box stays open. */
static bool certificates_files_report(struct app *app, bool done, const char *path,
                                      const struct err *err)
{
    if (done)
        app_report(app, MARK_FINE, "Written: %s", path);
    else
        app_report(app, MARK_FAIL, "%s", err->text);
    return done;
}

static bool root_answered(struct app *app, const char *path)
{
    AUTO_BUF struct buf out = { 0 };
    struct err err;
    bool done = certify_publish(app->store, form_of(path), false, &out, &err) &&
                output_file(path, out.text, out.size, &err);

    return certificates_files_report(app, done, path, &err);
}

void certificates_save_root(struct app *app)
{
    ask_file(app, tr("Root for clients"),
             tr("Save as (.cer and .der: DER for Windows; .p7b: PKCS#7; else PEM):"), "ca-root.crt",
             root_answered);
}

static bool certificates_files_copy_file(struct app *app, const char *name, const char *path)
{
    AUTO_BUF struct buf pem = { 0 }, der = { 0 };
    struct err err;
    bool as_der = certificates_files_ends(path, ".der");
    bool done = store_cert(app->store, 0, name, &pem, &err) &&
                (!as_der || certify_der((struct span){ pem.text, pem.size }, &der, &err)) &&
                output_file(path, as_der ? der.text : pem.text, as_der ? der.size : pem.size, &err);

    return certificates_files_report(app, done, path, &err);
}

static bool request_answered(struct app *app, const char *path)
{
    return certificates_files_copy_file(app, certify_request_file(app->config), path);
}

void certificates_save_request(struct app *app)
{
    ask_file(app, tr("Request"), tr("Save the request as (PEM; .der for DER):"),
             certify_request_file(app->config), request_answered);
}

static bool list_answered(struct app *app, const char *path)
{
    return certificates_files_copy_file(app, "ca-myq.crl", path);
}

void certificates_save_list(struct app *app)
{
    ask_file(app, tr("Revoked certificates"), tr("Save as (PEM; .der for DER):"), "ca-myq.crl",
             list_answered);
}

/* ------------------------------------------------ a client */

static bool certificates_files_noted(struct app *app, const void *data, int button,
                                     const char *typed)
{
    (void)app, (void)data, (void)button, (void)typed;
    return true;
}

static void show_password(struct app *app, struct certificates *state)
{
    static const char *const buttons[] = { "I have it", NULL };
    struct question question = { .title = "Password of the PFX",
                                 .buttons = buttons,
                                 .answered = certificates_files_noted };

    snprintf(
        question.text, sizeof question.text,
        tr("It opens %.300s. It is shown once: hand it over on another way than the file.\n\n%s"),
        state->file, state->password);
    app->message[0] = '\0'; /* in a box it would say what is wrong */
    app_ask(app, &question);
    wipe(&question, sizeof question);
}

/* All of it is on the disk before the certificate is in the register, and found only afterwards. */
static bool certificates_files_hand_out(struct app *app, struct worker *worker, int fd)
{
    struct certificates *state = certificates_state(app);
    struct artefact list[ARTEFACTS_MAX];
    size_t size = 0, count = certify_artefacts(worker, list);
    const void *bytes = worker_result(worker, "client.pfx", &size);
    char what[120];

    snprintf(what, sizeof what, "%s", state->what);
    if (!bytes || fd < 0 || !file_write_all(fd, bytes, size) || fsync(fd) != 0)
        app_report(app, MARK_FAIL, "Nothing was changed: %s: %s", state->file,
                   bytes ? strerror(errno) : "the worker process sent no PFX");
    else if (app_write(app, list, count, what, true)) {
        certificates_look(app);
        if (file_new_end(fd, state->file))
            return true;
        app_report(app, MARK_FAIL, "Issued, but not handed out; revoke it: %s: %s", state->file,
                   strerror(errno));
    }
    return false;
}

static void issued(struct app *app, struct worker *worker)
{
    struct certificates *state = certificates_state(app);
    AUTO_CLOSE int fd = file_new_open(state->file);

    if (certificates_files_hand_out(app, worker, fd))
        show_password(app, state);
    else
        file_new_drop(fd, state->file);
    wipe(state->password, sizeof state->password);
}

static bool client_file_answered(struct app *app, const char *path)
{
    struct certificates *state = certificates_state(app);
    const struct certify_place place = certificates_place(app);
    struct certify task = { 0 };
    struct err err;

    if (access(path, F_OK) == 0) {
        app_report(app, MARK_FAIL, "The file exists already");
        return false;
    }
    snprintf(state->file, sizeof state->file, "%s", path);
    bool filled = certify_client(&task, &place, state->client, state->password, &err);
    certificates_start(app, &task, filled, &err, &(struct busy_job){ .done = issued });
    return true;
}

static bool client_answered(struct app *app, const void *data, int button, const char *typed)
{
    char name[300];

    (void)data;
    if (button != 0)
        return true;
    if (!*typed || strchr(typed, '/'))
        return app_report(app, MARK_FAIL, "Enter a name without a slash, or a mail address"), false;
    snprintf(certificates_state(app)->client, sizeof certificates_state(app)->client, "%s", typed);
    snprintf(name, sizeof name, "%s.pfx", typed);
    ask_file(app, tr("PFX for the client"), tr("Where to? It holds the client's key."), name,
             client_file_answered);
    return true;
}

static void ask_client(struct app *app)
{
    static const char *const buttons[] = { "Next", "Cancel", NULL };
    struct question question = {
        .title = "Certificate for a client",
        .buttons = buttons,
        .line = "",
        .text = "Whom is it for? The name of a host or a person, or a mail address.",
        .answered = client_answered
    };

    app_ask(app, &question);
}

void certificates_client(struct app *app)
{
    certificates_ask_unsaved(app, ask_client);
}
