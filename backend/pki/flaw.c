#include "backend/pki/flaw.h"

#include <stdio.h>
#include <string.h>

#include "backend/utf8.h"

bool flaw_has(const struct flaws *flaws, enum flaw flaw)
{
    for (size_t i = 0; i < flaws->count; i++)
        if (flaws->list[i].flaw == flaw ||
            (flaw == FLAWS && flaw_weight(flaws->list[i].flaw) == REFUSED))
            return true;
    return false;
}

static bool is_known(const struct flaws *flaws, enum flaw flaw, const char *where)
{
    for (size_t i = 0; i < flaws->count; i++)
        if (flaws->list[i].flaw == flaw && strcmp(flaws->list[i].where, where) == 0)
            return true;
    return false;
}

static void put(char *room, size_t size, const char *text)
{
    snprintf(room, size, "%s", text ? text : "");
    utf8_tame(room);
}

void flaw_add(struct flaws *flaws, enum flaw flaw, const char *where, const char *about)
{
    struct flaw_found found = { .flaw = flaw };

    put(found.where, sizeof found.where, where);
    put(found.about, sizeof found.about, about);
    if (flaw_weight(flaw) > flaws->worst)
        flaws->worst = flaw_weight(flaw);
    if (flaws->count < FLAWS_MAX && !is_known(flaws, flaw, found.where))
        flaws->list[flaws->count++] = found;
}

static bool check_found(struct flaw_found *found)
{
    if ((unsigned)found->flaw >= FLAWS || !memchr(found->where, '\0', FLAW_WHERE) ||
        !memchr(found->about, '\0', FLAW_ABOUT))
        return false;
    utf8_tame(found->where);
    utf8_tame(found->about);
    return true;
}

bool flaw_check(struct flaws *flaws)
{
    if (flaws->count > FLAWS_MAX || (unsigned)flaws->worst > REFUSED)
        return false;
    for (size_t i = 0; i < flaws->count; i++)
        if (!check_found(&flaws->list[i]))
            return false;
    return true;
}

const char *flaw_id(enum flaw flaw)
{
    return flaw_rows[flaw].id;
}

enum weight flaw_weight(enum flaw flaw)
{
    return flaw_rows[flaw].weight;
}

const char *flaw_do(enum flaw flaw)
{
    return flaw_rows[flaw].todo;
}

void flaw_why(const struct flaw_found *found, char sentence[], size_t size)
{
    const char *why = flaw_rows[found->flaw].why, *gap = strchr(why, '%');

    if (gap)
        snprintf(sentence, size, "%.*s%s%s", (int)(gap - why), why, found->about, gap + 1);
    else
        snprintf(sentence, size, "%s", why);
}
