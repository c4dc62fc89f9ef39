#include "backend/probe/net/addresses.h"

#include <stdio.h>
#include <string.h>

#include "backend/base/language.h"

enum address_state addresses_state(const struct address *address)
{
    return address->fd >= 0 ? ADDRESS_OPEN : address->error ? ADDRESS_SHUT : ADDRESS_UNTRIED;
}

size_t addresses_count(const struct connection *connection, enum address_state state)
{
    size_t count = 0;

    for (size_t i = 0; i < connection->count; i++)
        count += addresses_state(&connection->list[i]) == state;
    return count;
}

void addresses_list(const struct connection *connection, enum address_state state, char text[],
                    size_t size)
{
    enum { TAIL = 20 };
    size_t used = 0, left = addresses_count(connection, state);

    text[0] = '\0';
    for (size_t i = 0; i < connection->count; i++) {
        const char *address = connection->list[i].text;
        if (addresses_state(&connection->list[i]) != state)
            continue;
        if (used + strlen(address) + TAIL >= size)
            break;
        used += (size_t)snprintf(text + used, size - used, "%s%s", used ? ", " : "", address);
        left--;
    }
    if (left)
        snprintf(text + used, size - used, tr(" and %zu more"), left);
}
