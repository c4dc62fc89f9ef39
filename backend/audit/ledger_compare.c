/* ledger_compare.c - what is not as it was when it was judged last, and whom that concerns. */
#include <string.h>

#include "backend/audit/ledger.h"

/* ------------------------------------------------ what that means for others */

static bool ledger_same_guessed(const struct record *a, const struct record *b)
{
    for (const struct setting *s = a->section->settings; s->key; s++)
        if (s->guessed && (!record_same(a, b, s) || record_shows(a, s) != record_shows(b, s)))
            return false;
    return true;
}

static bool ledger_any_guessed(const struct section *section)
{
    for (const struct setting *s = section->settings; s->key; s++)
        if (s->guessed)
            return true;
    return false;
}

/* Names, and the words of this site, are still the same if each record took the place of another
 * that has them as well. */
static void ledger_note(struct ledger *ledger, const struct table *table, size_t section,
                        const struct differing *differing)
{
    bool renamed = differing->was != differing->is,
         guessed = renamed && ledger_any_guessed(table->section);

    for (size_t i = differing->at; i < differing->at + differing->is && !(renamed && guessed);
         i++) {
        const struct record *was =
            i < differing->at + differing->was ? ledger->tables[section].records[i] : NULL;
        const struct record *is = table->records[i];

        renamed |= !was || strcmp(record_name(was), record_name(is)) != 0;
        guessed |= was && !ledger_same_guessed(was, is);
    }
    ledger->changed[section] = differing->was || differing->is;
    ledger->renamed[section] = renamed;
    ledger->seen.words += guessed;
}

bool ledger_touches(const struct ledger *ledger, const struct section *const looks_at[],
                    bool by_name)
{
    for (size_t i = 0; looks_at && looks_at[i]; i++) {
        size_t section = section_number(looks_at[i]);

        if (by_name ? ledger->renamed[section] : ledger->changed[section])
            return true;
    }
    return false;
}

/* Does a rule over the records of this section look at one that changed? */
static bool ledger_looks(const struct ledger *ledger, size_t section)
{
    for (const struct rule *r = sections[section]->rules; r && r->id; r++)
        if (ledger_touches(ledger, r->looks_at, r->by_name))
            return true;
    return false;
}

static size_t ledger_survey(struct ledger *ledger, const struct config *config,
                            struct differing differing_of[])
{
    unsigned words = ledger->seen.words;
    size_t come = 0;

    for (size_t i = 0; sections[i]; i++) {
        differing_of[i] =
            differing_find((const void *)ledger->tables[i].records, ledger->tables[i].count,
                           (const void *)config->tables[i].records, config->tables[i].count);
        ledger_note(ledger, &config->tables[i], i, &differing_of[i]);
    }
    for (size_t i = 0; sections[i]; i++)
        come += ledger_looks(ledger, i) ? config->tables[i].count : differing_of[i].is;
    return come + (ledger->seen.words != words ? ledger->unmeasured : 0);
}

static void ledger_again_if(struct ledger *ledger, bool looked[], bool words)
{
    for (size_t i = 0; i < SECTIONS_MAX; i++)
        for (size_t k = 0; (looked[i] || words) && k < ledger->tables[i].count; k++)
            if (looked[i] || ledger->tables[i].judged[k]->unmeasured)
                ledger_again(ledger, ledger->tables[i].judged[k]);
}

bool ledger_compare(struct audit *audit, const struct config *config, size_t most)
{
    struct ledger *ledger = audit->ledger;
    struct differing differing_of[SECTIONS_MAX];
    bool looked[SECTIONS_MAX] = { false };
    unsigned words = ledger->seen.words;

    if (ledger_survey(ledger, config, differing_of) > most)
        return false;
    if (ledger->changed[section_number(&waivers_section)])
        ledger_uncount(audit);
    for (size_t i = 0; sections[i]; i++) {
        looked[i] = ledger_looks(ledger, i);
        if (ledger->changed[i])
            ledger_replace(audit, config, i, &differing_of[i]);
    }
    ledger_again_if(ledger, looked, ledger->unmeasured && ledger->seen.words != words);
    return true;
}
