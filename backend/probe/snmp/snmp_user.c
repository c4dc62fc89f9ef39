#include "backend/probe/snmp/snmp_user.h"

#include <stdio.h>
#include <string.h>

#include "backend/probe/snmp/snmp_login.h"

enum { LOGIN_WAIT_MIN = 500, LOGIN_WAIT_MAX = 2000 /* milliseconds */ };

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
    bool answers = snmp_login_ask(login, snmp_level(device->job)) == SNMP_ANSWERED;
    login->no_context = false;
    return answers;
}

/* Nearly all devices drop what they cannot decrypt, so silence is asked once more in clear: of one
 * who answers then, the privacy is wrong. */
static bool answers_in_clear(const struct snmp_device *device, struct snmp_login *login)
{
    if (snmp_level(device->job) != SNMP_PRIV)
        return false;
    enum snmp_outcome outcome = snmp_login_ask(login, SNMP_AUTH);
    return outcome == SNMP_ANSWERED || outcome == SNMP_NO_RIGHT || outcome == SNMP_NO_LEVEL;
}

static void report_silence(const struct snmp_device *device, struct snmp_login *login)
{
    if (answers_without_context(device, login))
        report_step(device->report, STEP_LOGIN, PROBE_FAIL,
                    "user %s and both passwords are right, but the device knows no context %s",
                    device->job->user, device->job->snmp.context);
    else if (answers_in_clear(device, login))
        report_privacy(device);
    else
        report_step(device->report, STEP_LOGIN, PROBE_UNREACHABLE,
                    "the device was there, but does not answer user %s", device->job->user);
}

static void report_answered(const struct snmp_device *device, const struct snmp_login *login)
{
    report_fact(device->report, "snmp.device", "%s", login->description);
    if (login->cisco)
        report_step(device->report, STEP_LOGIN, PROBE_WARN,
                    "user %s is answered with %s, but the device makes its key in the other of two "
                    "ways that makers use (Cisco's): what polls it must know that one; AES-128 has "
                    "one way only",
                    device->job->user, varied(device->job->snmp.privacy));
    else
        report_step(device->report, STEP_LOGIN, PROBE_PASS, "user %s is answered (%s)",
                    device->job->user, snmp_level_names[snmp_level(device->job)]);
}

/* What the device says of the user, in its own words. */
static void report_refusal(const struct snmp_device *device, enum snmp_outcome outcome)
{
    const char *user = device->job->user, *level = snmp_level_names[snmp_level(device->job)];
    struct report *report = device->report;

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
    else
        report_step(report, STEP_LOGIN, PROBE_FAIL,
                    "the device lets user %s in, but read nothing (access denied at the level %s)",
                    user, level);
}

static void report_outcome(const struct snmp_device *device, struct snmp_login *login,
                           enum snmp_outcome outcome)
{
    switch (outcome) {
    case SNMP_ANSWERED:
        report_answered(device, login);
        break;
    case SNMP_SILENT:
        report_silence(device, login);
        break;
    case SNMP_WRONG_PRIV:
        report_privacy(device);
        break;
    case SNMP_NO_USER:
    case SNMP_WRONG_AUTH:
    case SNMP_NO_LEVEL:
    case SNMP_NO_RIGHT:
        report_refusal(device, outcome);
        break;
    case SNMP_WRONG_CLOCK:
        report_step(device->report, STEP_LOGIN, PROBE_FAIL,
                    "the device says that every request is outside of its time window: its clock "
                    "does not run, or another device has the same engine id");
        break;
    case SNMP_ERROR:
        report_step(device->report, STEP_LOGIN, PROBE_FAIL, "SNMP does not get through: %s",
                    login->error);
        break;
    }
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

/* Whoever knows the name alone, or hears along: does the device answer him, too? */
static void report_weaker(const struct snmp_device *device, struct snmp_login *login)
{
    enum snmp_level level = snmp_level(device->job);
    char levels[64] = "";
    size_t used = 0;

    for (enum snmp_level weak = SNMP_NO_AUTH; weak < level; weak++)
        if (snmp_login_ask(login, weak) == SNMP_ANSWERED) {
            used += (size_t)snprintf(levels + used, sizeof levels - used, "%s%s", used ? ", " : "",
                                     snmp_level_names[weak]);
            report_step(device->report, STEP_LOGIN, PROBE_FAIL,
                        "the device also answers user %s %s (%s): let it demand authPriv",
                        device->job->user,
                        weak == SNMP_NO_AUTH ? "without any password" : "without encryption",
                        snmp_level_names[weak]);
        }
    report_fact(device->report, "snmp.weaker", "%s", levels);
}

void snmp_user(const struct snmp_device *device, const struct address *address, int ms)
{
    int wait = ms * 20 < LOGIN_WAIT_MIN ? LOGIN_WAIT_MIN : ms * 20;
    struct snmp_login login = { .job = device->job,
                                .device = address,
                                .port = device->port,
                                .deadline = device->deadline,
                                .wait = wait < LOGIN_WAIT_MAX ? wait : LOGIN_WAIT_MAX };

    snmp_login_start(&login);
    enum snmp_outcome outcome = snmp_login_ask(&login, snmp_level(device->job));
    if (outcome == SNMP_SILENT && snmp_login_two_ways(device->job))
        outcome = snmp_user_ask_otherwise(&login);
    report_outcome(device, &login, outcome);
    if (outcome != SNMP_NO_USER && outcome != SNMP_ERROR)
        report_weaker(device, &login);
    snmp_login_end(&login);
}
