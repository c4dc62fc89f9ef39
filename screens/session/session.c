#include "screens/session/session.h"

#include <stdlib.h>
#include <unistd.h>

#include "backend/apply/unfinished.h"
#include "backend/certificates/certify.h"
#include "backend/settings/settings.h"
#include "screens/session/issue.h"

bool session_store(struct session *session, const struct context *context, enum access access,
                   struct err *err)
{
    AUTO_FREE char *folder = store_folder(context->folder);
    struct holder holder = { 0 };

    *session = (struct session){ 0 };
    if (access == WRITE && context->read_only)
        return fail(err, "--read-only: changes are not allowed");
    session->store = store_open(folder, false, err);
    if (!session->store)
        return false;
    if (!store_exists(session->store))
        return fail(err, "there is no configuration in %s; \"printseal init\" makes one",
                    store_path(session->store));
    return access == READ || store_lock_wait(session->store, context->wait, &holder, err);
}

static void session_report(const struct session *session)
{
    const struct notes *notes = &session->notes;

    if (notes->edited)
        session_note(
            "printseal.conf was changed by hand since generation %u was saved; it is taken as "
            "it is",
            store_generation(session->store));
    if (notes->migrated)
        session_note("%s", MIGRATED);
    if (notes->turned)
        session_note(
            "a newer generation than the current one, %u, was saved: current was turned back by "
            "hand, or a save was cut off; \"printseal history\" lists them",
            store_generation(session->store));
    if (*notes->damaged)
        session_note("not as it was saved (see MANIFEST): %s", notes->damaged);
}

static const char *what_to_do(enum vault_error error)
{
    return error == VAULT_NO_KEY || error == VAULT_WRONG_KEY
               ? "; \"printseal unlock\" takes the passphrase or the recovery code"
               : "";
}

/* A save without the secrets that could not be read would lose them. */
static bool secrets_there(struct session *session, enum access access, struct err *err)
{
    const struct notes *notes = &session->notes;
    const char *hint = what_to_do(notes->vault);

    if (notes->vault == VAULT_FINE)
        return true;
    if (access == WRITE)
        return fail(err, "nothing can be changed while the secrets cannot be read: %s%s",
                    notes->vault_err.text, hint);
    session_note("secrets cannot be read: %s%s", notes->vault_err.text, hint);
    return true;
}

bool session_unread(const struct notes *notes)
{
    return notes->vault == VAULT_UNREADABLE && !notes->closed;
}

enum status session_status(enum status status, bool lacks)
{
    return status == STATUS_FINE && lacks ? STATUS_FAILED : status;
}

static bool session_begin(struct session *session, enum access access, struct err *err)
{
    if (!session->config)
        return false;
    session->saved = config_copy(session->config);
    session_report(session);
    return secrets_there(session, access, err);
}

bool session_open(struct session *session, const struct context *context, enum access access,
                  struct err *err)
{
    if (!session_store(session, context, access, err))
        return false;
    session->config = store_load(session->store, 0, &session->notes, err);
    return session_begin(session, access, err);
}

bool session_open_path(struct session *session, const struct context *context, const char *path,
                       struct err *err)
{
    if (!session_store(session, context, READ, err))
        return false;
    session->config = store_load_path(session->store, path, &session->notes, err);
    return session_begin(session, READ, err);
}

void session_close(struct session *session)
{
    change_journal_clear(&session->journal);
    config_free(session->config);
    config_free(session->saved);
    store_close(session->store);
}

static void session_count(void *data, const struct difference *difference)
{
    size_t *found = data;

    (void)difference;
    ++*found;
}

size_t session_changes(const struct session *session)
{
    size_t found = 0;

    config_differences(session->saved, session->config, session_count, &found);
    return found;
}

static void session_session_judge(const struct session *session, struct audit *audit,
                                  struct certificate_facts *certificate, time_t now)
{
    audit_run(audit, session->config,
              &(struct audit_facts){ .now = now,
                                     .certificate = certificate,
                                     .notes = &session->notes,
                                     .unguarded = sandbox_missing(),
                                     .cut_off = unfinished_target() });
}

void session_judge(const struct session *session, struct audit *audit,
                   struct certificate_facts *certificate)
{
    time_t now = time(NULL);

    certify_facts(session->store, session->config, now, certificate);
    session_session_judge(session, audit, certificate, now);
}

void session_judge_key(const struct session *session, struct worker *early, struct audit *audit,
                       struct certificate_facts *certificate)
{
    time_t now = time(NULL);

    certify_facts_key(session->store, session->config, now, early, certificate);
    session_session_judge(session, audit, certificate, now);
}

void session_startup(struct session *session)
{
    struct certificate_facts certificate;
    struct audit audit;

    session->notes = (struct notes){ 0 };
    session_judge(session, &audit, &certificate);
    if (!*certificate.unknown)
        startup_keep(session->store, session->config, &audit, &certificate);
    audit_free(&audit);
}

static void report_made(enum certificate_need need, const char *fqdn)
{
    switch (need) {
    case CERTIFICATES_FIT:
        break;
    case CERTIFICATES_SEAL:
        session_note("keys and PFX files were sealed anew; the certificate is the same");
        break;
    case CERTIFICATES_SERVER:
        session_note("a new server certificate was made for %s, under the same CA", fqdn);
        break;
    case CERTIFICATES_ALL:
        session_note("a new CA and a server certificate were made for %s", fqdn);
        break;
    }
}

/* What the save did to certificates, and what another mode means. */
static void report_certificates(const struct session *session, const struct issue *issue)
{
    const char *mode = certify_mode_text(session->saved, session->config);
    enum pending pending = certify_pending(session->store, session->config);

    if (issue->count)
        report_made(issue->need, server_fqdn(session->config));
    if (*mode)
        session_note("%s", mode);
    if (*mode && pending != AWAITS_NOTHING)
        session_note("%s", certify_pending_text(pending));
}

bool session_save(struct session *session, const char *what, struct err *err)
{
    struct issue issue;

    if (!session_changes(session))
        return true;
    bool saved = issue_start(&issue, session, err) &&
                 store_save(session->store, session->config, issue.files, issue.count, what, err);
    if (saved) {
        report_certificates(session, &issue);
        session_startup(session);
    }
    if (saved && !session->quiet && isatty(STDERR_FILENO))
        session_note("saved as generation %u", store_generation(session->store));
    issue_end(&issue);
    return saved;
}

bool session_find(struct session *session, const char *path, struct config_place *place,
                  enum status *status)
{
    struct err err;

    if (config_find(session->config, path, place, &err))
        return true;
    *status = session_complain(STATUS_USAGE, &err);
    return false;
}
