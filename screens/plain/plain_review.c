/* plain_review.c - what would be saved, what is weak in it, and the save. */
#include <stdio.h>
#include <unistd.h>

#include "backend/report/report.h"
#include "backend/settings/settings.h"
#include "backend/setup/prepare.h"
#include "screens/plain/plain.h"
#include "screens/session/issue.h"
#include "screens/session/output.h"
#include "screens/session/print.h"

enum { WIDTH = 80 };

static void print_differences(const struct session *session)
{
    struct config *nothing = session->saved ? NULL : config_new();

    config_differences(nothing ? nothing : session->saved, session->config, print_difference, NULL);
    config_free(nothing);
}

void plain_review(const struct plain *plain)
{
    const struct session *session = &plain->session;
    const struct report report = { .audit = &plain->audit,
                                   .notes = session->saved ? &session->notes : NULL,
                                   .name = server_fqdn(session->config),
                                   .generation = store_generation(session->store) };
    AUTO_BUF struct buf out = { 0 };

    puts("\nWhat has changed:");
    print_differences(session);
    report_text(&report, &(struct look){ .width = WIDTH }, &out);
    printf("\n%s", out.text);
}

/* ------------------------------------------------ saving */

static void report_recovery(const char *code)
{
    struct once recovery;
    struct err err;

    if (!*code || !once_open(&recovery, NULL, NULL))
        return;
    if (!once_possible(&recovery))
        note("standard error is no terminal, so the recovery code was not shown; \"printseal "
             "passwd --recovery\" makes another one");
    else if (!once_report(&recovery, code, &err))
        complain(STATUS_FAILED, &err);
}

static bool save_first(struct session *session, struct err *err)
{
    char code[RECOVERY_SIZE] = "";
    enum vault_error error;
    struct issue issue;

    bool saved = issue_start(&issue, session, err) &&
                 store_vault(session->store, code, &error, err) &&
                 store_save(session->store, session->config, issue.files, issue.count,
                            "first set-up, line by line", err);
    issue_end(&issue);
    if (saved) {
        report_recovery(code);
        session_startup(session);
    }
    wipe(code, sizeof code);
    return saved;
}

bool plain_save(struct plain *plain, struct err *err)
{
    struct session *session = &plain->session;

    prepare_secrets(&session->journal, session->config, NULL, NULL);
    if (session->saved ? !session_save(session, "changed line by line", err)
                       : !save_first(session, err))
        return false;
    config_free(session->saved);
    session->saved = config_copy(session->config);
    session->notes = (struct notes){ 0 };
    journal_clear(&session->journal);
    store_draft_remove(session->store, NULL); /* changes that were taken back left one */
    plain_changed(plain);
    printf("Saved as generation %u, grade %c.\n", store_generation(session->store),
           plain->audit.grade);
    return true;
}
