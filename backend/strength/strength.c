#include "backend/strength/strength.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/utf8.h"
#include "backend/secret/secret.h"
#include "backend/strength/disguise.h"
#include "backend/strength/fold.h"
#include "backend/strength/guess.h"
#include "backend/strength/kinds.h"

static size_t strength_strength_characters(const char *text)
{
    size_t count = 0;

    for (size_t at = 0, size = strlen(text), step; at < size; at += step ? step : 1) {
        step = utf8_read(text + at, size - at, NULL);
        count++;
    }
    return count;
}

/* Adds a piece of what was typed; characters that follow characters are one part. */
static void strength_strength_add_part(struct strength *strength, size_t at, size_t end,
                                       enum strength_kind kind)
{
    struct part *last = strength->count ? &strength->parts[strength->count - 1] : NULL;

    if (last && last->kind == BRUTE && kind == BRUTE)
        last->length = end - last->at;
    else if (strength->count < PARTS_MAX)
        strength->parts[strength->count++] = (struct part){ at, end - at, kind };
}

/* Puts the parts of a reading where they lie in what was typed; one that begins amid a typed
 * character ("zh" is one in Cyrillic) leaves it to the part before. */
static void place_parts(const struct guess *guess, const struct fold_reading *reading,
                        struct strength *strength)
{
    size_t done = 0;

    strength->count = 0;
    for (size_t i = 0; i < guess->count; i++) {
        const struct part *part = &guess->parts[i];
        size_t end = part->at + part->length;

        while (end < reading->size && reading->from[end] == reading->from[end - 1])
            end++;
        if (reading->from[end] <= done)
            continue;
        strength_strength_add_part(strength, done, reading->from[end], part->kind);
        done = reading->from[end];
    }
    if (done < reading->from[reading->size]) /* nothing but marks that were dropped */
        strength_strength_add_part(strength, done, reading->from[reading->size], BRUTE);
}

static int strength_strength_score(double log10)
{
    static const double steps[] = { 3, 6, 8, 10 }; /* zxcvbn */
    int strength_strength_score = 0;

    while (strength_strength_score < 4 && log10 >= steps[strength_strength_score])
        strength_strength_score++;
    return strength_strength_score;
}

/* What to say of the part that makes it weak. */
static const char *const advice_on[] = {
    [DICTIONARY] = "a word from a dictionary",
    [COMMON] = "among the commonest leaked passwords",
    [USER_WORD] = "a name that everybody here knows",
    [SEQUENCE] = "a sequence",
    [REPEAT] = "a repetition",
    [KEYBOARD] = "a walk over the keyboard",
    [DATE] = "a date",
    [BRUTE] = "short",
};

/* The largest part that is not just characters; NULL: none. */
static const struct part *weakest(const struct strength *strength)
{
    const struct part *found = NULL;

    for (size_t i = 0; i < strength->count; i++) {
        const struct part *part = &strength->parts[i];

        if (part->kind != BRUTE && (!found || part->length > found->length))
            found = part;
    }
    return found;
}

static void strength_strength_advise(size_t size, struct strength *strength)
{
    const struct part *part = weakest(strength);
    char *text = strength->advice;

    if (strength->level != FAIL && strength->level != WARN) {
        *text = '\0';
        return;
    }
    if (!part) {
        snprintf(text, sizeof strength->advice, "%s",
                 strength->length ? tr("It is too short; generate one instead, or make it longer.")
                                  : tr("Nothing is typed yet; generate one."));
        return;
    }
    const char *where = part->length >= size              ? tr("It")
                        : part->at == 0                   ? "The start"
                        : part->at + part->length >= size ? "The end"
                                                          : "The middle";
    snprintf(text, sizeof strength->advice, tr("%s is %s; generate one instead."), tr(where),
             tr(advice_on[part->kind]));
}

void strength_judge(double guesses_log10, const struct attack *attack, struct strength *strength)
{
    strength->guesses_log10 = guesses_log10;
    strength->score = strength_strength_score(guesses_log10);
    strength->seconds = pow(10, guesses_log10) / attack->rate;
    strength->level = strength->seconds < attack->fail   ? FAIL
                      : strength->seconds < attack->warn ? WARN
                                                         : PASS;
    strength->advice[0] = '\0';
    if (strength->level != PASS)
        snprintf(strength->advice, sizeof strength->advice, tr("Generate a longer one."));
}

static void strength_strength_measure(const char *text, const struct words *words,
                                      struct strength *strength)
{
    struct fold_reading readings[READINGS_MAX + DISGUISE_MAX];
    size_t count = fold_all(text, readings);
    double least = HUGE_VAL;
    struct guess guess;

    if (kinds_mixed(&readings[0])) /* nobody's words on another keyboard */
        count = 1;
    count += disguise_all(&readings[0], readings + count);
    for (size_t i = 0; i < count; i++) {
        guess_reading(&readings[i], words, &guess);
        if (guess.bits >= least)
            continue;
        least = guess.bits;
        place_parts(&guess, &readings[i], strength);
    }
    strength->guesses_log10 = least * log10(2);
    wipe(readings, sizeof readings);
}

void strength_measure(const char *text, const struct attack *attack, const struct words *words,
                      struct strength *strength)
{
    *strength = (struct strength){ .length = strength_strength_characters(text) };
    if (*text)
        strength_strength_measure(text, words, strength);
    strength_judge(strength->guesses_log10, attack, strength);
    if (!*text)
        strength->seconds = 0;
    strength_strength_advise(strlen(text), strength);
}

const char *strength_kind_name(enum strength_kind kind)
{
    static const char *const kind_names[] = {
        [DICTIONARY] = "word",   [COMMON] = "leaked password", [USER_WORD] = "name from here",
        [SEQUENCE] = "sequence", [REPEAT] = "repetition",      [KEYBOARD] = "keyboard walk",
        [DATE] = "date",         [BRUTE] = "characters",
    };

    return kind_names[kind];
}
