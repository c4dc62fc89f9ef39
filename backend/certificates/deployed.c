#include "backend/certificates/deployed.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "backend/base/file.h"
#include "backend/base/utf8.h"
#include "backend/certificates/certify_files.h"
#include "backend/secret/crypto.h"

enum { DEPLOYED_MAX = 1024 };
static const char deployed_file[] = "deployed";

static int deployed_open(const struct store *store)
{
    return open(store_path(store), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

/* Of all that a target is given: a list of what was revoked, too. */
static const char *const deployed_files[] = { "server.cer", "ca-myq.crt",  "ca-root.crt",
                                              "ca-myq.crl", "ca-next.crt", "ca-old.crt" };

static void deployed_digest(struct store *store, const char *deploy, char digest[SHA256_TEXT])
{
    AUTO_BUF struct buf all = { 0 };

    buf_print(&all, "%s\n", deploy);
    for (size_t i = 0; i < sizeof deployed_files / sizeof *deployed_files; i++) {
        AUTO_BUF struct buf file = { 0 };

        files_optional(store, deployed_files[i], &file, NULL);
        buf_print(&all, "%s %zu\n", deployed_files[i], file.size);
        buf_add(&all, file.text, file.size);
    }
    crypto_sha256_text(all.text, all.size, digest);
}

/* The two lines; "" is what is not there. */
static void deployed_read(const struct store *store, char done[SHA256_TEXT],
                          struct deployed *deployed)
{
    AUTO_CLOSE int dir = deployed_open(store);
    AUTO_BUF struct buf text = { 0 };

    if (dir < 0 || !file_read(dir, deployed_file, DEPLOYED_MAX, &text, NULL) || !text.size)
        return;
    size_t line = strcspn(text.text, "\n");
    const char *why = text.text[line] ? text.text + line + 1 : "";
    snprintf(done, SHA256_TEXT, "%.*s", (int)line, text.text);
    snprintf(deployed->why, sizeof deployed->why, "%.*s", (int)strcspn(why, "\n"), why);
    utf8_sanitize(deployed->why);
}

void deployed_look(struct store *store, const struct config *config, struct deployed *deployed)
{
    const char *deploy = certificate_settings(config).deploy;
    char done[SHA256_TEXT] = "", digest[SHA256_TEXT];

    *deployed = (struct deployed){ 0 };
    if (!*deploy || !files_there(store, "server.cer") || store_cert_denied(store, 0, "server.cer"))
        return;
    deployed_read(store, done, deployed);
    deployed_digest(store, deploy, digest);
    deployed->due = strcmp(done, digest) != 0;
}

bool deployed_note(struct store *store, const struct config *config, const char *why,
                   struct err *err)
{
    AUTO_CLOSE int dir = deployed_open(store);
    struct deployed before = { 0 };
    char digest[SHA256_TEXT] = "-";
    AUTO_FREE char *text = NULL;

    if (dir < 0)
        return fail_errno(err, "%s", store_path(store));
    if (!why)
        deployed_digest(store, certificate_settings(config).deploy, digest);
    else
        deployed_read(store, digest, &before);
    text = why ? format("%s\n%.180s\n", digest, why) : format("%s\n", digest);
    return file_replace(dir, deployed_file, 0640, text, strlen(text), err);
}
