#include "tui/edit.h"
#include "tui/key.h"
#include "tui/text.h"
#include <string.h>

void edit_start(struct edit *edit, const char *text, size_t max)
{
    bool hidden = edit->hidden;

    edit_close(edit);
    edit->hidden = hidden;
    edit->max = max && max < EDIT_SIZE ? max : EDIT_SIZE - 1;
    if (text)
        edit_paste(edit, text);
}

void edit_close(struct edit *edit)
{
    explicit_bzero(edit, sizeof *edit);
}

/* Combining characters go with the one before them. */
static size_t after(const struct edit *edit, size_t at)
{
    unsigned point;

    if (at < edit->size)
        at += text_read(edit->text + at, edit->size - at, NULL);
    while (at < edit->size) {
        size_t length = text_read(edit->text + at, edit->size - at, &point);
        if (text_columns(point) > 0)
            break;
        at += length;
    }
    return at;
}

static size_t edit_before(const struct edit *edit, size_t at)
{
    size_t from = 0, next = after(edit, 0);

    while (next < at) {
        from = next;
        next = after(edit, next);
    }
    return from;
}

/* Words are what stands between blanks and the marks that part names, paths and lists. */
static bool parts(char c)
{
    return c != '\0' && strchr(" .,/\\@:=-", c) != NULL;
}

static size_t word_before(const struct edit *edit, size_t at)
{
    while (at > 0 && parts(edit->text[at - 1]))
        at--;
    while (at > 0 && !parts(edit->text[at - 1]))
        at--;
    return at;
}

static size_t word_after(const struct edit *edit, size_t at)
{
    while (at < edit->size && parts(edit->text[at]))
        at++;
    while (at < edit->size && !parts(edit->text[at]))
        at++;
    return at;
}

static bool edit_cut(struct edit *edit, size_t from, size_t to)
{
    size_t gone = to - from;

    if (gone == 0)
        return false;
    memmove(edit->text + from, edit->text + to, edit->size - to);
    edit->size -= gone;
    edit->at = from;
    explicit_bzero(edit->text + edit->size, gone);
    return true;
}

static bool edit_go(struct edit *edit, size_t at)
{
    bool moved = edit->at != at;

    edit->at = at;
    return moved;
}

static bool insert(struct edit *edit, unsigned point)
{
    char bytes[4];
    size_t length = text_write(point, bytes);

    if (edit->size + length > edit->max)
        return false;
    memmove(edit->text + edit->at + length, edit->text + edit->at, edit->size - edit->at);
    memcpy(edit->text + edit->at, bytes, length);
    explicit_bzero(bytes, sizeof bytes);
    edit->at += length;
    edit->size += length;
    edit->text[edit->size] = '\0';
    return true;
}

/* In a hidden text words would be told by how far the cursor jumps, so it is one word. */
static size_t left_word(const struct edit *edit)
{
    return edit->hidden ? 0 : word_before(edit, edit->at);
}

static size_t right_word(const struct edit *edit)
{
    return edit->hidden ? edit->size : word_after(edit, edit->at);
}

static bool edit_change(struct edit *edit, int key)
{
    switch (key) {
    case K_BACKSPACE:
    case K_CTRL('h'):
        return edit->at > 0 && edit_cut(edit, edit_before(edit, edit->at), edit->at);
    case K_DELETE:
    case K_CTRL('d'):
        return edit_cut(edit, edit->at, after(edit, edit->at));
    case K_CTRL('k'):
        return edit_cut(edit, edit->at, edit->size);
    case K_CTRL('u'):
        return edit_cut(edit, 0, edit->at);
    case K_CTRL('w'):
        return edit_cut(edit, left_word(edit), edit->at);
    default:
        return key_types(key) && insert(edit, (unsigned)key);
    }
}

bool edit_key(struct edit *edit, int key)
{
    switch (key) {
    case K_LEFT:
    case K_CTRL('b'):
        return edit_go(edit, edit_before(edit, edit->at));
    case K_RIGHT:
    case K_CTRL('f'):
        return edit_go(edit, after(edit, edit->at));
    case K_HOME:
    case K_CTRL('a'):
        return edit_go(edit, 0);
    case K_END:
    case K_CTRL('e'):
        return edit_go(edit, edit->size);
    case K_WORD_LEFT:
        return edit_go(edit, left_word(edit));
    case K_WORD_RIGHT:
        return edit_go(edit, right_word(edit));
    default:
        return edit_change(edit, key);
    }
}

bool edit_paste(struct edit *edit, const char *text)
{
    size_t size = strlen(text);
    bool all = true;
    unsigned point;

    for (size_t at = 0; at < size && all;) {
        at += text_read(text + at, size - at, &point);
        if (point != 0xfffd && key_types((int)point))
            all = insert(edit, point);
    }
    return all;
}

int edit_columns(const struct edit *edit, size_t from, size_t to)
{
    int columns = 0;

    if (!edit->hidden)
        return text_width_of(edit->text + from, to - from);
    for (size_t at = from; at < to; columns++)
        at = after(edit, at);
    return columns;
}

size_t edit_view(const struct edit *edit, int cols)
{
    size_t first = 0;

    while (first < edit->at && edit_columns(edit, first, edit->at) >= cols)
        first = after(edit, first);
    return first < edit->at ? first : edit->at; /* which may stand before a lone accent */
}
