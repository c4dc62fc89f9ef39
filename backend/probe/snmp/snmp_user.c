#include "backend/probe/snmp/snmp_user.h"

#include <stdio.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/probe/snmp/snmp_login.h"

enum { WAIT_MIN = 1500, SLOW_MS = 2000 /* milliseconds */ };

/* By a choice of the section, how people write it. */
static const char *varied(const char *choice)
{
    static const char *const names[][2] = {
        { "md5", "MD5" },        { "sha1", "SHA-1" },     { "sha224", "SHA-224" },
        { "sha256", "SHA-256" }, { "sha384", "SHA-384" }, { "sha512", "SHA-512" },
        { "des", "DES" },        { "aes128", "AES-128" }, { "aes192", "AES-192" },
        { "aes256", "AES-256" },
    };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcmp(names[i][0], choice))
            return names[i][1];
    return choice;
}

static void report_privacy(const struct snmp_device *device)
{
    const char *privacy = varied(device->job->snmp.privacy);

    report_step(device->report, STEP_LOGIN, PROBE_FAIL,
                "user %s and the authentication password are right, but the privacy password is "
                "wrong, or the device does not use %s",
                device->job->user, privacy);
}

static bool answers_without_context(const struct snmp_device *device, struct snmp_login *login)
{
    if (!*device->job->snmp.context)
        return false;
    login->no_context = true;
    enum snmp_outcome outcome = snmp_login_ask(login, snmp_level(device->job));
    login->no_context = false;
    return outcome == SNMP_ANSWERED || outcome == SNMP_NO_RIGHT;
}

/* Nearly all devices drop what they cannot decrypt, so silence is asked once more unencrypted: of
 * one who answers then, the privacy is wrong. */
static bool answers_in_clear(const struct snmp_device *device, struct snmp_login *login)
{
    if (snmp_level(device->job) != SNMP_PRIV)
        return false;
    enum snmp_outcome outcome = snmp_login_ask(login, SNMP_AUTH);
    return outcome == SNMP_ANSWERED || outcome == SNMP_NO_RIGHT || outcome == SNMP_NO_LEVEL;
}

/* As long as several answers took, and never more than a part of what is left, unless one answer
 * takes longer. */
static int snmp_user_wait(const struct snmp_login *login, int ms, int part)
{
    int wait = ms * 4 < WAIT_MIN ? WAIT_MIN : ms * 4, left = deadline_left(login->deadline);
    int most = left / part > ms + ms / 2 ? left / part : ms + ms / 2;

    return wait < most ? wait : most < left ? most : left;
}

/* ", but slowly ..." */
static const char *snmp_user_slowly(const struct snmp_login *login, char text[64])
{
    text[0] = '\0';
    if (login->ms >= SLOW_MS)
        snprintf(text, 64, tr(", but slowly: it took %d.%d seconds"), login->ms / 1000,
                 login->ms % 1000 / 100);
    return text;
}

static void report_answered(const struct snmp_device *device, const struct snmp_login *login)
{
    char slowly[64];

    report_fact(device->report, "snmp.device", "%s", login->description);
    snmp_user_slowly(login, slowly);
    if (login->cisco)
        report_step(device->report, STEP_LOGIN, PROBE_WARN,
                    "user %s is answered with %s, but the device uses the Cisco (Reeder) key "
                    "extension: what polls it must know that one; AES-128 needs none%s",
                    device->job->user, varied(device->job->snmp.privacy), slowly);
    else
        report_step(device->report, STEP_LOGIN, PROBE_PASS, "user %s is answered (%s)%s",
                    device->job->user, snmp_level_names[snmp_level(device->job)], slowly);
}

/* What makers do with the longer keys, which no standard says. */
static enum snmp_outcome snmp_user_ask_otherwise(struct snmp_login *login)
{
    enum snmp_outcome outcome;

    login->cisco = true;
    outcome = snmp_login_ask(login, SNMP_PRIV);
    login->cisco = outcome == SNMP_ANSWERED;
    return outcome;
}

/* Nobody is blamed before all the time there is was given to the answer: decrypting takes a slow
 * device many times as long as what it says unencrypted. */
