#include "tui/key.h"
#include "tui/text.h"
#include <string.h>
#include <wchar.h>

enum {
    NONE = -1,
    NOTHING = -2,
    ESC = 27,
    LONGEST = 64,
    WHEEL_UP = 64,
    WHEEL_DOWN = 65
}; /* NOTHING: a sequence that means no key */

/* What follows Esc for each key, from terminfo's entries of xterm, vt100, linux, screen, tmux, rxvt
 * and putty, in both cursor key modes. Not the terminfo of TERM alone: SSH clients often send what
 * another terminal would. */
static const struct {
    const char *bytes;
    int key;
} key_table[] = {
    { "[A", K_UP },           { "[B", K_DOWN },
    { "[C", K_RIGHT },        { "[D", K_LEFT },
    { "OA", K_UP },           { "OB", K_DOWN },
    { "OC", K_RIGHT },        { "OD", K_LEFT },
    { "[H", K_HOME },         { "[F", K_END },
    { "OH", K_HOME },         { "OF", K_END },
    { "[1~", K_HOME },        { "[4~", K_END },
    { "[7~", K_HOME },        { "[8~", K_END },
    { "[2~", K_INSERT },      { "[3~", K_DELETE },
    { "[5~", K_PAGE_UP },     { "[6~", K_PAGE_DOWN },
    { "[Z", K_BACKTAB },      { "OM", K_ENTER },
    { "[1;5D", K_WORD_LEFT }, { "[1;5C", K_WORD_RIGHT },
    { "Od", K_WORD_LEFT },    { "Oc", K_WORD_RIGHT },
    { "[1;3D", K_WORD_LEFT }, { "[1;3C", K_WORD_RIGHT },
    { "OP", K_F(1) },         { "OQ", K_F(2) },
    { "OR", K_F(3) },         { "OS", K_F(4) },
    { "[[A", K_F(1) },        { "[[B", K_F(2) },
    { "[[C", K_F(3) },        { "[[D", K_F(4) },
    { "[[E", K_F(5) },        { "[11~", K_F(1) },
    { "[12~", K_F(2) },       { "[13~", K_F(3) },
    { "[14~", K_F(4) },       { "[15~", K_F(5) },
    { "[17~", K_F(6) },       { "[18~", K_F(7) },
    { "[19~", K_F(8) },       { "[20~", K_F(9) },
    { "[21~", K_F(10) },      { "[23~", K_F(11) },
    { "[24~", K_F(12) },      { "1", K_F(1) },
    { "2", K_F(2) },          { "3", K_F(3) },
    { "4", K_F(4) },          { "5", K_F(5) },
    { "6", K_F(6) },          { "7", K_F(7) },
    { "8", K_F(8) },          { "9", K_F(9) },
    { "0", K_F(10) },
};

bool key_types(int key)
{
    return key >= ' ' && key < K_UP && key != K_BACKSPACE && !(key >= 0x80 && key < 0xa0);
}

int key_moves(int key)
{
    return key == 'j' ? K_DOWN : key == 'k' ? K_UP : key == 'g' ? K_HOME : key == 'G' ? K_END : key;
}

size_t keys_add(struct keys *keys, const void *bytes, size_t size)
{
    size_t waiting = keys->end - keys->start;
    size_t room = sizeof keys->input - waiting;

    memmove(keys->input, keys->input + keys->start, waiting);
    size = size < room ? size : room;
    explicit_bzero(keys->input + waiting, keys->start);
    memcpy(keys->input + waiting, bytes, size);
    keys->start = 0;
    keys->end = waiting + size;
    return size;
}

static int tui_key_take(struct keys *keys, size_t size, int key)
{
    explicit_bzero(keys->input + keys->start, size);
    keys->start += size;
    return key;
}

/* What begins with Esc [ ends with a byte from @ to ~ (ECMA-48, 5.4); one that is too long is none.
 */
static size_t control_sequence(const unsigned char *at, size_t size)
{
    size_t i = 2;

    while (i < size && i < LONGEST && at[i] >= 0x20 && at[i] < 0x40)
        i++;
    if (i == LONGEST)
        return i;
    return i < size ? i + 1 : 0;
}

/* The length of the sequence that begins with Esc: 0 if its end has not come yet, 1 for Esc alone.
 */
static size_t sequence(const unsigned char *at, size_t size)
{
    if (size < 2)
        return 0;
    if (at[1] >= '0' && at[1] <= '9')
        return 2;
    if (at[1] == 'O')
        return size < 3 ? 0 : 3;
    if (at[1] != '[')
        return 1;
    if (size > 2 && at[2] == '[') /* the Linux console's function keys */
        return size < 4 ? 0 : 4;
    return control_sequence(at, size);
}

/* A number from 1 (0 where it may be) to 9999, and what must stand behind it. */
static bool tui_key_number(const unsigned char **at, const unsigned char *end, char stop,
                           int *value)
{
    const unsigned char *start = *at;

    *value = 0;
    for (; *at < end && **at >= '0' && **at <= '9' && *at - start < 4; (*at)++)
        *value = *value * 10 + (**at - '0');
    return *at > start && *at < end && *(*at)++ == (unsigned char)stop;
}

/* Esc [ < button ; column ; row M, columns and rows from 1. Going up (m), moving, other buttons and
 * those with a key held are nothing; so is what claims to be and is not. */
