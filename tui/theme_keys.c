/* theme_keys.c - the line of keys that work here. */
#include <string.h>

#include "tui/text.h"
#include "tui/theme.h"

/* Between two keys: three blanks if all find room so, else two, for one key more. */
static int theme_gap(int cols, const char *keys)
{
    int width = 0;

    while (*keys) {
        const char *end = strstr(keys, "  ");
        size_t size = end ? (size_t)(end - keys) : strlen(keys);
        width += text_width_of(keys, size) + 3;
        keys += size + strspn(keys + size, " ");
    }
    return width - 3 <= cols ? 3 : 2;
}

int theme_keys_at(int column, int cols, const char *keys)
{
    int between = theme_gap(cols, keys), x = 0;

    for (int i = 0; *keys && x <= column; i++) {
        const char *end = strstr(keys, "  ");
        size_t size = end ? (size_t)(end - keys) : strlen(keys);
        int width = text_width_of(keys, size);

        if (x + width > cols)
            return -1;
        if (column < x + width)
            return i;
        keys += size + strspn(keys + size, " ");
        x += width + between;
    }
    return -1;
}

void theme_keys(int y, int x, int cols, const char *keys)
{
    int between = keys ? theme_gap(cols, keys) : 0;

    while (keys && *keys) {
        const char *end = strstr(keys, "  ");
        size_t size = end ? (size_t)(end - keys) : strlen(keys);
        size_t name = strcspn(keys, " ");
        int width = text_width_of(keys, size);
        if (width > cols)
            break;
        name = name < size ? name : size;
        theme_use(ROLE_KEY);
        text_put_of(y, x, width, keys, name);
        theme_use(ROLE_BAR);
        text_put_of(y, x + text_width_of(keys, name), width, keys + name, size - name);
        keys += size + strspn(keys + size, " ");
        x += width + between;
        cols -= width + between;
    }
    theme_use(ROLE_PLAIN);
}
