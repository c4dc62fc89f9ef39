/* certify_tasks.c - what the CA does besides the server's certificate, and requests. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "backend/base/utf8.h"
#include "backend/certificates/certify.h"
#include "backend/certificates/certify_files.h"
#include "backend/pki/issue/issued.h"
#include "backend/secret/secret.h"

/* ------------------------------------------------ a request */

bool certify_request(struct certify *task, const struct certify_place *place, struct err *err)
{
    struct certificate_job *job = NULL;

    if (files_builtin(place->config))
        return fail(err, "certificates.mode is builtin, so no request is needed; intermediate and "
                         "manual mode have one");
    if (!certify_fill(task, place, &job, err))
        return false;
    job->own_ca = files_intermediate(place->config);
    snprintf(task->what, sizeof task->what, "%s",
             job->own_ca ? "request for the company's CA made" : "request made");
    task->work = "request";
    return certify_pack(task, place, job, NULL, err);
}

size_t certify_drop_request(const struct config *config, struct artefact list[ARTEFACTS_MAX])
{
    bool own_ca = files_intermediate(config);

    list[0] = (struct artefact){ .name = own_ca ? "ca-myq-new.key" : "server-new.key" };
    list[1] = (struct artefact){ .name = certify_request_file(config) };
    return 2;
}

const char *certify_request_file(const struct config *config)
{
    return files_intermediate(config) ? "ca-myq-new.csr" : "server-new.csr";
}

/* ------------------------------------------------ with the CA's key */

static bool fill_ca(struct certify *task, const struct certify_place *place,
                    struct certificate_job **job, struct err *err)
{
    if (!files_ca(place->store))
        return fail(err, "there is no CA here that could sign (certificates.mode is %s)",
                    certificate_settings(place->config).mode);
    if (!certify_fill(task, place, job, err))
        return false;
    if (files_fetch_ca(place->store, place->saved ? place->saved : place->config, *job, err))
        return true;
    certify_forget(*job);
    return false;
}

/* Letters and digits, and these signs, which no shell, file name or list takes for anything else;
 * letters of other scripts only where they may stand. */
static bool certify_tasks_holds(const char *name, size_t size, const char *signs, bool any_script)
{
    unsigned point;

    for (size_t at = 0, step; at < size; at += step) {
        step = utf8_read(name + at, size - at, &point);
        if (!step || (point < 0x80 ? !isalnum((int)point) && !strchr(signs, (int)point)
                                   : !any_script || utf8_control(point) || utf8_hidden(point)))
            return false;
    }
    return true;
}

/* RFC 5321, 4.1.2, without what a shell acts on. */
static bool certify_tasks_is_mail(const char *name, const char *at)
{
    return at != name && at[1] && !strchr(at + 1, '@') && *name != '.' && at[-1] != '.' &&
           !strstr(name, "..") && certify_tasks_holds(name, (size_t)(at - name), ".-_+'~=", false);
}

static bool check_client(const char *name, struct err *err)
{
    const char *at = strchr(name, '@');
    size_t size = strlen(name);

    if (!size || size > 64 || *name == ' ' || *name == '-' || name[size - 1] == ' ' ||
        (at ? !certify_tasks_is_mail(name, at) : !certify_tasks_holds(name, size, ".-_' ", true)))
        return fail(err, "needs a name of at most 64 letters, digits, spaces, dots, hyphens and "
                         "apostrophes, or a mail address");
    return !at || check_host(at + 1, err);
}

bool certify_client(struct certify *task, const struct certify_place *place, const char *name,
                    char password[CLIENT_PASSWORD], struct err *err)
{
    struct certificate_job *job = NULL;

    if (!check_client(name, err))
        return fail_in(err, "the client's name");
    if (!fill_ca(task, place, &job, err))
        return false;
    crypto_draw(base62, password, CLIENT_PASSWORD - 1);
    snprintf(job->target, sizeof job->target, "%s", name);
    snprintf(job->client_password, sizeof job->client_password, "%s", password);
    snprintf(task->what, sizeof task->what, "certificate issued to client %s", name);
    task->work = "client";
    return certify_pack(task, place, job, NULL, err);
}

/* False and err: it cannot, or was already. */
static bool certify_tasks_choose(const struct certify_place *place, const char *what,
                                 struct issued_entry *chosen, struct err *err)
{
    struct issued issued;
    struct issued_entry *entry = certify_issued(place->store, &issued, err)
                                     ? issued_find(&issued, what, time(NULL), err)
                                     : NULL;
    bool ok = entry;

    if (ok && entry->revoked)
        ok = fail(err, "%s was revoked before (%s)", entry->serial, entry->reason);
    if (ok && strcmp(entry->kind, "root") == 0)
        ok = fail(err, "a CA cannot revoke itself: clients have to forget its root, and "
                       "\"printseal cert issue\" makes another once ca-myq.key is gone");
    if (ok)
        *chosen = *entry;
    issued_free(&issued);
    return ok;
}

bool certify_revoke(struct certify *task, const struct certify_place *place, const char *what,
                    const char *reason, struct err *err)
{
    struct certificate_job *job = NULL;
    struct issued_entry chosen;

    if (issued_reason(reason) < 0)
        return fail(err, "\"%s\" is not a reason of RFC 5280", reason);
    if (!certify_tasks_choose(place, what, &chosen, err) || !fill_ca(task, place, &job, err))
        return false;
    snprintf(job->target, sizeof job->target, "%s", chosen.serial);
    snprintf(job->reason, sizeof job->reason, "%s", reason);
    snprintf(task->what, sizeof task->what, "certificate %s revoked: %s", chosen.serial, reason);
    task->work = "revoke";
    return certify_pack(task, place, job, NULL, err);
}

bool certify_list(struct certify *task, const struct certify_place *place, struct err *err)
{
    struct certificate_job *job = NULL;

    if (!fill_ca(task, place, &job, err))
        return false;
    snprintf(task->what, sizeof task->what, "revocation list renewed");
    task->work = "list";
    return certify_pack(task, place, job, NULL, err);
}
