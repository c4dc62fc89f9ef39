#include "backend/strength/pattern.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "backend/strength/date.h"

enum {
    PATTERN_LEAST = 3, /* shorter copies are found in anything */
    PATTERN_STEPS = 4, /* and shorter steps */
    PATTERN_COLUMN = 4,
    PATTERN_BACK = 24,
    PATTERN_NEAR = 3,
    PATTERN_ROW = 64
};

static struct pattern_place pattern_key(char c)
{
    static const char *const rows[] = { "`1234567890-=",  "~!@#$%^&*()_+", " qwertyuiop[]\\",
                                        " QWERTYUIOP{}|", " asdfghjkl;'",  " ASDFGHJKL:\"",
                                        " zxcvbnm,./",    " ZXCVBNM<>?" };

    for (int i = 0; c != ' ' && i < (int)(sizeof rows / sizeof *rows); i++) {
        const char *key = strchr(rows[i], c);

        if (key)
            return (struct pattern_place){ (short)(i / 2 * PATTERN_ROW + (key - rows[i])), i % 2,
                                           true };
    }
    return (struct pattern_place){ -1, false, false };
}

static struct pattern_place pattern_code(char c)
{
    bool large = c >= 'A' && c <= 'Z';

    return (struct pattern_place){ (unsigned char)(large ? c | 0x20 : c), large,
                                   large || (c >= 'a' && c <= 'z') };
}

void pattern_read(const char *text, size_t size, struct pattern_text *read)
{
    read->text = text;
    read->size = size < PATTERN_TEXT ? size : PATTERN_TEXT;
    for (size_t i = 0; i < read->size; i++) {
        read->key[i] = pattern_key(text[i]);
        read->code[i] = pattern_code(text[i]);
    }
}

/* One way to go on: as `back` bytes before, or backwards from there; each character moved by the
 * same step on the keyboard or in the alphabet. */
struct pattern_way {
    const struct pattern_place *places;
    enum strength_kind kind;
    size_t back;
    bool mirrored;
};

struct pattern_taker {
    void (*take)(void *data, size_t at, const struct pattern *pattern);
    void *data;
};

/* The step from there to here; behind 9 comes 0 and behind z comes a. */
static int pattern_step(struct pattern_place here, struct pattern_place there)
{
    bool around = (here.at == '0' && there.at == '9') || (here.at == 'a' && there.at == 'z');

    return around ? 1 : here.at - there.at;
}

/* Of `length` characters that may be shifted, `flips` are not as those before. */
static double pattern_flips(size_t flips, size_t length)
{
    return flips == 0 ? 0 : 1 + (double)(flips * 2 < length ? flips : length - flips);
}

/* The choices: how far back, forwards or backwards, and which step. What repeats everything so far
 * is what is tried first. */
static double pattern_bits(const struct pattern_way *way, size_t at, int step)
{
    const double near_bits = 4, far_bits = 6; /* to a neighbour; to anywhere */
    bool again = way->mirrored ? way->back == 1 : way->back == at;
    int far = abs((step + PATTERN_ROW / 2) % PATTERN_ROW - PATTERN_ROW / 2);

    return (again && !step ? 1 : 1 + log2((double)way->back) + way->mirrored) +
           (!step                 ? 0
            : far <= PATTERN_NEAR ? near_bits
                                  : far_bits);
}

/* The place in the text that the byte i behind `at` follows from. */
static size_t pattern_there(const struct pattern_way *way, size_t at, size_t i)
{
    return way->mirrored ? at - way->back - i : at - way->back + i;
}

static void pattern_go(const struct pattern_text *text, size_t at, const struct pattern_way *way,
                       const struct pattern_taker *taker)
{
    size_t flips = 0, letters = 0, most = text->size - at, behind = at - way->back + 1;
    int step = pattern_step(way->places[at], way->places[pattern_there(way, at, 0)]);
    size_t least = step ? PATTERN_STEPS : PATTERN_LEAST;
    double bits = 0;

    if (way->mirrored && behind < most)
        most = behind;
    if (way->back == 1 && !way->mirrored && !step) /* one character again and again is zxcvbn's */
        return;
    for (size_t i = 0; i < most; i++) {
        struct pattern_place here = way->places[at + i];
        struct pattern_place there = way->places[pattern_there(way, at, i)];

        if (here.at < 0 || there.at < 0 || pattern_step(here, there) != step)
            return;
        flips += here.shifted != there.shifted;
        letters += here.shifts;
        if (i + 1 < least)
            continue;
        bits = i + 1 == least ? pattern_bits(way, at, step) : bits;
        taker->take(taker->data, at,
                    &(struct pattern){ i + 1, step ? way->kind : REPEAT,
                                       bits + pattern_flips(flips, letters) });
    }
}

/* How one character may follow another in a row, as bits: the next or the last one in the alphabet,
 * on the keyboard, or the same. */
static unsigned pattern_neighbours(const struct pattern_text *text, size_t here, size_t there)
{
    int code = pattern_step(text->code[here], text->code[there]);
    int key = text->key[here].at < 0 || text->key[there].at < 0
                  ? 0
                  : text->key[here].at - text->key[there].at;

    return (code == 1 ? 1U : 0) | (code == -1 ? 2U : 0) | (key == 1 ? 4U : 0) |
           (key == -1 ? 8U : 0) | (code == 0 ? 16U : 0);
}

