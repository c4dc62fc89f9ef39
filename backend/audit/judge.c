#include "backend/audit/judge.h"

#include "backend/base/language.h"
#include "backend/base/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/audit/ledger.h"
#include "backend/audit/password.h"

void judge_report(struct verdict *verdict, enum level level, const char *want, const char *why, ...)
{
    va_list args;

    verdict->level = level;
    snprintf(verdict->want, sizeof verdict->want, "%s", tr(want));
    va_start(args, why);
    vsnprintf(verdict->why, sizeof verdict->why, tr(why), args);
    va_end(args);
}

void judge_worst(struct verdict *verdict, const struct verdict *other)
{
    if (other->level > verdict->level)
        *verdict = *other;
}

static const char *risk(const struct setting *setting)
{
    return setting->risk ? tr(setting->risk) : tr(setting->help);
}

/* ------------------------------------------------ texts */

/* That something is there is worth a check only where it could be missing: not where there is a
 * default, and not for the name of a record. */
static bool judge_is_asked(const struct config_place *place)
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

static void judge_text(const struct config_place *place, struct verdict *verdict, bool *incomplete)
{
    const struct setting *setting = place->setting;
    const char *text = record_value(place->record, setting);
    struct verdict own = { 0 };

    if (!*text && setting->required) {
        *incomplete = true;
        judge_report(verdict, FAIL, "a value", "%s is needed and still empty.", tr(setting->label));
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
static void audit_judge_judge_missing(const struct config_place *place, struct verdict *verdict,
                                      bool *incomplete)
{
    const struct setting *s = place->setting;

    if (s->generated || !(s->required || place->table->section->list))
        return;
    *incomplete |= s->required;
    judge_report(verdict, FAIL, s->recipe ? "a generated secret" : "a secret", "%s is not set yet.",
                 tr(s->label));
}

static void audit_judge_judge_length(const struct bench *bench, const struct setting *setting,
                                     const struct secret *secret, struct verdict *verdict)
{
    const struct password_demand demand =
        password_demand(&bench->policy, setting, secret_origin(secret));
    size_t length = password_characters(secret);
    char want[64];

    snprintf(want, sizeof want, tr("at least %zu characters"), demand.warn);
    verdict->level = PASS;
    if (length < demand.warn)
        judge_report(verdict, length < demand.fail ? FAIL : WARN, want, "%s", risk(setting));
}

/* A secret that was not measured when it was set is measured once, wherever it is used. */
static double judge_guesses(struct bench *bench, const struct setting *setting,
                            const struct secret *secret)
{
    struct alike *group = seen_group_of(bench->judged, setting);
    struct strength strength;

    bench->judged->unmeasured = true;
    if (group->guesses < 0 || group->words != bench->state) {
        password_guess(bench->config, setting, secret, &bench->words, &strength);
        group->guesses = strength.guesses_log10;
        group->words = bench->state;
    }
    return group->guesses;
}

static void judge_strength(struct bench *bench, const struct setting *setting,
                           const struct secret *secret, struct verdict *verdict)
{
    const struct attack *attack = attack_find(setting->attack);
    double guesses = secret_guesses(secret);
    struct strength strength = { 0 };
    char time[64];

    strength_judge(guesses < 0 ? judge_guesses(bench, setting, secret) : guesses, attack,
                   &strength);
    verdict->level = strength.level;
    if (strength.level <= PASS)
        return;
    strength_time(strength.seconds, time, sizeof time);
    judge_report(verdict, strength.level, setting->recipe ? "a generated secret" : "a stronger one",
                 "Guessed in %s %s.", time, tr(attack->who));
}

static void audit_judge_judge_secret(struct bench *bench, const struct config_place *place,
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

void judge_row(struct bench *bench, const struct config_place *place, struct verdict *verdict,
               bool *incomplete)
{
    if (place->setting->type == SECRET)
        audit_judge_judge_secret(bench, place, verdict, incomplete);
    else
        judge_text(place, verdict, incomplete);
}
