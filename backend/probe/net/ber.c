#include "backend/probe/net/ber.h"

#include <stdint.h>
#include <string.h>

/* The length behind a tag (X.690 8.1.3), and how many bytes tell it; 0: more are needed. One that
 * is indefinite, or needs more than four bytes, comes back as SIZE_MAX. */
static size_t ber_length(const unsigned char *bytes, size_t size, size_t *value)
{
    size_t more;

    if (!size)
        return 0;
    *value = bytes[0];
    if (bytes[0] < 0x80)
        return 1;
    more = bytes[0] & 0x7fU;
    *value = SIZE_MAX;
    if (!more || more > 4)
        return 1;
    if (size < 1 + more)
        return 0;
    *value = 0;
    for (size_t i = 1; i <= more; i++)
        *value = *value << 8 | bytes[i];
    return 1 + more;
}

size_t ber_size(const unsigned char *bytes, size_t size)
{
    size_t value = 0, head = size ? ber_length(bytes + 1, size - 1, &value) : 0;

    if (!head)
        return 0;
    return value > SIZE_MAX - 1 - head ? SIZE_MAX : 1 + head + value;
}

bool ber_take(struct ber *from, unsigned tag, struct ber *content)
{
    size_t value = 0, head;

    if (!from->size || from->at[0] != tag)
        return false;
    head = ber_length(from->at + 1, from->size - 1, &value);
    if (!head || value > from->size - 1 - head)
        return false;
    *content = (struct ber){ from->at + 1 + head, value };
    from->at = content->at + value;
    from->size -= 1 + head + value;
    return true;
}

bool ber_take_number(struct ber *from, unsigned tag, int *value)
{
    struct ber before = *from, content;

    if (!ber_take(from, tag, &content))
        return false;
    if (content.size < 1 || content.size > 2 || content.at[0] > 0x7f) {
        *from = before;
        return false;
    }
    *value = content.at[0];
    if (content.size == 2)
        *value = *value << 8 | content.at[1];
    return true;
}

static void put_bytes(struct ber_writer *writer, const void *bytes, size_t size)
{
    if (size > writer->at) {
        writer->full = true;
        return;
    }
    writer->at -= size;
    memcpy(writer->room + writer->at, bytes, size);
}

void ber_put_head(struct ber_writer *writer, unsigned tag, size_t end)
{
    size_t size = end - writer->at;
    unsigned char head[4] = { (unsigned char)tag, 0x82, (unsigned char)(size >> 8),
                              (unsigned char)size };

    if (size >= 0x80) {
        put_bytes(writer, head, 4);
        return;
    }
    head[1] = (unsigned char)size;
    put_bytes(writer, head, 2);
}

void ber_put(struct ber_writer *writer, unsigned tag, const void *bytes, size_t size)
{
    size_t end = writer->at;

    put_bytes(writer, bytes, size);
    ber_put_head(writer, tag, end);
}

void ber_put_text(struct ber_writer *writer, unsigned tag, const char *text)
{
    ber_put(writer, tag, text, strlen(text));
}

void ber_put_number(struct ber_writer *writer, unsigned tag, unsigned value)
{
    const unsigned char bytes[] = { (unsigned char)(value >> 8 & 0x7f), (unsigned char)value };

    if (value < 0x80)
        ber_put(writer, tag, bytes + 1, 1);
    else
        ber_put(writer, tag, bytes, 2);
}
