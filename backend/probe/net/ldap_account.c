#include <stdio.h>

#include "backend/probe/net/ldap_inside.h"
#include "backend/probe/net/ldap_told.h"

/* May the password go? If not, it is told why. */
static bool may_log_in(struct ldap_course *course)
{
    const struct probe_job *job = course->job;
    const char *why = NULL;

    if (job->security == PROBE_PLAIN)
        why = "a password is not sent without encryption";
    else if (!tls_satisfied(course->tls))
        why = "a password is not sent to a server whose certificate will not do";
    else if (!*job->password)
        why = "the password is not set, and a name alone is not a login";
    if (!why)
        return true;
    tell_step(course->tell, STEP_LOGIN,
              job->security != PROBE_PLAIN && !tls_satisfied(course->tls) ? PROBE_FAIL : PROBE_WARN,
              "no login was tried: %s", why);
    return false;
}

/* RFC 4511 appendix A.2: what says nothing about the account. */
static bool passing(int code)
{
    return code == LDAP_BUSY || code == LDAP_UNAVAILABLE;
}

static bool log_in(struct ldap_course *course)
{
    struct ldap_answer answer;
    char why[LDAP_TOLD];

    if (!may_log_in(course))
        return false;
    ldap_ask_login(&course->ldap, course->job->user, course->job->password, &answer);
    if (!ldap_answered(course, &answer))
        return false;
    if (answer.code == LDAP_SUCCESS)
        return tell_step(course->tell, STEP_LOGIN, PROBE_PASS, "%s is logged in",
                         course->job->user);
    ldap_told_bind(answer.code, answer.text, why);
    tell_step(course->tell, STEP_LOGIN, passing(answer.code) ? PROBE_WARN : PROBE_FAIL, "%s", why);
    return false;
}

static void ask_base(struct ldap_course *course)
{
    const char *base = course->job->ldap.base_dn;
    struct ldap_answer answer;
    char why[LDAP_TOLD];

    if (!*base)
        return;
    ldap_ask_entry(&course->ldap, base, &answer);
    if (!ldap_answered(course, &answer))
        return;
    if (answer.code == LDAP_SUCCESS && answer.entries > 0) {
        tell_step(course->tell, STEP_LOGIN, PROBE_PASS, "the base %s can be read", base);
        return;
    }
    if (answer.code == LDAP_SUCCESS)
        snprintf(why, sizeof why, "reading the base: the account has no right to see it");
    else
        ldap_told("reading the base", answer.code, answer.text, why);
    tell_step(course->tell, STEP_LOGIN, PROBE_FAIL, "%s", why);
}

void ldap_account(struct ldap_course *course)
{
    if (*course->job->user) {
        if (log_in(course))
            ask_base(course);
    } else if (*course->job->ldap.base_dn && !course->anonymous) {
        tell_step(course->tell, STEP_LOGIN, PROBE_FAIL,
                  "no login name is set, and without one the base cannot be read");
    }
}
