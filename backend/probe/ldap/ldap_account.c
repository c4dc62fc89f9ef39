#include <stdio.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/probe/ldap/ldap_code.h"
#include "backend/probe/ldap/ldap_inside.h"
#include "backend/probe/net/said.h"

/* May the password go? If not, it is told why. */
static bool ldap_account_may_log_in(struct ldap_session *session)
{
    const struct probe_job *job = session->job;
    const char *why = NULL;

    if (job->security == PROBE_PLAIN)
        why = "a password is not sent without encryption";
    else if (!tls_satisfied(session->tls))
        why = "a password is not sent to a server whose certificate will not do";
    else if (!*job->password)
        why = "the password is not set, and a name alone is not a login";
    if (!why)
        return true;
    report_step(session->report, STEP_LOGIN,
                job->security != PROBE_PLAIN && !tls_satisfied(session->tls) ? PROBE_FAIL
                                                                             : PROBE_WARN,
                "no login was tried: %s", tr(why));
    return false;
}

char *ldap_words(const struct ldap_session *session, const struct ldap_answer *answer,
                 const char *fact)
{
    const char *password = session->job->password;
    AUTO_FREE char *words = said(answer->text, SAID_MOST, password);
    AUTO_FREE char *refers = said(answer->refers, SAID_MOST, password);

    if (*words)
        report_fact(session->report, fact, "%s", words);
    if (*refers)
        report_fact(session->report, "ldap.referral", "%s", refers);
    return format(tr("result %d%s%s%s%s"), answer->code, *words ? ", " : "", words,
                  *refers ? tr("; it points to ") : "", refers);
}

static bool ldap_account_log_in(struct ldap_session *session)
{
    struct ldap_answer answer;
    char why[LDAP_CODE];

    if (!ldap_account_may_log_in(session))
        return false;
    session->logging_in = true;
    ldap_ask_login(&session->ldap, session->job->user, session->job->password, &answer);
    if (!ldap_answered(session, &answer))
        return false;
    if (answer.code == LDAP_SUCCESS)
        return report_step(session->report, STEP_LOGIN, PROBE_PASS, "%s is logged in",
                           session->job->user);
    ldap_code_bind(answer.code, answer.text, why);
    AUTO_FREE char *words = ldap_words(session, &answer, "login.said");
    report_step(session->report, STEP_LOGIN,
                ldap_code_passing(answer.code) ? PROBE_WARN : PROBE_FAIL, "%s (%s)", why, words);
    return false;
}

static void ask_base(struct ldap_session *session)
{
    const char *base = session->job->ldap.base_dn;
    struct ldap_answer answer;
    char why[LDAP_CODE];

    if (!*base)
        return;
    ldap_ask_entry(&session->ldap, base, &answer);
    if (!ldap_answered(session, &answer))
        return;
    if (answer.code == LDAP_SUCCESS && answer.entries > 0) {
        report_step(session->report, STEP_LOGIN, PROBE_PASS, "the base %s can be read", base);
        return;
    }
    if (answer.code == LDAP_SUCCESS && *answer.refers)
        ldap_code(tr("reading the base"), LDAP_REFERRAL, NULL, why);
    else if (answer.code == LDAP_SUCCESS)
        snprintf(why, sizeof why, tr("reading the base: the account has no right to see it"));
    else
        ldap_code(tr("reading the base"), answer.code, answer.text, why);
    AUTO_FREE char *words = ldap_words(session, &answer, "ldap.said");
    report_step(session->report, STEP_LOGIN,
                ldap_code_passing(answer.code) ? PROBE_WARN : PROBE_FAIL, "%s (%s)", why, words);
}

void ldap_account(struct ldap_session *session)
{
    if (*session->job->user) {
        if (ldap_account_log_in(session))
            ask_base(session);
    } else if (*session->job->ldap.base_dn && !session->anonymous) {
        report_step(session->report, STEP_LOGIN, PROBE_FAIL,
                    "no login name is set, and without one the base cannot be read");
    }
}
