#include <string.h>

#include "backend/probe/net/mail_start.h"
#include "backend/probe/net/protocol.h"

/* One test on its way. */
struct course {
    const struct mail_protocol *protocol;
    const struct probe_job *job;
    struct tell *tell;
    const struct deadline *deadline;
    struct deadline greeting; /* sooner: so that there is time to look why nobody greets */
    struct connection connection;
    struct tls *tls;
    struct mail mail;
};

static bool is_scan(const struct probe_job *job)
{
    return strcmp(job->section, "scan") == 0;
}

/* Tells how a dialogue ended. Always false. */
static bool tell_end(struct course *course, enum probe_step step)
{
    tell_step(course->tell, step, course->mail.verdict, "%s", course->mail.why);
    return false;
}

/* Greeting and capabilities, in clear. */
static bool greet_in_clear(struct course *course)
{
    struct mail *mail = &course->mail;

    course->greeting = deadline_within(course->deadline, deadline_left(course->deadline) / 2);
    talk_start(&mail->talk, connect_fd(&course->connection), NULL, &course->greeting);
    if (course->protocol->greet(mail)) {
        mail->talk.deadline = course->deadline;
        return true;
    }
    if (!mail->talk.taken && mail->talk.trouble != TALK_FINE &&
        tls_there(course->job, connect_best(&course->connection), course->deadline))
        mail_end(mail, PROBE_FAIL,
                 "this port speaks TLS from the first byte, not %s: choose TLS, "
                 "or the port for it",
                 course->job->security == PROBE_PLAIN ? "plain text"
                                                      : course->protocol->start_word);
    return tell_end(course, STEP_PROTOCOL);
}

static void tell_facts(struct course *course)
{
    const struct mail *mail = &course->mail;

    tell_fact(course->tell, "mail.greeting", "%s", mail->greeting);
    tell_fact(course->tell, "mail.logins", "%s", mail_logins(&mail->can));
}

/* Whether mail is taken before TLS. Our own listener must not; of another's it is a fact. */
static bool ask_insists(struct course *course)
{
    struct mail *mail = &course->mail;
    bool insists;

    if (!course->protocol->insists)
        return true;
    insists = course->protocol->insists(mail);
    if (mail->talk.trouble != TALK_FINE)
        return tell_end(course, STEP_PROTOCOL);
    tell_fact(course->tell, "mail.starttls", "%s", insists ? "required" : "optional");
    if (!insists && is_scan(course->job))
        tell_step(course->tell, STEP_PROTOCOL, PROBE_FAIL,
                  "STARTTLS is offered, but mail is taken without it: require it, or scans "
                  "of a device that does not ask for it cross the network in clear");
    return true;
}

/* What may be said of a server before TLS begins; false: it must not begin. */
static bool judge_clear(struct course *course)
{
    const struct mail *mail = &course->mail;

    if (mail->known)
        return tell_step(course->tell, STEP_PROTOCOL, PROBE_FAIL,
                         "the server takes us as logged in before encryption (PREAUTH), after "
                         "which there can be none: somebody on the way may have put this greeting "
                         "there; nothing was sent");
    if (!mail->can.starttls)
        return tell_step(course->tell, STEP_PROTOCOL, PROBE_FAIL,
                         "the server does not offer %s: it is not set up, or somebody on the way "
                         "takes it out; nothing was sent",
                         course->protocol->start_word);
    if (mail_takes_password(&mail->can))
        tell_step(course->tell, STEP_PROTOCOL, PROBE_WARN,
                  "the server offers to take a password before encryption (%s): other programs "
                  "may send it in clear",
                  mail_logins(&mail->can));
    return ask_insists(course);
}

static bool begin_tls(struct course *course)
{
    struct mail *mail = &course->mail;
    size_t behind;

    if (!greet_in_clear(course) || !judge_clear(course))
        return false;
    if (!course->protocol->start(mail, ""))
        return tell_end(course, STEP_PROTOCOL);
    behind = talk_waiting(&mail->talk);
    if (behind)
        return tell_step(course->tell, STEP_PROTOCOL, PROBE_FAIL,
                         "behind the answer to %s came more in clear (%zu bytes), which would be "
                         "read as if it were encrypted: somebody on the way injects it "
                         "(CVE-2011-0411); nothing was sent",
                         course->protocol->start_word, behind);
    tell_step(course->tell, STEP_PROTOCOL, PROBE_PASS, "%s, %s is offered and begins",
              course->protocol->name, course->protocol->start_word);
    mail->talk.ssl = tls_open(course->tls, connect_fd(&course->connection));
    if (!mail->talk.ssl)
        return false;
    return course->protocol->able(mail) || tell_end(course, STEP_PROTOCOL);
}

static bool greet_over_tls(struct course *course)
{
    struct mail *mail = &course->mail;
    int fd = connect_fd(&course->connection);
    SSL *ssl = tls_open(course->tls, fd);

    if (!ssl)
        return false;
    talk_start(&mail->talk, fd, ssl, course->deadline);
    return course->protocol->greet(mail) || tell_end(course, STEP_PROTOCOL);
}

