#include <stdio.h>
#include <unistd.h>

#include "backend/probe/net/ldap_inside.h"
#include "backend/probe/net/ldap_told.h"
#include "backend/probe/net/protocol.h"

/* An account that no directory has, under the base: asked for with a password of ours, where there
 * is no encryption, only to hear whether the directory demands signing before it looks. */
static const char nobody[] = "cn=printseal asks whether logins must be signed";
static const char nothing[] = "no password";

/* A tls_start. */
static bool start_silently(int fd, const struct probe_job *job, const struct deadline *deadline)
{
    struct talk talk;
    struct ldap ldap = { .talk = &talk };
    struct ldap_answer answer;

    (void)job;
    talk_start(&talk, fd, NULL, deadline);
    ldap_ask_start(&ldap, &answer);
    return answer.code == LDAP_SUCCESS && !talk_waiting(&talk);
}

/* Nothing came at all, from a port that was taken for one without TLS: it may be one with it. */
static bool speaks_tls(const struct ldap_course *course)
{
    return course->talk.trouble != TALK_FINE && !course->talk.taken && !course->talk.ssl &&
           tls_there(course->job, connect_best(&course->connection), course->deadline);
}

bool ldap_answered(struct ldap_course *course, const struct ldap_answer *answer)
{
    bool fine = course->talk.trouble == TALK_FINE;

    if (answer->code != LDAP_NOT_ANSWERED)
        return true;
    if (speaks_tls(course))
        tell_step(course->tell, STEP_PROTOCOL, PROBE_FAIL,
                  "this port speaks TLS from the first byte: choose TLS, or the port for %s",
                  course->job->security == PROBE_STARTTLS ? "StartTLS" : "plain LDAP");
    else
        tell_step(course->tell, STEP_PROTOCOL, fine ? PROBE_FAIL : talk_verdict(&course->talk),
                  "%s", answer->text);
    return false;
}

/* RFC 4511 4.14.2: an answer other than success means that there will be no TLS. */
static bool judge_start(struct ldap_course *course, const struct ldap_answer *answer)
{
    size_t behind;

    if (answer->code != LDAP_SUCCESS) {
        tell_step(course->tell, STEP_PROTOCOL, PROBE_FAIL,
                  "the directory does not offer StartTLS (result %d%s%s): it is not set up, or "
                  "somebody on the way takes it out; nothing was sent",
                  answer->code, *answer->text ? ", " : "", answer->text);
        return false;
    }
    behind = talk_waiting(&course->talk);
    if (behind)
        tell_step(course->tell, STEP_PROTOCOL, PROBE_FAIL,
                  "behind the answer to StartTLS came more in clear (%zu bytes), which would be "
                  "read as if it were encrypted: somebody on the way injects it; nothing was sent",
                  behind);
    return !behind;
}

static bool begin_tls(struct ldap_course *course)
{
    struct deadline sooner = deadline_within(course->deadline, deadline_left(course->deadline) / 2);
    struct ldap_answer answer;

    talk_start(&course->talk, connect_fd(&course->connection), NULL, &sooner);
    ldap_ask_start(&course->ldap, &answer);
    if (!ldap_answered(course, &answer) || !judge_start(course, &answer))
        return false;
    tell_step(course->tell, STEP_PROTOCOL, PROBE_FAIL,
              "StartTLS works, but the guide forbids it, for an attacker can strip it: choose TLS "
              "(LDAPS), port 636");
    return true;
}

/* TLS did not come about: is it because the port is that of plain LDAP? A directory hangs up on who
 * speaks TLS there, and says nothing. */
static void judge_no_tls(struct ldap_course *course)
{
    struct tell mute = tell_start(-1);
    struct ldap_answer answer = { .code = LDAP_NOT_ANSWERED };
    int fd;

    if (course->job->security != PROBE_TLS || course->tell->worst != PROBE_UNREACHABLE)
        return;
    fd = connect_again(connect_best(&course->connection), course->deadline);
    if (fd < 0)
        return;
    talk_start(&course->talk, fd, NULL, course->deadline);
    ldap_ask_root(&course->ldap, &mute, &answer);
    close(fd);
    if (answer.code != LDAP_NOT_ANSWERED)
        tell_step(course->tell, STEP_PROTOCOL, PROBE_FAIL,
                  "this port speaks LDAP in clear and no TLS: use the port for TLS (LDAPS), 636");
}

