/* certificates_files.c - files for others: the root, a request, the list of revoked ones, a
 * client's PFX. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "backend/base/language.h"
#include "backend/base/mem.h"
#include "backend/pki/issue/publish.h"
#include "screens/certificates/certificates.h"
#include "screens/session/output.h"

/* ------------------------------------------------ where to */

struct files_asking {
    bool (*answered)(struct app *app, const char *path);
};

static bool file_answered(struct app *app, const void *data, int button, const char *typed)
{
    const char *home = getenv("HOME");
    bool tilde = home && typed[0] == '~' && typed[1] == '/';
    struct files_asking asking;
    char path[FOLDER_PATH];

    memcpy(&asking, data, sizeof asking);
    if (button != 0)
        return true;
    snprintf(path, sizeof path, "%s%s", tilde ? home : "", tilde ? typed + 1 : typed);
    if (!*path)
        app_report(app, MARK_FAIL, "A file needs a name");
    return *path && asking.answered(app, path);
}

void certificates_ask_file(struct app *app, const char *title, const char *text, const char *name,
                           bool (*answered)(struct app *app, const char *path))
{
    static const char *const buttons[] = { "Save", "Cancel", NULL };
    const char *home = getenv("HOME");
    char path[256];
    struct question question = {
        .title = title, .buttons = buttons, .line = path, .answered = file_answered
    };
    const struct files_asking asking = { answered };

    snprintf(path, sizeof path, "%s%s", home ? "~/" : "", name);
    snprintf(question.text, sizeof question.text, "%s", text);
    memcpy(question.data, &asking, sizeof asking);
    app_ask(app, &question);
}

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
    certificates_ask_file(app, tr("Root for clients"),
                          tr("Save as (.cer and .der: DER for Windows; .p7b: PKCS#7; else PEM):"),
                          "ca-root.crt", root_answered);
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
    char text[400];

    snprintf(text, sizeof text,
             tr("Save the request as (PEM; .der for DER). It is also in %.200s/current/cert/%s."),
             store_path(app->store), certify_request_file(app->config));
    certificates_ask_file(app, tr("Request"), text, certify_request_file(app->config),
                          request_answered);
}

static bool list_answered(struct app *app, const char *path)
{
    return certificates_files_copy_file(app, "ca-myq.crl", path);
}

void certificates_save_list(struct app *app)
{
    certificates_ask_file(app, tr("Revoked certificates"), tr("Save as (PEM; .der for DER):"),
                          "ca-myq.crl", list_answered);
}

/* ------------------------------------------------ a client */

/* Holds a key: nobody else's to read, and never in the place of another file. */
static bool write_new(const char *path, const void *bytes, size_t size, struct err *err)
{
    AUTO_CLOSE int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);

    if (file < 0)
        return fail(err, "%s: %s", path, strerror(errno));
    if (output_write(file, bytes, size, err))
        return true;
    unlink(path);
    return fail_in(err, "%s", path);
}

static bool certificates_files_noted(struct app *app, const void *data, int button,
                                     const char *typed)
{
    (void)app, (void)data, (void)button, (void)typed;
    return true;
}

static void show_password(struct app *app, struct certificates *state)
{
    static const char *const buttons[] = { "Written down", NULL };
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

static void issued(struct app *app, struct worker *worker)
{
    struct certificates *state = certificates_state(app);
    struct artefact list[ARTEFACTS_MAX];
    size_t size = 0, count = certify_artefacts(worker, list);
    const void *bytes = worker_result(worker, "client.pfx", &size);
    struct err err = { .text = "the worker process sent no PFX" };
    char what[120];

    snprintf(what, sizeof what, "%s", state->what);
    if (!bytes || !write_new(state->file, bytes, size, &err))
        app_report(app, MARK_FAIL, "Nothing was changed: %s", err.text);
    else if (!app_write(app, list, count, what, true))
        unlink(state->file);
    else {
        certificates_look(app);
        show_password(app, state);
    }
    wipe(state->password, sizeof state->password);
}

static bool client_file_answered(struct app *app, const char *path)
{
    struct certificates *state = certificates_state(app);
    const struct certify_place place = certificates_place(app);
    struct certify task = { 0 };
    struct err err;

    if (access(path, F_OK) == 0) {
        app_report(app, MARK_FAIL, "There is such a file already");
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
        return app_report(app, MARK_FAIL,
                          "A name, without a slash, or an address of mail is needed"),
               false;
    snprintf(certificates_state(app)->client, sizeof certificates_state(app)->client, "%s", typed);
    snprintf(name, sizeof name, "%s.pfx", typed);
    certificates_ask_file(app, tr("PFX for the client"), tr("Where to? It holds the client's key."),
                          name, client_file_answered);
    return true;
}

static void ask_client(struct app *app)
{
    static const char *const buttons[] = { "Next", "Cancel", NULL };
    struct question question = {
        .title = "Certificate for a client",
        .buttons = buttons,
        .line = "",
        .text = "Whom is it for? The name of a host or a person, or an address "
                "of mail.",
        .answered = client_answered
    };

    app_ask(app, &question);
}

void certificates_client(struct app *app)
{
    certificates_ask_unsaved(app, ask_client);
}