static enum snmp_outcome snmp_user_ask_long(const struct snmp_device *device,
                                            struct snmp_login *login)
{
    enum { TIMES = 2 }; /* a packet may get lost */
    enum snmp_outcome outcome = SNMP_SILENT;
    bool two = snmp_login_two_ways(device->job);

    for (int left = TIMES; left && outcome == SNMP_SILENT; left--) {
        login->wait = deadline_left(login->deadline) * (left == TIMES ? 3 : 4) / 5 / (two ? 2 : 1);
        outcome = snmp_login_ask(login, snmp_level(device->job));
        if (outcome == SNMP_SILENT && two)
            outcome = snmp_user_ask_otherwise(login);
    }
    return outcome;
}

/* Whoever answers with something else is not silent; and whoever was slow before is not given up as
 * one that knows nobody. */
static void report_no_answer(const struct snmp_device *device, const struct snmp_login *login)
{
    const char *user = device->job->user;

    if (login->engines)
        report_step(
            device->report, STEP_LOGIN, PROBE_FAIL,
            "the device names another engine than a moment ago, and does not answer user %s: "
            "several devices are behind this address, or it makes a new engine id each time",
            user);
    else if (login->strange)
        report_step(device->report, STEP_LOGIN, PROBE_FAIL,
                    "the device answers user %s, but with nothing that counts: %u packets are "
                    "damaged, or their signature does not fit",
                    user, login->strange);
    else if (login->slow >= SLOW_MS)
        report_step(device->report, STEP_LOGIN, PROBE_UNREACHABLE,
                    "the device is slow, and did not answer user %s in the time there was: its "
                    "first answer took %d.%d seconds",
                    user, login->slow / 1000, login->slow % 1000 / 100);
    else
        report_step(device->report, STEP_LOGIN, PROBE_UNREACHABLE,
                    "the device was there, but does not answer user %s%s", user,
                    *device->job->snmp.context ? "" : tr("; it may want a context"));
}

static enum snmp_outcome report_silence(const struct snmp_device *device, struct snmp_login *login)
{
    const char *context = device->job->snmp.context;
    bool plain = !answers_without_context(device, login);
    bool clear = plain && answers_in_clear(device, login);
    enum snmp_outcome outcome = plain ? snmp_user_ask_long(device, login) : SNMP_SILENT;

    if (outcome == SNMP_ANSWERED)
        report_answered(device, login);
    else if (!plain)
        report_step(device->report, STEP_LOGIN, PROBE_FAIL,
                    "user %s and both passwords are right, but the device knows no context %s",
                    device->job->user, context);
    else if (clear && !login->strange)
        report_privacy(device);
    else
        report_no_answer(device, login);
    return clear && outcome == SNMP_SILENT ? SNMP_WRONG_PRIV : outcome;
}

/* What the device says of the user, in its own words. */
static void report_refusal(const struct snmp_device *device, enum snmp_outcome outcome)
{
    const char *user = device->job->user, *level = snmp_level_names[snmp_level(device->job)];
    const char *context = device->job->snmp.context;
    struct step_report *report = device->report;

    if (outcome == SNMP_NO_USER)
        report_step(report, STEP_LOGIN, PROBE_FAIL, "the device knows no user %s", user);
    else if (outcome == SNMP_WRONG_AUTH)
        report_step(
            report, STEP_LOGIN, PROBE_FAIL,
            "the device knows user %s, but the authentication password is wrong, or it does "
            "not use %s",
            user, varied(device->job->snmp.auth));
    else if (outcome == SNMP_NO_LEVEL)
        report_step(report, STEP_LOGIN, PROBE_FAIL,
                    "the device knows user %s, but has no password for it at the level %s", user,
                    level);
    else if (outcome == SNMP_NO_CONTEXT)
        report_step(report, STEP_LOGIN, PROBE_FAIL,
                    "the device lets user %s in, but not with %s context%s%s: set the one it wants",
                    user, *context ? tr("the") : tr("an empty"), *context ? " " : "", context);
    else
        report_step(report, STEP_LOGIN, PROBE_FAIL,
                    "the device lets user %s in, but read nothing (access denied at the level %s): "
                    "its access or view leaves that out%s",
                    user, level, *context ? "" : tr(", or it wants a context"));
}

