/* plain_review.c - what would be saved, what is weak in it, and the save. */
#include <stdio.h>
#include <unistd.h>

#include "backend/base/language.h"
#include "backend/certificates/certify.h"
#include "backend/report/report.h"
#include "backend/settings/settings.h"
#include "backend/setup/prepare.h"
#include "screens/plain/plain.h"
#include "screens/plain/wrap.h"
#include "screens/session/issue.h"
#include "screens/session/output.h"
#include "screens/session/print.h"

enum { WIDTH = 80 };

/* The first brings the heading with it. */
static void plain_review_put(void *data, const struct difference *difference)
{
    bool *headed = data;

    if (!*headed)
        puts(tr("\nWhat has changed:"));
    *headed = true;
    print_difference(NULL, difference);
}

static void print_differences(const struct session *session)
{
    struct config *nothing = session->saved ? NULL : config_new();
    bool headed = false;

    config_differences(nothing ? nothing : session->saved, session->config, plain_review_put,
                       &headed);
    if (!headed && session->saved) {
        putchar('\n');
        printf(tr("Nothing to save: same as generation %u"), store_generation(session->store));
        putchar('\n');
    }
    config_free(nothing);
}

static void plain_review_pending(const struct plain *plain)
{
    enum pending pending = plain_pending(plain);

    if (pending != AWAITS_NOTHING) {
        printf(plain->certificate.present
                   ? tr("Pending: %s. Until then the present certificate stays.")
                   : tr("Pending: %s. Until then there is no certificate."),
               certify_pending_short(pending));
        putchar('\n');
    }
}

void plain_review(const struct plain *plain)
{
    const struct session *session = &plain->session;
    const struct report report = { .audit = &plain->audit,
                                   .notes = session->saved ? &session->notes : NULL,
                                   .name = server_fqdn(session->config),
                                   .generation = store_generation(session->store),
                                   .code_open = store_code_open(session->store) };
    AUTO_BUF struct buf out = { 0 };

    print_differences(session);
    report_text(&report, &(struct look){ .width = wrap_width(WIDTH) }, &out);
    printf("\n%s", out.text);
    plain_review_pending(plain);
}

/* ------------------------------------------------ saving */

/* Before the save: what nobody could open again is not saved; or it is noted that nobody has the
 * code, of which the overview reminds at every start. */
static bool report_recovery(struct store *store, const char *code, struct err *err)
{
    struct once recovery = output_once_recovery;
    bool possible = output_once_possible(&recovery);

    if (*code)
        store_code_note(store, !possible);
    if (!*code || possible)
        return !*code || output_once_report(&recovery, code, err);
    session_note(
        "standard error is not a terminal, so the recovery code was not told; \"printseal passwd "
        "--recovery\" makes another one");
    return true;
}

static bool save_first(struct session *session, struct err *err)
{
    char code[RECOVERY_SIZE] = "";
    enum vault_error error;
    struct issue issue;

    bool saved = issue_start(&issue, session, err) &&
                 store_vault(session->store, code, &error, err) &&
                 report_recovery(session->store, code, err) &&
                 store_save(session->store, session->config, issue.files, issue.count,
                            "first set-up, line by line", err);
    issue_end(&issue);
    if (!saved && *code)
        store_code_note(session->store, false);
    if (saved)
        session_startup(session);
    else if (*code && isatty(STDERR_FILENO))
        fail_in(err, "the recovery code shown above opens nothing, for nothing was saved");
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
    change_journal_clear(&session->journal);
    store_draft_remove(session->store, NULL); /* changes that were taken back left one */
    plain_changed(plain);
    printf(tr("Saved as generation %u in %s, grade %c.\n"), store_generation(session->store),
           store_path(session->store), plain->audit.grade);
    plain_review_pending(plain);
    return true;
}
