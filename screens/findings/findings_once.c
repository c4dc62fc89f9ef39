/* findings_once.c - several rules that ask for the same value of one setting: one line, one fix. */
#include <string.h>

#include "screens/findings/findings.h"

/* The audit has those of one place close together: no need to look through 100,000 printers. */
enum { FINDINGS_CLOSE = 16 };

/* Paths of the audit are one text each. */
static bool findings_once_same(const struct finding *a, const struct finding *b)
{
    return a->path == b->path && a->level == b->level && a->waived == b->waived && *a->want &&
           strcmp(a->want, b->want) == 0;
}

size_t findings_alike(const struct audit *audit, size_t at, size_t alike[FINDINGS_ALIKE])
{
    size_t end = at + FINDINGS_CLOSE < audit->count ? at + FINDINGS_CLOSE : audit->count;
    size_t count = 0;

    for (size_t i = at > FINDINGS_CLOSE ? at - FINDINGS_CLOSE : 0; i < end; i++)
        if (i != at && count < FINDINGS_ALIKE &&
            findings_once_same(&audit->list[i], &audit->list[at]))
            alike[count++] = i;
    return count;
}

/* The heading that comes first keeps it. */
static bool findings_once_before(const size_t *of, size_t a, size_t b)
{
    return of[a] < of[b] || (of[a] == of[b] && a < b);
}

void findings_once(const struct audit *audit, size_t of[], size_t none)
{
    size_t alike[FINDINGS_ALIKE];

    for (size_t i = 0; i < audit->count; i++)
        for (size_t k = of[i] == none ? 0 : findings_alike(audit, i, alike); k-- > 0;)
            if (findings_once_before(of, alike[k], i))
                of[i] = none;
}