/* Two rows in turns, each in its own direction: "q9w8e7r6". */
static void pattern_woven(const struct pattern_text *text, size_t at,
                          const struct pattern_taker *taker)
{
    const double ways_bits = 5; /* five for each row */
    unsigned ways[2] = { ~0U, ~0U };
    size_t flips = 0;

    for (size_t i = 0; at >= 2 && i < text->size - at; i++) {
        size_t here = at + i;

        ways[i % 2] &= pattern_neighbours(text, here, here - 2);
        if (!ways[i % 2])
            return;
        flips += text->key[here].shifted != text->key[here - 2].shifted;
        if (i + 1 >= PATTERN_STEPS)
            taker->take(taker->data, at,
                        &(struct pattern){ i + 1, KEYBOARD, ways_bits + (double)flips });
    }
}

/* How many keys from here on go up or down one column; *flips: how often the shift key changes. */
static size_t pattern_column_length(const struct pattern_place *keys, size_t most, size_t *flips)
{
    size_t length = 1;

    for (*flips = 0; length < most && length < PATTERN_COLUMN; length++) {
        int step = keys[length].at - keys[length - 1].at;

        if (keys[length].at < 0 || keys[length - 1].at < 0 || step != keys[1].at - keys[0].at ||
            abs(step) < PATTERN_ROW - 1 || abs(step) > PATTERN_ROW + 1)
            break;
        *flips += keys[length].shifted != keys[length - 1].shifted;
    }
    return length;
}

/* A column of the keyboard: one of ten in two directions, whole or without its last key, its keys
 * shifted or not. Behind another it is mostly the next one. */
static void pattern_column(const struct pattern_text *text, size_t at,
                           const struct pattern_taker *taker)
{
    const double column_bits = 5, next_bits = 2, part_bits = 2;
    const struct pattern_place *keys = text->key + at;
    size_t flips, before, length = pattern_column_length(keys, text->size - at, &flips);
    bool next = at >= PATTERN_COLUMN && pattern_column_length(keys - PATTERN_COLUMN, PATTERN_COLUMN,
                                                              &before) == PATTERN_COLUMN;

    if (length >= PATTERN_LEAST)
        taker->take(taker->data, at,
                    &(struct pattern){ length, KEYBOARD,
                                       (next ? next_bits : column_bits) +
                                           (length < PATTERN_COLUMN ? part_bits : 0) +
                                           keys[0].shifted + (double)flips });
}

/* What people put behind a word to please a rule, the commonest first, so that the place in this
 * row is the number of guesses: numbers as they are counted behind letters in the ten million
 * passwords that leaked.txt is from, signs as today's rules bring them in. */
static const char *const pattern_tails[] = {
    "1",    "!",  "123", "12", "2",   "3",     "01",     "7", "1!",    "11",  "123!",
    "1234", "69", "0",   "5",  "99",  "4",     "6",      "8", "12345", "13",  "22",
    "10",   "!!", "23",  "21", "77",  "00",    "88",     ".", "2000",  "12!", "777",
    "@",    "#",  "$",   "?",  "007", "1234!", "123456", "*", "111",
};

static void pattern_tail(const struct pattern_text *text, size_t at,
                         const struct pattern_taker *taker)
{
    size_t size = strlen(text->text + at);

    for (size_t i = 0; i < sizeof pattern_tails / sizeof *pattern_tails; i++)
        if (strcmp(pattern_tails[i], text->text + at) == 0)
            taker->take(taker->data, at,
                        &(struct pattern){ size, BRUTE, 1 + log2((double)(i + 1)) });
}

static bool pattern_is_plain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* What people put between two words or numbers. */
static void pattern_separator(const struct pattern_text *text, size_t at,
                              const struct pattern_taker *taker)
{
    static const char separators[] = "-_. @!";
    const double separator_bits = 2;

    if (at + 1 < text->size && strchr(separators, text->text[at]) &&
        pattern_is_plain(text->text[at - 1]) && pattern_is_plain(text->text[at + 1]))
        taker->take(taker->data, at, &(struct pattern){ 1, BRUTE, separator_bits });
}

static void pattern_date(const struct pattern_text *text, size_t at,
                         const struct pattern_taker *taker)
{
    for (const struct date_form *form = date_forms; form->form; form++)
        if (date_fits(form, text->text + at, text->size - at))
            taker->take(taker->data, at, &(struct pattern){ strlen(form->form), DATE, form->bits });
}

void pattern_each(const struct pattern_text *text, size_t at,
                  void (*take)(void *data, size_t at, const struct pattern *pattern), void *data)
{
    const struct pattern_way ways[] = {
        { text->code, SEQUENCE, 0, false },
        { text->code, SEQUENCE, 0, true },
        { text->key, KEYBOARD, 0, false },
        { text->key, KEYBOARD, 0, true },
    };
    const struct pattern_taker taker = { take, data };

    if (at >= text->size)
        return;
    pattern_column(text, at, &taker);
    pattern_woven(text, at, &taker);
    if (text->text[at] >= '0' && text->text[at] <= '9')
        pattern_date(text, at, &taker);
    if (at) {
        pattern_tail(text, at, &taker);
        pattern_separator(text, at, &taker);
    }
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        struct pattern_way way = ways[i];

        for (way.back = 1; way.back <= at && way.back <= PATTERN_BACK; way.back++)
            pattern_go(text, at, &way, &taker);
    }
}
