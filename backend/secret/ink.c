#include "backend/secret/ink.h"

#include <stdlib.h>
#include <string.h>

#include "backend/secret/secret.h"

void ink_add(struct buf *ink, const char *bytes, size_t size)
{
    if (ink->room - ink->size <= size) {
        size_t room = (ink->size + size + 256) * 2;
        char *text = must(malloc(room));

        if (ink->size)
            memcpy(text, ink->text, ink->size);
        wipe(ink->text, ink->size);
        free(ink->text);
        ink->text = text;
        ink->room = room;
    }
    if (size)
        memcpy(ink->text + ink->size, bytes, size);
    ink->size += size;
    ink->text[ink->size] = '\0';
}

void ink_text(struct buf *ink, const char *text)
{
    ink_add(ink, text, strlen(text));
}

void ink_free(struct buf *ink)
{
    wipe(ink->text, ink->size);
    buf_free(ink);
}
