#include "backend/pki/problem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/mem.h"
#include "backend/base/utf8.h"

struct problems *problems_new(void)
{
    struct problems *problems = must(malloc(sizeof *problems));

    problems->count = 0;
    problems->worst = ACCEPTED;
    return problems;
}

bool problem_has(const struct problems *problems, enum problem problem)
{
    for (size_t i = 0; i < problems->count; i++)
        if (problems->list[i].problem == problem ||
            (problem == PROBLEMS && problem_severity(problems->list[i].problem) == REFUSED))
            return true;
    return false;
}

static struct problem_found *problem_find(struct problems *problems, enum problem problem,
                                          const char *where)
{
    for (size_t i = 0; i < problems->count; i++)
        if (problems->list[i].problem == problem && strcmp(problems->list[i].where, where) == 0)
            return &problems->list[i];
    return NULL;
}

static void problem_put(char *room, size_t size, const char *text)
{
    snprintf(room, size, "%s", text ? text : "");
    utf8_sanitize(room);
}

/* "a, b": what has no room is only counted as "..."; a whole item of it may be there already. */
static void problem_join(struct problem_found *found, const char *about)
{
    static const char more[] = ", ...";
    size_t used = strlen(found->about), size = strlen(about);
    const char *at = strstr(found->about, about);
    bool cut =
        used >= sizeof more - 1 && strcmp(found->about + used - (sizeof more - 1), more) == 0;

    if (!size || cut || (at && (at[size] == '\0' || at[size] == ',')))
        return;
    if (used + 2 + size + sizeof more <= sizeof found->about)
        snprintf(found->about + used, sizeof found->about - used, "%s%s", used ? ", " : "", about);
    else if (used + sizeof more <= sizeof found->about)
        memcpy(found->about + used, more, sizeof more);
}

/* When all places are taken, one that is refused takes the last of those that are not. */
static struct problem_found *problem_place(struct problems *problems, enum severity weight)
{
    if (problems->count < PROBLEMS_MAX)
        return &problems->list[problems->count++];
    for (size_t i = problems->count; i-- > 0;)
        if (problem_severity(problems->list[i].problem) < weight)
            return &problems->list[i];
    return NULL;
}

void problem_add(struct problems *problems, enum problem problem, const char *where,
                 const char *about)
{
    enum severity weight = problem_severity(problem);
    struct problem_found found = { .problem = problem };

    problem_put(found.where, sizeof found.where, where);
    problem_put(found.about, sizeof found.about, about);
    if (weight > problems->worst)
        problems->worst = weight;
    struct problem_found *known = problem_find(problems, problem, found.where);
    if (known) {
        problem_join(known, found.about);
        return;
    }
    struct problem_found *place = problem_place(problems, weight);
    if (place)
        *place = found;
}

static bool check_found(struct problem_found *found)
{
    if ((unsigned)found->problem >= PROBLEMS || !memchr(found->where, '\0', PROBLEM_WHERE) ||
        !memchr(found->about, '\0', PROBLEM_ABOUT))
        return false;
    utf8_sanitize(found->where);
    utf8_sanitize(found->about);
    return true;
}

bool problem_check(struct problems *problems)
{
    if (problems->count > PROBLEMS_MAX || (unsigned)problems->worst > REFUSED)
        return false;
    for (size_t i = 0; i < problems->count; i++)
        if (!check_found(&problems->list[i]))
            return false;
    return true;
}

const char *problem_id(enum problem problem)
{
    return problem_rows[problem].id;
}

enum severity problem_severity(enum problem problem)
{
    return problem_rows[problem].weight;
}

const char *problem_do(enum problem problem)
{
    return tr(problem_rows[problem].todo);
}

void problem_why(const struct problem_found *found, char sentence[], size_t size)
{
    const char *why = tr(problem_rows[found->problem].why), *gap = strchr(why, '%');

    if (gap)
        snprintf(sentence, size, "%.*s%s%s", (int)(gap - why), why, found->about, gap + 1);
    else
        snprintf(sentence, size, "%s", why);
}