/* A server that does not answer it is not waited for: all has been heard. */
static void say_goodbye(struct course *course)
{
    enum { PATIENCE_MS = 1000 };
    const struct deadline soon = deadline_within(course->deadline, PATIENCE_MS);

    course->mail.talk.deadline = &soon;
    if (course->mail.talk.trouble == TALK_FINE)
        course->protocol->leave(&course->mail);
    course->mail.talk.deadline = course->deadline;
}

/* The settings themselves choose no encryption: nothing secret is sent. */
static void talk_in_clear(struct course *course)
{
    struct mail *mail = &course->mail;

    if (!greet_in_clear(course))
        return;
    tell_facts(course);
    tell_step(course->tell, STEP_PROTOCOL, PROBE_FAIL,
              "%s answers, but the settings choose no encryption: everything crosses the network "
              "in clear%s",
              course->protocol->name, mail->can.starttls ? "; the server offers STARTTLS" : "");
    if (strcmp(course->job->mail.auth, "none") != 0)
        tell_step(course->tell, STEP_LOGIN, PROBE_WARN,
                  "no login was tried: a password is not sent without encryption");
    say_goodbye(course);
}

static bool may_log_in(struct course *course)
{
    const struct probe_job *job = course->job;
    const struct mail_can *can = &course->mail.can;

    if (!tls_satisfied(course->tls))
        return tell_step(course->tell, STEP_LOGIN, PROBE_FAIL,
                         "no login was tried: a password is not sent to a server whose "
                         "certificate will not do"),
               false;
    if (strcmp(job->mail.auth, "oauth") == 0)
        return tell_step(course->tell, STEP_LOGIN, can->sasl.oauth ? PROBE_PASS : PROBE_FAIL,
                         can->sasl.oauth ? "the server takes OAuth; no login was tried, for it "
                                           "needs a token of the mail provider"
                                         : "the server does not offer OAuth (it offers: %s)",
                         mail_logins(can)),
               false;
    if (!mail_takes_password(can))
        return tell_step(course->tell, STEP_LOGIN, PROBE_FAIL,
                         "the server offers no login by password here (it offers: %s)",
                         mail_logins(can)),
               false;
    if (!*job->user || !*job->password)
        return tell_step(course->tell, STEP_LOGIN, PROBE_WARN,
                         "no login was tried: the %s is not set yet",
                         *job->user ? "password" : "user"),
               false;
    return true;
}

static void log_in(struct course *course)
{
    if (strcmp(course->job->mail.auth, "none") == 0 || !may_log_in(course))
        return;
    course->protocol->login(&course->mail);
    if (course->mail.verdict == PROBE_PASS)
        tell_step(course->tell, STEP_LOGIN, PROBE_PASS, "user %s is logged in", course->job->user);
    else
        tell_end(course, STEP_LOGIN);
}

static void judge_injection(struct course *course)
{
    if (mail_injection(course->job, connect_best(&course->connection), course->deadline))
        tell_step(course->tell, STEP_PROTOCOL, PROBE_FAIL,
                  "the server obeys commands that came in clear with %s as if they had been "
                  "encrypted (CVE-2011-0411): it needs an update",
                  course->protocol->start_word);
}

/* What other connections show: for these the first one has been left. */
static void look_further(struct course *course)
{
    if (course->job->security == PROBE_STARTTLS)
        judge_injection(course);
    tls_others(course->tls, &course->connection);
    tls_below(course->tls);
}

static void tell_spoken(struct course *course)
{
    const struct mail *mail = &course->mail;

    tell_facts(course);
    if (mail->known)
        tell_step(course->tell, STEP_PROTOCOL, PROBE_FAIL,
                  "the server takes everybody who connects as logged in (PREAUTH): whoever reaches "
                  "it reads the mailbox");
    else if (course->protocol == &pop3_protocol)
        tell_step(course->tell, STEP_PROTOCOL, PROBE_FAIL,
                  "POP3 answers over TLS, but the guide says to avoid it: use IMAP");
    else
        tell_step(course->tell, STEP_PROTOCOL, PROBE_PASS, "%s answers over TLS; logins: %s",
                  course->protocol->name, mail_logins(&mail->can));
}

static void talk_encrypted(struct course *course)
{
    bool starttls = course->job->security == PROBE_STARTTLS;

    course->tls =
        tls_new(course->job, course->tell, course->deadline, starttls ? mail_start_tls : NULL);
    if (starttls ? begin_tls(course) : greet_over_tls(course)) {
        tell_spoken(course);
        if (!course->mail.known)
            log_in(course);
        say_goodbye(course);
        look_further(course);
    }
    tls_free(course->tls);
}

void probe_mail(const struct probe_job *job, struct tell *tell, const struct deadline *deadline)
{
    struct course course = { .protocol = mail_protocol(job),
                             .job = job,
                             .tell = tell,
                             .deadline = deadline,
                             .mail.job = job };

    if (connect_to(&course.connection, job, tell, deadline)) {
        if (job->security == PROBE_PLAIN)
            talk_in_clear(&course);
        else
            talk_encrypted(&course);
    }
    connect_close(&course.connection);
}
