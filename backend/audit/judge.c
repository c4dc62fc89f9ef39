#include "backend/audit/judge.h"

#include "backend/base/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void judge_report(struct verdict *verdict, enum level level, const char *want, const char *why, ...)
{
    va_list args;

    verdict->level = level;
    snprintf(verdict->want, sizeof verdict->want, "%s", want);
    va_start(args, why);
    vsnprintf(verdict->why, sizeof verdict->why, why, args);
    va_end(args);
}

void judge_worst(struct verdict *verdict, const struct verdict *other)
{
    if (other->level > verdict->level)
        *verdict = *other;
}

static const char *risk(const struct setting *setting)
{
    return setting->risk ? setting->risk : setting->help;
}

/* ------------------------------------------------ texts */

/* That something is there is worth a check only where it could be missing: not where there is a
 * default, and not for the name of a record. */
static bool judge_is_asked(const struct place *place)
{
    const struct setting *s = place->setting;
    bool is_name = place->table->section->list && s == place->table->section->settings;

    return s->fail_below || s->advise || s->judge || (s->required && !s->initial && !is_name);
}

static bool is_weaker(const struct setting *setting, const char *text, const char *line)
{
    switch (setting->type) {
    case CHOICE:
        return setting_rank(setting, text) < setting_rank(setting, line);
    case NUMBER:
        return strtol(text, NULL, 10) < strtol(line, NULL, 10);
    case FLAG:
    case TEXT:
    case LIST:
        return strcmp(text, line) != 0;
    case SECRET:
        break;
    }
    abort(); /* a secret is no text */
}

static void judge_lines(const struct setting *setting, const char *text, struct verdict *verdict)
{
    const char *want = setting->advise ? setting->advise : setting->fail_below;

    verdict->level = PASS;
    if (setting->fail_below && is_weaker(setting, text, setting->fail_below))
        judge_report(verdict, FAIL, want, "%s", risk(setting));
    else if (setting->advise && is_weaker(setting, text, setting->advise))
        judge_report(verdict, WARN, want, "%s", risk(setting));
}

static void judge_text(const struct place *place, struct verdict *verdict, bool *incomplete)
{
    const struct setting *setting = place->setting;
    const char *text = record_value(place->record, setting);
    struct verdict own = { 0 };

    if (!*text && setting->required) {
        *incomplete = true;
        judge_report(verdict, FAIL, "a value", "%s is needed and still empty.", setting->label);
    }
    if (!*text || !judge_is_asked(place))
        return;
    judge_lines(setting, text, verdict);
    if (setting->judge)
        setting->judge(text, &own);
    judge_worst(verdict, &own);
    if (verdict->level > PASS && !*verdict->value)
        snprintf(verdict->value, sizeof verdict->value, "%s", text);
}

/* ------------------------------------------------ secrets */

/* What the program makes by itself is made with the first save. */
static void audit_judge_judge_missing(const struct place *place, struct verdict *verdict,
                                      bool *incomplete)
{
    const struct setting *s = place->setting;

    if (s->generated || !(s->required || place->table->section->list))
        return;
    *incomplete |= s->required;
    judge_report(verdict, FAIL, s->recipe ? "a generated secret" : "a secret", "%s is not set yet.",
                 s->label);
}

static size_t judge_characters(const struct secret *secret)
{
    const char *text = secret_open(secret);
    size_t count = utf8_count(text, strlen(text));

    secret_close(text);
    return count;
}

/* What the policy of this house demands beyond the row, as far as the row can take it. */
static size_t policy_length(const struct bench *bench, const struct setting *setting,
                            const struct secret *secret)
{
    bool machine = secret_origin(secret) == GENERATED;
    long least = machine ? bench->policy.machine_secret_length : bench->policy.password_length;

    if (machine && setting->recipe && least > (long)setting->recipe->length)
        least = (long)setting->recipe->length;
    return (size_t)(setting->max && least > setting->max ? setting->max : least);
}

static void audit_judge_judge_length(const struct bench *bench, const struct setting *setting,
                                     const struct secret *secret, struct verdict *verdict)
{
    size_t length =
        secret_origin(secret) == GENERATED ? secret_length(secret) : judge_characters(secret);
    size_t fail_at = setting->fail_below ? strtoul(setting->fail_below, NULL, 10) : 0;
    size_t warn_at = setting->advise ? strtoul(setting->advise, NULL, 10) : 0;
    size_t policy = policy_length(bench, setting, secret);
    char want[64];

    warn_at = warn_at > policy ? warn_at : policy;
    snprintf(want, sizeof want, "at least %zu characters", warn_at > fail_at ? warn_at : fail_at);
    verdict->level = PASS;
    if (length < fail_at)
        judge_report(verdict, FAIL, want, "%s", risk(setting));
    else if (length < warn_at)
        judge_report(verdict, WARN, want, "%s", risk(setting));
}

/* Only what came from elsewhere was not measured when it was set. */
static void judge_measure(struct bench *bench, const struct secret *secret,
                          const struct attack *attack, struct strength *strength)
{
    if (!bench->words) {
        bench->words = words_new();
        attacker_words(bench->config, words_add, bench->words);
    }
    const char *text = secret_open(secret);
    strength_measure(text, attack, bench->words, strength);
    secret_close(text);
    wipe(strength->parts, sizeof strength->parts);
}

static void judge_strength(struct bench *bench, const struct setting *setting,
                           const struct secret *secret, struct verdict *verdict)
{
    const struct attack *attack = attack_find(setting->attack);
    struct strength strength;
    char time[64];

    if (secret_guesses(secret) >= 0)
        strength_judge(secret_guesses(secret), attack, &strength);
    else
        judge_measure(bench, secret, attack, &strength);
    verdict->level = strength.level;
    if (strength.level <= PASS)
        return;
    strength_time(strength.seconds, time, sizeof time);
    judge_report(verdict, strength.level, setting->recipe ? "a generated secret" : "a stronger one",
                 "It would be guessed in %s, %s.", time, attack->who);
}

static void audit_judge_judge_secret(struct bench *bench, const struct place *place,
                                     struct verdict *verdict, bool *incomplete)
{
    const struct secret *secret = record_hidden(place->record, place->setting);
    struct verdict strength = { 0 };

    if (!secret) {
        if (!bench->sealed)
            audit_judge_judge_missing(place, verdict, incomplete);
        return;
    }
    audit_judge_judge_length(bench, place->setting, secret, verdict);
    if (place->setting->attack)
        judge_strength(bench, place->setting, secret, &strength);
    judge_worst(verdict, &strength);
}

void judge_row(struct bench *bench, const struct place *place, struct verdict *verdict,
               bool *incomplete)
{
    if (place->setting->type == SECRET)
        audit_judge_judge_secret(bench, place, verdict, incomplete);
    else
        judge_text(place, verdict, incomplete);
}
