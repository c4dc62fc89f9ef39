/* hidden.c - the rules over every secret: used twice, made of a name, too old. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/audit/rules.h"
#include "backend/base/language.h"
#include "backend/base/mem.h"
#include "backend/base/moment.h"

/* ------------------------------------------------ used twice */

static void judge_reuse(struct inquiry *inquiry, const struct member *member,
                        const struct secret *secret, struct verdict *verdict)
{
    const struct alike *group = member->group;

    (void)inquiry;
    (void)secret;
    verdict->level = PASS;
    if (group->first != member)
        judge_report(verdict, FAIL, "a secret of its own",
                     "It is the same as %s, so anyone who learns the one has both.", group->path);
}

/* ------------------------------------------------ made of a name */

enum { NAME_LEAST = 4 }; /* letters: shorter ones are found in anything */

static bool hidden_is_letter(char c)
{
    return isalpha((unsigned char)c) || (unsigned char)c >= 0x80;
}

/* Hands over the next run of letters that is long enough, and steps *at; false at the end. */
static bool next_name(const char **at, char name[], size_t size)
{
    while (**at) {
        size_t length = 0;

        while (hidden_is_letter((*at)[length]))
            length++;
        const char *start = *at;
        *at += length + (length == 0);
        if (length < NAME_LEAST || length >= size)
            continue;
        memcpy(name, start, length);
        name[length] = '\0';
        return true;
    }
    return false;
}

/* Names in the secret's own record; those of other records are nobody's first guess here, and to
 * try them all would take the square of the printers. */
static bool holds_own(const char *secret, const struct record *record)
{
    char name[64];

    for (const struct setting *s = record->section->settings; s->key; s++) {
        const char *at = s->guessed && record_shows(record, s) ? record_value(record, s) : "";

        while (next_name(&at, name, sizeof name))
            if (strcasestr(secret, name))
                return true;
    }
    return false;
}

static bool holds_known(const char *secret, const struct pool *names)
{
    for (size_t i = 0; i < names->size; i++)
        if (names->slots[i] && strcasestr(secret, names->slots[i]))
            return true;
    return false;
}

static void hidden_judge_name(struct inquiry *inquiry, const struct member *member,
                              const struct secret *secret, struct verdict *verdict)
{
    if (secret_origin(secret) == GENERATED)
        return;
    const char *text = secret_open(secret);
    bool holds = holds_own(text, member->judged->record) ||
                 holds_known(text, &inquiry->audit->ledger->around.names);
    secret_close(text);
    verdict->level = PASS;
    if (holds)
        judge_report(verdict, WARN, "a secret without a name in it",
                     "It contains a well-known name (host, user, site or vendor), which attackers "
                     "try first. Ctrl-G makes a strong one.");
}

/* ------------------------------------------------ too old */

/* The moment the number of days changes. */
static time_t hidden_until(time_t made, time_t now)
{
    return now < made ? now + 1 : made + ((now - made) / DAY + 1) * DAY;
}

static void judge_age(struct inquiry *inquiry, const struct member *member,
                      const struct secret *secret, struct verdict *verdict)
{
    const struct policy *policy = &inquiry->bench.policy;
    long days = (long)((inquiry->facts->now - secret_made(secret)) / DAY);
    char want[64];

    if (!member->setting->rollover)
        return;
    time_t until = hidden_until(secret_made(secret), inquiry->facts->now);
    if (!member->judged->until || until < member->judged->until)
        member->judged->until = until;
    snprintf(want, sizeof want, tr("one made within %ld days"), policy->secret_warn_days);
    verdict->level = PASS;
    if (days >= policy->secret_fail_days || days >= policy->secret_warn_days)
        judge_report(
            verdict, days >= policy->secret_fail_days ? FAIL : WARN, want,
            "It was made %ld days ago, and anyone who has seen it since then can still use it.",
            days);
}

const struct secret_rule hidden_rules[] = {
    { { .id = "reused-secret", .source = "PS Connection security: RADIUS", .weight = 2 },
      judge_reuse },
    { { .id = "secret-contains-name", .source = "NIST SP 800-63B-4" }, hidden_judge_name },
    { { .id = "secret-age", .source = "PS Connection security: REST API", .weight = 2 },
      judge_age },
    { .judge = NULL },
};

/* ------------------------------------------------ what they look things up in */

static void keep_names(struct pool *names, const char *text)
{
    char name[64];

    while (next_name(&text, name, sizeof name))
        pool_keep(names, name);
}

static void keep_record(struct pool *names, const struct record *record)
{
    for (const struct setting *s = record->section->settings; s->key; s++)
        if (s->guessed && record_shows(record, s))
            keep_names(names, record_value(record, s));
}

struct pool hidden_names(const struct config *config)
{
    struct pool names = { 0 };

    for (size_t i = 0; words_of_product[i]; i++)
        keep_names(&names, words_of_product[i]);
    for (size_t i = 0; sections[i]; i++)
        if (!sections[i]->list)
            keep_record(&names, config_table(config, sections[i])->records[0]);
    return names;
}
