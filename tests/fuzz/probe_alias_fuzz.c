/* Answers of name servers of any bytes. */
#include <stdlib.h>
#include <string.h>

#include "backend/probe/net/resolve_why.h"

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size);

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size)
{
    unsigned char *exact = malloc(size ? size : 1); /* so that a byte too far is seen */
    char target[RESOLVE_NAME];

    if (!exact)
        return 0;
    memcpy(exact, bytes, size);
    if (resolve_alias(exact, size, target) && strlen(target) >= sizeof target)
        abort();
    free(exact);
    return 0;
}
