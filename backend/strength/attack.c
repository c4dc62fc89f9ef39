#include "backend/base/language.h"
#include "backend/strength/strength.h"

#include <stdio.h>
#include <string.h>

#define YEAR 31557600.0
#define UNIVERSE (13.8e9 * YEAR) /* its age */

/* A secret fails that one attacker finds before its yearly change is due (policy.secret_fail_days),
 * and earns a warning if a thousand such attackers would: offline guessing is bought by the card,
 * and what is captured today may be guessed on the cards of later years. Guessing online does not
 * multiply like that, so there a factor of a hundred is enough. */
#define OFFLINE .fail = YEAR, .warn = 1000 * YEAR
#define ONLINE .fail = YEAR, .warn = 100 * YEAR

/* Per second, hashcat 6.1.1 on one RTX 3090 (github siseci/hashcat-benchmark-comparison, issue 3).
 * FreeRADIUS says in clients.conf that one card finds eight characters in about a day: 95^8 / 86400
 * is 77 * 10^9, which agrees. */
#define MD5 68.2e9
#define SHA1 23.3e9

#define SNMP_BLOCKS (1048576 / 64.0) /* RFC 3414 A.2: each guess hashes 1 MiB */
#define PKCS12_BLOCKS 2048.0         /* RFC 7292 appendix B, with OpenSSL's number of rounds */

const struct attack attack_rows[] = {
    { .name = "radius",
      .who = "from one captured packet",
      .rate = MD5,
      OFFLINE,
      .source = "RFC 2865 section 3, one MD5 per guess; hashcat 6.1.1 on one RTX 3090" },
    { .name = "snmp",
      .who = "from one captured packet",
      .rate = MD5 / SNMP_BLOCKS,
      OFFLINE,
      .source = "RFC 3414 A.2, 1 MiB of MD5 per guess; hashcat 6.1.1 on one RTX 3090" },
    { .name = "site",
      .who = "from a leaked backup",
      .rate = 1e10,
      OFFLINE,
      .source = "zxcvbn, offline with a fast hash: how a backup hides it is not documented" },
    { .name = "rest",
      .who = "from a leaked backup",
      .rate = 1e10,
      OFFLINE,
      .source = "zxcvbn, offline with a fast hash: how a backup hides it is not documented" },
    { .name = "ldap",
      .who = "by trying at the directory",
      .rate = 100 / 3600.0,
      ONLINE,
      .source = "zxcvbn, online and throttled" },
    { .name = "mail",
      .who = "by trying at the mail server",
      .rate = 100 / 3600.0,
      ONLINE,
      .source = "zxcvbn, online and throttled" },
    { .name = "printer",
      .who = "by trying at the device",
      .rate = 10,
      ONLINE,
      .source = "zxcvbn, online and not throttled" },
    { .name = "file",
      .who = "from a copy of the file",
      .rate = SHA1 / PKCS12_BLOCKS,
      OFFLINE,
      .source = "RFC 7292 B, 2,048 SHA-1 per guess (legacy PFX); hashcat 6.1.1 on one RTX 3090" },
    { 0 }
};

const struct attack *attack_find(const char *name)
{
    for (const struct attack *attack = attack_rows; attack->name; attack++)
        if (strcmp(attack->name, name) == 0)
            return attack;
    return NULL;
}

void strength_time(double seconds, char text[], size_t size)
{
    static const struct unit {
        double seconds;
        const char *one, *many;
    } units[] = {
        { 1e9 * YEAR, "a billion years", "billion years" },
        { 1e6 * YEAR, "a million years", "million years" },
        { 1e3 * YEAR, "a thousand years", "thousand years" },
        { YEAR, "a year", "years" },
        { 30 * 86400.0, "a month", "months" },
        { 86400, "a day", "days" },
        { 3600, "an hour", "hours" },
        { 60, "a minute", "minutes" },
        { 1, "a second", "seconds" },
    };
    const struct unit *unit = units;

    if (!(seconds < UNIVERSE)) {
        snprintf(text, size, tr("more than the age of the universe"));
        return;
    }
    if (seconds < 1) {
        snprintf(text, size, tr("less than a second"));
        return;
    }
    while (seconds < unit->seconds)
        unit++;
    double count = (double)(long)(seconds / unit->seconds);
    if (count < 2)
        snprintf(text, size, "%s", tr(unit->one));
    else
        snprintf(text, size, "%.0f %s", count, tr(unit->many));
}

void strength_words(const struct strength *strength, const struct attack *attack, char text[],
                    size_t size)
{
    const char *grade = strength->level == FAIL   ? tr("WEAK")
                        : strength->level == WARN ? tr("FAIR")
                                                  : tr("GOOD");
    char time[64];

    strength_time(strength->seconds, time, sizeof time);
    if (!(strength->seconds < UNIVERSE))
        snprintf(text, size, "%s  %s", grade, tr("practically impossible to guess"));
    else if (strength->seconds < 1)
        snprintf(text, size, tr("%s  guessed at once %s"), grade, tr(attack->who));
    else
        snprintf(text, size, tr("%s  guessed in %s %s"), grade, time, tr(attack->who));
}