/* In clear if the settings say so. False: it has been told why. */
static bool open_talk(struct ldap_course *course)
{
    int fd = connect_fd(&course->connection);
    SSL *ssl = NULL;

    if (course->job->security == PROBE_STARTTLS && !begin_tls(course))
        return false;
    if (course->job->security != PROBE_PLAIN) {
        ssl = tls_open(course->tls, fd);
        if (!ssl) {
            judge_no_tls(course);
            return false;
        }
    }
    talk_start(&course->talk, fd, ssl, course->deadline);
    return true;
}

static bool ask_root(struct ldap_course *course)
{
    struct ldap_answer answer;
    char why[LDAP_TOLD];
    bool clear = course->job->security == PROBE_PLAIN;

    ldap_ask_root(&course->ldap, course->tell, &answer);
    if (!ldap_answered(course, &answer))
        return false;
    if (clear)
        tell_step(course->tell, STEP_PROTOCOL, PROBE_FAIL,
                  "LDAP answers, but the settings choose no encryption: users' passwords cross the "
                  "network in clear");
    else if (answer.code == LDAP_SUCCESS)
        tell_step(course->tell, STEP_PROTOCOL, PROBE_PASS, "LDAP answers over TLS");
    else {
        ldap_told("LDAP answers over TLS; what the server says of itself", answer.code, answer.text,
                  why);
        tell_step(course->tell, STEP_PROTOCOL, PROBE_PASS, "%s", why);
    }
    return true;
}

/* What anybody may do who reaches the port. */
static bool ask_anonymous(struct ldap_course *course)
{
    struct ldap_answer answer;

    if (!*course->job->ldap.base_dn)
        return true;
    ldap_ask_entry(&course->ldap, course->job->ldap.base_dn, &answer);
    if (!ldap_answered(course, &answer))
        return false;
    course->anonymous = answer.code == LDAP_SUCCESS && answer.entries > 0;
    tell_fact(course->tell, "ldap.anonymous", "%s", course->anonymous ? "yes" : "no");
    if (course->anonymous)
        tell_step(course->tell, STEP_PROTOCOL, PROBE_WARN,
                  "anybody may read the base without a login (anonymous access)");
    return true;
}

/* Over plain LDAP alone: a directory that demands signing says so before it looks at the name. */
static bool ask_signing(struct ldap_course *course)
{
    const char *base = course->job->ldap.base_dn;
    struct ldap_answer answer;
    char dn[sizeof nobody + sizeof course->job->ldap.base_dn];
    bool demanded;

    snprintf(dn, sizeof dn, "%s%s%s", nobody, *base ? "," : "", base);
    ldap_ask_login(&course->ldap, dn, nothing, &answer);
    if (!ldap_answered(course, &answer))
        return false;
    demanded = answer.code == LDAP_STRONGER || answer.code == LDAP_CONFIDENTIAL;
    tell_fact(course->tell, "ldap.signing", "%s", demanded ? "required" : "not required");
    if (demanded)
        tell_step(course->tell, STEP_PROTOCOL, PROBE_FAIL,
                  "the directory demands encryption or signing (result %d): logins over plain LDAP "
                  "do not work",
                  answer.code);
    else
        tell_step(course->tell, STEP_PROTOCOL, PROBE_WARN,
                  "the directory takes logins in clear: it demands neither signing nor "
                  "encryption");
    return true;
}

static void ask(struct ldap_course *course)
{
    bool clear = course->job->security == PROBE_PLAIN;

    if (!ask_root(course) || !ask_anonymous(course) || (clear && !ask_signing(course)))
        return;
    ldap_account(course);
}

static void look_further(struct ldap_course *course)
{
    if (course->job->security == PROBE_PLAIN)
        return;
    tls_others(course->tls, &course->connection);
    tls_below(course->tls);
}

void probe_ldap(const struct probe_job *job, struct tell *tell, const struct deadline *deadline)
{
    struct ldap_course course = { .job = job, .tell = tell, .deadline = deadline };

    course.ldap.talk = &course.talk;

    if (connect_to(&course.connection, job, tell, deadline)) {
        course.tls =
            tls_new(job, tell, deadline, job->security == PROBE_STARTTLS ? start_silently : NULL);
        if (open_talk(&course)) {
            ask(&course);
            ldap_ask_end(&course.ldap);
            look_further(&course);
        }
        tls_free(course.tls);
    }
    connect_close(&course.connection);
}
