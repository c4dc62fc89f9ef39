/* Answers of name servers of any bytes, and questions for names of any bytes. */
#include <stdlib.h>
#include <string.h>

#include "backend/probe/net/resolve_why.h"

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size);

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size)
{
    unsigned char *exact = malloc(size ? size : 1); /* so that a byte too far is seen */
    unsigned char query[RESOLVE_QUERY];
    char name[2 * RESOLVE_NAME] = "", target[RESOLVE_NAME];

    if (!exact)
        return 0;
    memcpy(exact, bytes, size);
    if (resolve_alias(exact, size, target) && strlen(target) >= sizeof target)
        abort();
    memcpy(name, bytes, size < sizeof name ? size : sizeof name - 1);
    size_t asked = resolve_query(name, 5, (unsigned)size, query);
    if (asked > sizeof query || (asked && resolve_alias(query, asked, target)))
        abort();
    free(exact);
    return 0;
}
