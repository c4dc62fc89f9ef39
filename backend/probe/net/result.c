#include "backend/probe/net/result.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/language.h"

const char *const probe_step_names[] = {
    [STEP_RESOLVE] = "resolve",   [STEP_CONNECT] = "connect", [STEP_TLS] = "tls",
    [STEP_PROTOCOL] = "protocol", [STEP_LOGIN] = "login",     [STEPS] = NULL
};
const char *const probe_verdict_names[] = { [PROBE_PASS] = "pass",
                                            [PROBE_WARN] = "warn",
                                            [PROBE_FAIL] = "fail",
                                            [PROBE_UNREACHABLE] = "unreachable",
                                            [PROBE_VERDICTS] = NULL };

/* ------------------------------------------------ what the child says */

/* Takes the next word off the line; false: there is none, or it does not fit. */
static bool result_take_word(const char **line, char word[], size_t size)
{
    size_t length = strcspn(*line, " ");

    if (!length || length >= size)
        return false;
    memcpy(word, *line, length);
    word[length] = '\0';
    *line += length;
    *line += **line == ' ';
    return true;
}

/* The position of the next word; -1: it is none of them. */
static int take_one_of(const char **line, const char *const words[])
{
    char word[32];

    if (!result_take_word(line, word, sizeof word))
        return -1;
    for (int i = 0; words[i]; i++)
        if (strcmp(words[i], word) == 0)
            return i;
    return -1;
}

static bool take_ms(const char **line, long *ms)
{
    enum { MS_DAY = 86400000 };
    char word[16], *end;

    if (!result_take_word(line, word, sizeof word))
        return false;
    *ms = strtol(word, &end, 10);
    return *end == '\0' && *ms >= 0 && *ms < MS_DAY;
}

static void result_add_step(struct probe_result *result, const struct probe_step_result *reported)
{
    result->steps =
        grow(result->steps, result->step_count, &result->step_room, sizeof *result->steps);
    result->steps[result->step_count++] = *reported;
}

static bool receive_step(struct probe_result *result, const char *line)
{
    int step = take_one_of(&line, probe_step_names);
    int verdict = step < 0 ? -1 : take_one_of(&line, probe_verdict_names);
    long ms;

    if (verdict < 0 || !take_ms(&line, &ms) || result->step_count >= RESULT_STEPS - 1)
        return false; /* one is kept for how it broke */
    result_add_step(result, &(struct probe_step_result){ .step = (enum probe_step)step,
                                                         .verdict = (enum probe_verdict)verdict,
                                                         .ms = ms,
                                                         .text = copy(line) });
    return true;
}

static struct probe_fact *find_fact(const struct probe_result *result, const char *name)
{
    for (size_t i = 0; i < result->fact_count; i++)
        if (strcmp(result->facts[i].name, name) == 0)
            return &result->facts[i];
    return NULL;
}

static bool is_name(const char *name)
{
    return name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789._-")] == '\0';
}

static void receive_fact(struct probe_result *result, const char *line)
{
    struct probe_fact fact = { .text = NULL };

    if (!result_take_word(&line, fact.name, sizeof fact.name) || !is_name(fact.name))
        return;
    struct probe_fact *old = find_fact(result, fact.name);
    if (!old && result->fact_count >= RESULT_FACTS)
        return;
    if (!old) {
        result->facts =
            grow(result->facts, result->fact_count, &result->fact_room, sizeof *result->facts);
        old = &result->facts[result->fact_count++];
        *old = fact;
    }
    free(old->text);
    old->text = copy(line);
}

static void receive_more(struct probe_result *result, const char *line)
{
    char name[32];
    struct probe_fact *fact = NULL;

    if (result_take_word(&line, name, sizeof name))
        fact = find_fact(result, name);
    if (!fact || strlen(fact->text) + strlen(line) >= RESULT_TEXT)
        return;
    char *text = format("%s%s", fact->text, line);
    free(fact->text);
    fact->text = text;
}

bool probe_result_receive(struct probe_result *result, const char *line)
{
    static const char *const kinds[] = { "step", "fact", "more", NULL };

    switch (take_one_of(&line, kinds)) {
    case 0:
        return receive_step(result, line);
    case 1:
        receive_fact(result, line);
        return false;
    case 2:
        receive_more(result, line);
        return false;
    default:
        return false;
    }
}

/* The one that it was at: behind the last that passed. */
static enum probe_step step_at(const struct probe_result *result)
{
    if (!result->step_count)
        return STEP_RESOLVE;
    enum probe_step last = result->steps[result->step_count - 1].step;
    return last == STEP_LOGIN ? STEP_LOGIN : last + 1;
}

void probe_result_broke(struct probe_result *result, const char *reason)
{
    result_add_step(result, &(struct probe_step_result){
                                .step = step_at(result),
                                .verdict = PROBE_UNREACHABLE,
                                .text = format(tr("the test was not finished: %s"), reason) });
}

/* ------------------------------------------------ what it comes to */

/* What was seen weighs more than what could not be seen. */
static int result_weight(enum probe_verdict verdict)
{
    static const int weights[] = {
        [PROBE_PASS] = 0, [PROBE_WARN] = 1, [PROBE_UNREACHABLE] = 2, [PROBE_FAIL] = 3
    };

    return weights[verdict];
}

/* The first of the worst; NULL: none was told. */
static const struct probe_step_result *worst_step(const struct probe_result *result)
{
    const struct probe_step_result *worst = NULL;

    for (size_t i = 0; i < result->step_count; i++)
        if (!worst || result_weight(result->steps[i].verdict) > result_weight(worst->verdict))
            worst = &result->steps[i];
    return worst;
}

static enum probe_verdict of_level(enum level level)
{
    return level == FAIL ? PROBE_FAIL : level == WARN ? PROBE_WARN : PROBE_PASS;
}

/* The configuration counts for a connection that works. */
static bool configuration_counts(const struct probe_result *result,
                                 const struct probe_step_result *worst)
{
    enum probe_verdict seen = worst ? worst->verdict : PROBE_PASS;

    return seen != PROBE_UNREACHABLE &&
           result_weight(of_level(result->level)) > result_weight(seen);
}

enum probe_verdict probe_result_verdict(const struct probe_result *result)
{
    const struct probe_step_result *worst = worst_step(result);

    if (!worst && result->ended)
        return PROBE_UNREACHABLE;
    return configuration_counts(result, worst) ? of_level(result->level)
           : worst                             ? worst->verdict
                                               : PROBE_PASS;
}

const char *probe_result_reason(const struct probe_result *result)
{
    const struct probe_step_result *worst = worst_step(result);

    if (configuration_counts(result, worst))
        return result->why;
    return worst && worst->verdict != PROBE_PASS ? worst->text : "";
}

const char *probe_result_fact(const struct probe_result *result, const char *name)
{
    const struct probe_fact *fact = find_fact(result, name);

    return fact ? fact->text : NULL;
}

void probe_result_again(struct probe_result *result)
{
    struct probe_result fresh = { .tries = result->tries };

    memcpy(fresh.path, result->path, sizeof fresh.path);
    memcpy(fresh.target, result->target, sizeof fresh.target);
    probe_result_free(result);
    *result = fresh;
}

void probe_result_free(struct probe_result *result)
{
    for (size_t i = 0; i < result->step_count; i++)
        free(result->steps[i].text);
    for (size_t i = 0; i < result->fact_count; i++)
        free(result->facts[i].text);
    free(result->steps);
    free(result->facts);
    *result = (struct probe_result){ 0 };
}