static void report_outcome(const struct snmp_device *device, struct snmp_login *login,
                           enum snmp_outcome outcome)
{
    switch (outcome) {
    case SNMP_ANSWERED:
        report_answered(device, login);
        break;
    case SNMP_SILENT:
        break; /* see report_silence() */
    case SNMP_WRONG_PRIV:
        report_privacy(device);
        break;
    case SNMP_NO_USER:
    case SNMP_WRONG_AUTH:
    case SNMP_NO_LEVEL:
    case SNMP_NO_RIGHT:
    case SNMP_NO_CONTEXT:
        report_refusal(device, outcome);
        break;
    case SNMP_WRONG_CLOCK:
        report_step(device->report, STEP_LOGIN, PROBE_FAIL,
                    "the device reports that requests are outside of its time window: its clock, "
                    "or its count of restarts, does not keep still; several devices have its "
                    "engine id, or it does not store that count");
        break;
    case SNMP_NO_ENGINE:
        report_step(device->report, STEP_LOGIN, PROBE_FAIL,
                    "the device does not know the engine id that it names itself "
                    "(unknownEngineIDs): its SNMP is broken, or something on the way answers for "
                    "it");
        break;
    case SNMP_ERROR:
        report_step(device->report, STEP_LOGIN, PROBE_FAIL, "SNMP does not get through: %s",
                    login->error);
        break;
    }
}

/* Anyone who knows the name alone, or hears along: does the device answer him, too? */
static void report_weaker(const struct snmp_device *device, struct snmp_login *login)
{
    enum snmp_level level = snmp_level(device->job);
    char levels[64] = "";
    size_t used = 0;
    bool known = true;

    for (enum snmp_level weak = SNMP_NO_AUTH; weak < level; weak++) {
        enum snmp_outcome outcome = snmp_login_ask(login, weak);
        known = known && (outcome != SNMP_SILENT || deadline_left(login->deadline));
        if (outcome != SNMP_ANSWERED)
            continue;
        used += (size_t)snprintf(levels + used, sizeof levels - used, "%s%s", used ? ", " : "",
                                 snmp_level_names[weak]);
        report_step(device->report, STEP_LOGIN, PROBE_FAIL,
                    "the device also answers user %s %s (%s): let it demand authPriv",
                    device->job->user,
                    weak == SNMP_NO_AUTH ? tr("without any password") : tr("without encryption"),
                    snmp_level_names[weak]);
    }
    if (known || used)
        report_fact(device->report, "snmp.weaker", "%s", levels);
    if (!known)
        report_step(device->report, STEP_LOGIN, PROBE_WARN,
                    "not found out: whether the device also answers user %s with less than %s; it "
                    "is too slow for the time there was",
                    device->job->user, snmp_level_names[level]);
}

void snmp_user(const struct snmp_device *device, const struct address *address,
               const struct snmp_answer *discovered, int ms)
{
    enum { PARTS = 3 };
    struct snmp_login login = {
        .job = device->job,
        .device = address,
        .port = device->port,
        .deadline = device->deadline,
        .slow = ms,
    };

    snmp_login_start(&login);
    snmp_login_know(&login, discovered);
    login.wait = snmp_user_wait(&login, ms, PARTS);
    enum snmp_outcome outcome = snmp_login_ask(&login, snmp_level(device->job));
    if (outcome == SNMP_SILENT && snmp_login_two_ways(device->job))
        outcome = snmp_user_ask_otherwise(&login);
    if (outcome == SNMP_SILENT)
        outcome = report_silence(device, &login);
    else
        report_outcome(device, &login, outcome);
    login.wait = snmp_user_wait(&login, login.ms, 2);
    if (outcome != SNMP_NO_USER && outcome != SNMP_NO_ENGINE && outcome != SNMP_ERROR &&
        outcome != SNMP_SILENT)
        report_weaker(device, &login);
    snmp_login_end(&login);
}
