#include "backend/base/wiped.h"

#include <stdlib.h>
#include <string.h>

void wipe(void *bytes, size_t size)
{
    if (size)
        explicit_bzero(bytes, size);
}

void wiped_add(struct buf *wiped, const char *bytes, size_t size)
{
    if (wiped->room - wiped->size <= size) {
        size_t room = (wiped->size + size + 256) * 2;
        char *text = must(malloc(room));

        if (wiped->size)
            memcpy(text, wiped->text, wiped->size);
        wipe(wiped->text, wiped->size);
        free(wiped->text);
        wiped->text = text;
        wiped->room = room;
    }
    if (size)
        memcpy(wiped->text + wiped->size, bytes, size);
    wiped->size += size;
    wiped->text[wiped->size] = '\0';
}

void wiped_text(struct buf *wiped, const char *text)
{
    wiped_add(wiped, text, strlen(text));
}

void wiped_free(struct buf *wiped)
{
    wipe(wiped->text, wiped->size);
    buf_free(wiped);
}
