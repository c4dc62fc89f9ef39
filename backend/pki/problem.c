#include "backend/pki/problem.h"

#include <stdio.h>
#include <string.h>

#include "backend/base/utf8.h"

bool problem_has(const struct problems *problems, enum problem problem)
{
    for (size_t i = 0; i < problems->count; i++)
        if (problems->list[i].problem == problem ||
            (problem == PROBLEMS && problem_severity(problems->list[i].problem) == REFUSED))
            return true;
    return false;
}

static bool is_known(const struct problems *problems, enum problem problem, const char *where)
{
    for (size_t i = 0; i < problems->count; i++)
        if (problems->list[i].problem == problem && strcmp(problems->list[i].where, where) == 0)
            return true;
    return false;
}

static void problem_put(char *room, size_t size, const char *text)
{
    snprintf(room, size, "%s", text ? text : "");
    utf8_sanitize(room);
}

void problem_add(struct problems *problems, enum problem problem, const char *where,
                 const char *about)
{
    struct problem_found found = { .problem = problem };

    problem_put(found.where, sizeof found.where, where);
    problem_put(found.about, sizeof found.about, about);
    if (problem_severity(problem) > problems->worst)
        problems->worst = problem_severity(problem);
    if (problems->count < PROBLEMS_MAX && !is_known(problems, problem, found.where))
        problems->list[problems->count++] = found;
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
    return problem_rows[problem].todo;
}

void problem_why(const struct problem_found *found, char sentence[], size_t size)
{
    const char *why = problem_rows[found->problem].why, *gap = strchr(why, '%');

    if (gap)
        snprintf(sentence, size, "%.*s%s%s", (int)(gap - why), why, found->about, gap + 1);
    else
        snprintf(sentence, size, "%s", why);
}
