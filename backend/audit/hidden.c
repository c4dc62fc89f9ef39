/* hidden.c - the rules over every secret: used twice, made of a name, too old. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/audit/rules.h"
#include "backend/base/mem.h"
#include "backend/base/moment.h"

/* ------------------------------------------------ used twice */

/* The digest is evenly spread, so its first bytes are the hash. */
static struct config_place *hidden_find(const struct seen *seen, const struct secret *secret)
{
    size_t i;

    memcpy(&i, secret_digest(secret), sizeof i);
    for (i &= seen->size - 1;; i = (i + 1) & (seen->size - 1)) {
        struct config_place *place = &seen->places[i];

        if (!place->record || secret_equal(record_hidden(place->record, place->setting), secret))
            return place;
    }
}

static void hidden_widen(struct seen *seen)
{
    struct seen wide = { .size = seen->size ? seen->size * 2 : 64, .count = seen->count };

    wide.places = must(calloc(wide.size, sizeof *wide.places));
    for (size_t i = 0; i < seen->size; i++)
        if (seen->places[i].record)
            *hidden_find(&wide, record_hidden(seen->places[i].record, seen->places[i].setting)) =
                seen->places[i];
    free(seen->places);
    *seen = wide;
}

static void judge_reuse(struct inquiry *inquiry, const struct config_place *place,
                        const struct secret *secret, struct verdict *verdict)
{
    struct seen *seen = &inquiry->seen;
    char path[PATH_SIZE];

    verdict->level = PASS;
    if (seen->count * 2 >= seen->size)
        hidden_widen(seen);
    struct config_place *first = hidden_find(seen, secret);
    if (!first->record) {
        *first = *place;
        seen->count++;
        return;
    }
    config_place_path(first, path);
    judge_report(verdict, FAIL, "a secret of its own",
                 "It is the same as %s, so anyone who learns the one has both.", path);
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

static void hidden_judge_name(struct inquiry *inquiry, const struct config_place *place,
                              const struct secret *secret, struct verdict *verdict)
{
    if (secret_origin(secret) == GENERATED)
        return;
    const char *text = secret_open(secret);
    bool holds = holds_own(text, place->record) || holds_known(text, &inquiry->names);
    secret_close(text);
    verdict->level = PASS;
    if (holds)
        judge_report(verdict, WARN, "a secret without a name in it",
                     "It contains a well-known name (host, user, site or vendor), which attackers "
                     "try first. Ctrl-G makes a strong one.");
}

/* ------------------------------------------------ too old */

static void judge_age(struct inquiry *inquiry, const struct config_place *place,
                      const struct secret *secret, struct verdict *verdict)
{
    const struct policy *policy = &inquiry->bench.policy;
    long days = (long)((inquiry->facts->now - secret_made(secret)) / DAY);
    char want[64];

    if (!place->setting->rollover)
        return;
    snprintf(want, sizeof want, "one made within %ld days", policy->secret_warn_days);
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

void hidden_start(struct inquiry *inquiry)
{
    for (size_t i = 0; words_of_product[i]; i++)
        keep_names(&inquiry->names, words_of_product[i]);
    for (size_t i = 0; sections[i]; i++)
        if (!sections[i]->list)
            keep_record(&inquiry->names,
                        config_table(inquiry->bench.config, sections[i])->records[0]);
}

void hidden_end(struct inquiry *inquiry)
{
    pool_free(&inquiry->names);
    free(inquiry->seen.places);
    inquiry->seen = (struct seen){ 0 };
}
