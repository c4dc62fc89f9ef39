#include "backend/model/differing.h"

#include <stdbool.h>
#include <string.h>

/* Pointers at a time: comparing memory is what the processor does fastest, and lists are long. */
enum { BLOCK = 512, POINTER = sizeof(void *) };

static bool differing_none(const char *was, const char *is, size_t count)
{
    return memcmp(was, is, count * POINTER) == 0;
}

/* How many are the same, from here on. */
static size_t differing_front(const char *was, const char *is, size_t most)
{
    size_t same = 0;

    while (most - same >= BLOCK && differing_none(was + same * POINTER, is + same * POINTER, BLOCK))
        same += BLOCK;
    while (same < most && differing_none(was + same * POINTER, is + same * POINTER, 1))
        same++;
    return same;
}

/* And how many up to here. */
static size_t differing_back(const char *was, const char *is, size_t most)
{
    size_t same = 0;

    while (most - same >= BLOCK &&
           differing_none(was - (same + BLOCK) * POINTER, is - (same + BLOCK) * POINTER, BLOCK))
        same += BLOCK;
    while (same < most && differing_none(was - (same + 1) * POINTER, is - (same + 1) * POINTER, 1))
        same++;
    return same;
}

struct differing differing_find(const void *was, size_t was_count, const void *is, size_t is_count)
{
    size_t most = was_count < is_count ? was_count : is_count;

    if (!most)
        return (struct differing){ 0, was_count, is_count };
    size_t at = differing_front(was, is, most);
    size_t back = differing_back((const char *)was + was_count * POINTER,
                                 (const char *)is + is_count * POINTER, most - at);
    return (struct differing){ at, was_count - at - back, is_count - at - back };
}