static int tui_key_mouse(struct keys *keys, const unsigned char *at, size_t size)
{
    const unsigned char *end = at + size, *number = at + 3;
    int button, x, y;

    if (!keys->mousing || size < 4 || memcmp(at + 1, "[<", 2) != 0 ||
        !tui_key_number(&number, end, ';', &button) || !tui_key_number(&number, end, ';', &x) ||
        !tui_key_number(&number, end, 'M', &y) || number != end || x < 1 || y < 1)
        return NOTHING;
    if (button != 0 && button != WHEEL_UP && button != WHEEL_DOWN)
        return NOTHING;
    keys->mouse = (struct mouse){ button == 0          ? MOUSE_CLICK
                                  : button == WHEEL_UP ? MOUSE_WHEEL_UP
                                                       : MOUSE_WHEEL_DOWN,
                                  y - 1, x - 1 };
    return K_MOUSE;
}

static int tui_key_look_up(const unsigned char *at, size_t size)
{
    for (size_t i = 0; i < sizeof key_table / sizeof *key_table; i++)
        if (strlen(key_table[i].bytes) == size && memcmp(at, key_table[i].bytes, size) == 0)
            return key_table[i].key;
    return NOTHING;
}

static int tui_key_escaped(struct keys *keys, bool late)
{
    const unsigned char *at = keys->input + keys->start;
    size_t left = keys->end - keys->start;
    size_t size = sequence(at, left);

    if (size == 0 && !late)
        return NONE;
    if (size == 0) /* Esc, then [ or O, typed by hand */
        return tui_key_take(keys, left > 2 ? left : 1, left > 2 ? NOTHING : K_ESC);
    if (size == 1)
        return tui_key_take(keys, 1, K_ESC);
    if (size == 6 && memcmp(at + 1, "[200~", 5) == 0) {
        keys->pasting = true;
        keys->truncated = false;
        keys->pasted = 0;
        return tui_key_take(keys, 6, NOTHING);
    }
    int key = tui_key_look_up(at + 1, size - 1);
    return tui_key_take(keys, size, key == NOTHING ? tui_key_mouse(keys, at, size) : key);
}

/* In a locale that is not UTF-8 a byte is a character, or nothing. */
static int single_byte(struct keys *keys)
{
    wint_t wide = btowc(keys->input[keys->start]);

    return tui_key_take(keys, 1, wide == WEOF || wide < 0xa0 ? NOTHING : (int)wide);
}

static int tui_key_typed(struct keys *keys, bool late)
{
    const char *at = (const char *)keys->input + keys->start;
    size_t left = keys->end - keys->start;
    unsigned char first = keys->input[keys->start];
    size_t want = text_length(first);
    unsigned point;

    if (first < 0x80)
        return tui_key_take(keys, 1, first == '\n' ? K_ENTER : first == 8 ? K_BACKSPACE : first);
    if (!term_utf8())
        return single_byte(keys);
    if (left < want && !late)
        return NONE;
    want = text_read(at, left, &point);
    return tui_key_take(keys, want,
                        point == 0xfffd || !key_types((int)point) ? NOTHING : (int)point);
}

static void tui_key_keep(struct keys *keys, unsigned char byte)
{
    bool blank = byte == '\r' || byte == '\n';

    if (blank && (keys->pasted == 0 || keys->paste[keys->pasted - 1] == '\n'))
        return;
    if (!blank && (byte < ' ' || byte == 127) && byte != '\t')
        return;
    if (keys->pasted + 1 >= KEYS_PASTE) {
        keys->truncated = true;
        return;
    }
    keys->paste[keys->pasted++] = (char)(blank ? '\n' : byte == '\t' ? ' ' : byte);
}

/* Line ends were kept as '\n', so that a run of them could be told from blanks that were pasted. */
static int pasted(struct keys *keys)
{
    keys->pasting = false;
    if (!keys->paste)
        return NOTHING;
    while (keys->pasted && keys->paste[keys->pasted - 1] == '\n')
        keys->pasted--;
    keys->paste[keys->pasted] = '\0';
    for (char *c = keys->paste; *c; c++)
        if (*c == '\n')
            *c = ' ';
    return K_PASTE;
}

/* The terminal removes end marks from what is pasted, so the first one is the end. */
static int tui_key_paste(struct keys *keys, bool late)
{
    static const char end[] = "\033[201~";
    const unsigned char *at = keys->input + keys->start;
    size_t left = keys->end - keys->start;
    size_t match = 0;

    while (match < left && end[match] && at[match] == (unsigned char)end[match])
        match++;
    if (!end[match])
        return tui_key_take(keys, match, pasted(keys));
    if (match == left && late)
        return tui_key_take(keys, left, pasted(keys));
    if (match == left)
        return NONE;
    if (keys->paste)
        tui_key_keep(keys, *at);
    return tui_key_take(keys, 1, NOTHING);
}

static int decode(struct keys *keys, bool late)
{
    if (keys->pasting)
        return tui_key_paste(keys, late);
    if (keys->start == keys->end)
        return NONE;
    return keys->input[keys->start] == ESC ? tui_key_escaped(keys, late)
                                           : tui_key_typed(keys, late);
}

int keys_next(struct keys *keys, bool late)
{
    int key;

    do
        key = decode(keys, late);
    while (key == NOTHING);
    return key;
}

bool keys_waiting(const struct keys *keys)
{
    return keys->start < keys->end || keys->pasting;
}

void keys_wipe(struct keys *keys)
{
    if (keys->paste)
        explicit_bzero(keys->paste, KEYS_PASTE);
    explicit_bzero(keys->input, sizeof keys->input);
    keys->start = keys->end = keys->pasted = 0;
    keys->pasting = false;
}
