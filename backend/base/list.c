#include "backend/base/list.h"

#include <stdio.h>
#include <string.h>

const char *list_next(const char **at, char item[], size_t size)
{
    const char *start = *at + strspn(*at, ", ");
    size_t length = strcspn(start, ",");
    const char *end = start + length;

    while (length && start[length - 1] == ' ')
        length--;
    if (!length || length >= size)
        return NULL;
    memcpy(item, start, length);
    item[length] = '\0';
    *at = end;
    return item;
}
