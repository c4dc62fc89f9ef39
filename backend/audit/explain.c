#include "backend/audit/explain.h"

#include <string.h>

#include "backend/audit/rules.h"
#include "backend/audit/waive.h"
#include "backend/base/mem.h"
#include "backend/pki/problem.h"

typedef void explain_found(void *data, const struct explained *explained);

/* ------------------------------------------------ settings */

bool explain_judged(const struct section *section, const struct setting *setting)
{
    bool name = section->list && setting == section->settings;

    if (setting->type == SECRET)
        return true;
    return setting->fail_below || setting->advise || setting->judge ||
           (setting->required && !setting->initial && !name);
}

static void explain_settings(explain_found *found, void *data)
{
    char id[PATH_SIZE];

    for (size_t i = 0; sections[i]; i++)
        for (const struct setting *s = sections[i]->settings; s->key; s++) {
            if (!explain_judged(sections[i], s))
                continue;
            snprintf(id, sizeof id, "%s.%s", sections[i]->key, s->key);
            found(data, &(struct explained){ .kind = EXPLAINED_SETTING,
                                             .id = id,
                                             .section = sections[i],
                                             .setting = s,
                                             .what = s->help,
                                             .why = s->risk ? s->risk : "",
                                             .fix = "",
                                             .source = s->source });
        }
}

/* ------------------------------------------------ rules */

static const struct explain_text *explain_text(const char *id)
{
    static const struct explain_text unknown = { "", "", "", "" };

    for (const struct explain_text *text = explain_texts; text->id; text++)
        if (strcmp(text->id, id) == 0)
            return text;
    return &unknown;
}

/* Rules of several sections may share an id: it is told once, with the first one's source. */
struct explain_once {
    explain_found *found;
    void *data;
    struct pool seen;
    size_t count;
};

static void explain_rule(struct explain_once *once, const char *id, const char *source)
{
    size_t before = once->seen.count;

    pool_keep(&once->seen, id);
    if (once->seen.count == before)
        return;
    const struct explain_text *text = explain_text(id);
    once->found(once->data, &(struct explained){ .kind = EXPLAINED_RULE,
                                                 .id = id,
                                                 .what = text->what,
                                                 .why = text->why,
                                                 .fix = text->fix,
                                                 .source = source });
}

static void explain_checks(struct explain_once *once, const struct check *(*next)(size_t i))
{
    for (size_t i = 0; next(i); i++)
        explain_rule(once, next(i)->id, next(i)->source);
}

static void explain_rules(struct explain_once *once)
{
    for (size_t i = 0; sections[i]; i++)
        for (const struct rule *rule = sections[i]->rules; rule && rule->id; rule++)
            explain_rule(once, rule->id, rule->source);
    explain_checks(once, rules_check);
    for (const struct secret_rule *rule = hidden_rules; rule->check.id; rule++)
        explain_rule(once, rule->check.id, rule->check.source);
    explain_checks(once, waive_check);
}

/* ------------------------------------------------ certificates */

static void explain_certificates(struct explain_once *once)
{
    explain_checks(once, expiry_check);
    for (int problem = 0; problem < PROBLEMS; problem++) {
        const char *id = problem_id((enum problem)problem);
        size_t before = once->seen.count;

        pool_keep(&once->seen, id);
        if (once->seen.count != before)
            once->found(once->data,
                        &(struct explained){ .kind = EXPLAINED_CERTIFICATE,
                                             .id = id,
                                             .what = "",
                                             .why = "",
                                             .fix = "",
                                             .source = "PS Connection security: Certificates" });
    }
}

void explain_sentences(const char *id,
                       void (*found)(void *data, const char *why, const char *fix, bool refused),
                       void *data)
{
    for (int i = 0; i < PROBLEMS; i++) {
        struct problem_found problem = { .problem = (enum problem)i, .about = "..." };
        char why[320];

        if (strcmp(problem_id(problem.problem), id) != 0)
            continue;
        problem_why(&problem, why, sizeof why);
        found(data, why, problem_do(problem.problem), problem_severity(problem.problem) == REFUSED);
    }
}

/* ------------------------------------------------ all of them */

void explain_each(explain_found *found, void *data)
{
    struct explain_once once = { .found = found, .data = data };

    explain_settings(found, data);
    explain_rules(&once);
    explain_certificates(&once);
    pool_free(&once.seen);
}

struct explain_search {
    const char *id;
    struct explained *result;
    bool found;
};

static void explain_compare(void *data, const struct explained *explained)
{
    struct explain_search *search = data;

    if (search->found || strcmp(search->id, explained->id) != 0)
        return;
    *search->result = *explained;
    search->result->id = search->id;
    search->found = true;
}

bool explain_find(const char *id, struct explained *explained)
{
    struct explain_search search = { .id = id, .result = explained };

    explain_each(explain_compare, &search);
    return search.found;
}
