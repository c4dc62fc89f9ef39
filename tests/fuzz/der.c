#include "tests/fuzz/der.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { ITEMS = 512, DEPTH = 24 };

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t room);

/* One structure: where it and its content begin and end, and which one it lies in. */
struct item {
    size_t begin, content, end;
    int parent;
};

struct tree {
    const unsigned char *bytes;
    struct item items[ITEMS];
    int count;
};

static bool read_head(const unsigned char *bytes, size_t at, size_t end, struct item *item)
{
    size_t length, more;

    if (end - at < 2)
        return false;
    length = bytes[at + 1];
    more = length & 0x80 ? length & 0x7f : 0;
    if (more > 3 || (length & 0x80 && !more) || end - at < 2 + more)
        return false;
    if (more)
        length = 0;
    for (size_t i = 0; i < more; i++)
        length = length << 8 | bytes[at + 2 + i];
    *item = (struct item){ .begin = at, .content = at + 2 + more, .end = at + 2 + more + length };
    return length <= end - item->content;
}

/* What is constructed has structures in it, and octet strings often have. */
static void walk(struct tree *tree, int parent, size_t at, size_t end, int depth)
{
    struct item item;

    while (at < end && tree->count < ITEMS && read_head(tree->bytes, at, end, &item)) {
        item.parent = parent;
        tree->items[tree->count++] = item;
        if (depth < DEPTH && (tree->bytes[at] & 0x20 || tree->bytes[at] == 4))
            walk(tree, tree->count - 1, item.content, item.end, depth + 1);
        at = item.end;
    }
}

static size_t put_length(unsigned char *out, size_t length)
{
    if (length < 0x80)
        return out[0] = (unsigned char)length, 1;
    if (length < 0x100)
        return out[0] = 0x81, out[1] = (unsigned char)length, 2;
    return out[0] = 0x82, out[1] = (unsigned char)(length >> 8), out[2] = (unsigned char)length, 3;
}

/* Puts new bytes from..to, then fixes the lengths of all that it lies in, innermost first. */
struct edit {
    unsigned char *bytes;
    size_t size, room;
};

static bool splice(struct edit *edit, size_t from, size_t to, const unsigned char *with,
                   size_t size)
{
    if (edit->size - (to - from) + size > edit->room)
        return false;
    memmove(edit->bytes + from + size, edit->bytes + to, edit->size - to);
    memcpy(edit->bytes + from, with, size);
    edit->size = edit->size - (to - from) + size;
    return true;
}

static bool fix(struct edit *edit, const struct tree *tree, int parent, long grown)
{
    unsigned char head[4];

    for (; parent >= 0; parent = tree->items[parent].parent) {
        const struct item *item = &tree->items[parent];
        size_t before = item->content - item->begin - 1;
        size_t length = (size_t)((long)(item->end - item->content) + grown);

        if (length > 0xffff)
            return false;
        size_t after = put_length(head, length);
        if (!splice(edit, item->begin + 1, item->content, head, after))
            return false;
        grown += (long)after - (long)before;
    }
    return true;
}

static size_t change(struct tree *tree, struct edit *edit, const struct item *item, unsigned seed)
{
    static unsigned char with[1 << 15];
    const struct item *other = &tree->items[seed / 7 % (unsigned)tree->count];
    size_t from = item->begin, to = item->end, size = 0;

    if (item->end - item->begin > sizeof with / 4 || other->end - other->begin > sizeof with / 4)
        return 0;
    if (seed % 5 >= 3) { /* its content */
        from = item->content;
        memcpy(with, edit->bytes + from, to - from);
        size = LLVMFuzzerMutate(with, to - from, to - from + 16);
    } else if (seed % 5 > 0) { /* another one behind it, or in its place */
        size = other->end - other->begin;
        memcpy(with, edit->bytes + other->begin, size);
        from = seed % 5 == 1 ? to : from;
    }
    int parent = item->parent;
    if (from == item->content)
        parent = (int)(item - tree->items);
    long grown = (long)size - (long)(to - from);
    return splice(edit, from, to, with, size) && fix(edit, tree, parent, grown) ? edit->size : 0;
}

size_t der_mutate(unsigned char *bytes, size_t size, size_t room, unsigned seed)
{
    static struct tree tree;
    struct edit edit = { bytes, size, room };

    tree.bytes = bytes;
    tree.count = 0;
    walk(&tree, -1, 0, size, 0);
    if (!tree.count)
        return 0;
    return change(&tree, &edit, &tree.items[seed / 4099 % (unsigned)tree.count], seed);
}
