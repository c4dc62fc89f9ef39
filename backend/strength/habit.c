#include "backend/strength/habit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "backend/strength/date.h"
#include "backend/strength/series.h"

enum {
    HABIT_LEAST = 3, /* shorter copies are found in anything */
    HABIT_STEPS = 4, /* and shorter steps */
    HABIT_COLUMN = 4,
    HABIT_BACK = 24,
    HABIT_NEAR = 3,
    HABIT_ROW = 64
};

static struct habit_place habit_key(char c)
{
    static const char *const rows[] = { "`1234567890-=",  "~!@#$%^&*()_+", " qwertyuiop[]\\",
                                        " QWERTYUIOP{}|", " asdfghjkl;'",  " ASDFGHJKL:\"",
                                        " zxcvbnm,./",    " ZXCVBNM<>?" };

    for (int i = 0; c != ' ' && i < (int)(sizeof rows / sizeof *rows); i++) {
        const char *key = strchr(rows[i], c);

        if (key)
            return (struct habit_place){ (short)(i / 2 * HABIT_ROW + (int)(key - rows[i])), i % 2,
                                         true };
    }
    return (struct habit_place){ -1, false, false };
}

static struct habit_place habit_code(char c)
{
    bool large = c >= 'A' && c <= 'Z';

    return (struct habit_place){ (unsigned char)(large ? c | 0x20 : c), large,
                                 large || (c >= 'a' && c <= 'z') };
}

void habit_read(const char *text, size_t size, struct habit_text *read)
{
    read->text = text;
    read->size = size < HABIT_TEXT ? size : HABIT_TEXT;
    for (size_t i = 0; i < read->size; i++) {
        read->key[i] = habit_key(text[i]);
        read->code[i] = habit_code(text[i]);
    }
}

/* One way to go on: as `back` bytes before, or backwards from there; each character moved by the
 * same step on the keyboard or in the alphabet. */
struct habit_way {
    const struct habit_place *places;
    enum strength_kind kind;
    size_t back;
    bool mirrored;
};

struct habit_taker {
    void (*take)(void *data, size_t at, const struct habit *habit);
    void *data;
};

/* The step from there to here; behind 9 comes 0 and behind z comes a. */
static int habit_step(struct habit_place here, struct habit_place there)
{
    bool around = (here.at == '0' && there.at == '9') || (here.at == 'a' && there.at == 'z');

    return around ? 1 : here.at - there.at;
}

/* Of `length` characters that may be shifted, `flips` are not as those before. */
static double habit_flips(size_t flips, size_t length)
{
    return flips == 0 ? 0 : 1 + (double)(flips * 2 < length ? flips : length - flips);
}

/* The choices: how far back, forwards or backwards, and which step. What repeats everything so far
 * is what is tried first. */
static double habit_bits(const struct habit_way *way, size_t at, int step)
{
    const double near_bits = 4, far_bits = 6; /* to a neighbour; to anywhere */
    bool again = way->mirrored ? way->back == 1 : way->back == at;
    int far = abs((step + HABIT_ROW / 2) % HABIT_ROW - HABIT_ROW / 2);

    return (again && !step ? 1 : 1 + log2((double)way->back) + way->mirrored) + (!step ? 0
                                                                                 : far <= HABIT_NEAR
                                                                                     ? near_bits
                                                                                     : far_bits);
}

/* The place in the text that the byte i behind `at` follows from. */
static size_t habit_there(const struct habit_way *way, size_t at, size_t i)
{
    return way->mirrored ? at - way->back - i : at - way->back + i;
}

static void habit_go(const struct habit_text *text, size_t at, const struct habit_way *way,
                     const struct habit_taker *taker)
{
    size_t flips = 0, letters = 0, most = text->size - at, behind = at - way->back + 1;
    int step = habit_step(way->places[at], way->places[habit_there(way, at, 0)]);
    size_t least = step ? HABIT_STEPS : HABIT_LEAST;
    double bits = 0;

    if (way->mirrored && behind < most)
        most = behind;
    if (way->back == 1 && !way->mirrored && !step) /* one character again and again is zxcvbn's */
        return;
    for (size_t i = 0; i < most; i++) {
        struct habit_place here = way->places[at + i];
        struct habit_place there = way->places[habit_there(way, at, i)];

        if (here.at < 0 || there.at < 0 || habit_step(here, there) != step)
            return;
        flips += here.shifted != there.shifted;
        letters += here.shifts;
        if (i + 1 < least)
            continue;
        bits = i + 1 == least ? habit_bits(way, at, step) : bits;
        taker->take(taker->data, at,
                    &(struct habit){ i + 1, step ? way->kind : REPEAT,
                                     bits + habit_flips(flips, letters) });
    }
}

/* How one character may follow another in a row, as bits: the next or the last one in the alphabet,
 * on the keyboard, or the same. */
static unsigned habit_neighbours(const struct habit_text *text, size_t here, size_t there)
{
    int code = habit_step(text->code[here], text->code[there]);
    int key = text->key[here].at < 0 || text->key[there].at < 0
                  ? 0
                  : text->key[here].at - text->key[there].at;

    return (code == 1 ? 1U : 0) | (code == -1 ? 2U : 0) | (key == 1 ? 4U : 0) |
           (key == -1 ? 8U : 0) | (code == 0 ? 16U : 0);
}

/* Two rows in turns, each in its own direction: "q9w8e7r6". */
static void habit_woven(const struct habit_text *text, size_t at, const struct habit_taker *taker)
{
    const double ways_bits = 5; /* five for each row */
    unsigned ways[2] = { ~0U, ~0U };
    size_t flips = 0;

    for (size_t i = 0; at >= 2 && i < text->size - at; i++) {
        size_t here = at + i;

        ways[i % 2] &= habit_neighbours(text, here, here - 2);
        if (!ways[i % 2])
            return;
        flips += text->key[here].shifted != text->key[here - 2].shifted;
        if (i + 1 >= HABIT_STEPS)
            taker->take(taker->data, at,
                        &(struct habit){ i + 1, KEYBOARD, ways_bits + (double)flips });
    }
}

/* How many keys from here on go up or down one column; *flips: how often the shift key changes. */
static size_t habit_column_length(const struct habit_place *keys, size_t most, size_t *flips)
{
    size_t length = 1;

    for (*flips = 0; length < most && length < HABIT_COLUMN; length++) {
        int step = keys[length].at - keys[length - 1].at;

        if (keys[length].at < 0 || keys[length - 1].at < 0 || step != keys[1].at - keys[0].at ||
            abs(step) < HABIT_ROW - 1 || abs(step) > HABIT_ROW + 1)
            break;
        *flips += keys[length].shifted != keys[length - 1].shifted;
    }
    return length;
}

/* A column of the keyboard: one of ten in two directions, whole or without its last key, its keys
 * shifted or not. Behind another it is mostly the next one. */
static void habit_column(const struct habit_text *text, size_t at, const struct habit_taker *taker)
{
    const double column_bits = 5, next_bits = 2, part_bits = 2;
    const struct habit_place *keys = text->key + at;
    size_t flips, before, length = habit_column_length(keys, text->size - at, &flips);
    bool next = at >= length && habit_column_length(keys - length, length, &before) == length;

    if (length >= HABIT_LEAST)
        taker->take(taker->data, at,
                    &(struct habit){ length, KEYBOARD,
                                     (next ? next_bits : column_bits) +
                                         (length < HABIT_COLUMN ? part_bits : 0) + keys[0].shifted +
                                         (double)flips });
}

/* What people put behind a word to please a rule, the commonest first, so that the place in this
 * row is the number of guesses: numbers as they are counted behind letters in the ten million
 * passwords that leaked.txt is from, signs as today's rules bring them in. */
static const char *const habit_tails[] = {
    "1",    "!",  "123", "12", "2",   "3",     "01",     "7", "1!",    "11",  "123!",
    "1234", "69", "0",   "5",  "99",  "4",     "6",      "8", "12345", "13",  "22",
    "10",   "!!", "23",  "21", "77",  "00",    "88",     ".", "2000",  "12!", "777",
    "@",    "#",  "$",   "?",  "007", "1234!", "123456", "*", "111",
};

static void habit_tail(const struct habit_text *text, size_t at, const struct habit_taker *taker)
{
    size_t size = strlen(text->text + at);

    for (size_t i = 0; i < sizeof habit_tails / sizeof *habit_tails; i++)
        if (strcmp(habit_tails[i], text->text + at) == 0)
            taker->take(taker->data, at, &(struct habit){ size, BRUTE, 1 + log2((double)(i + 1)) });
}

static bool habit_is_plain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* What people put between two words or numbers. */
static void habit_separator(const struct habit_text *text, size_t at,
                            const struct habit_taker *taker)
{
    static const char separators[] = "-_. @!";
    const double separator_bits = 2;

    if (at + 1 < text->size && strchr(separators, text->text[at]) &&
        habit_is_plain(text->text[at - 1]) && habit_is_plain(text->text[at + 1]))
        taker->take(taker->data, at, &(struct habit){ 1, BRUTE, separator_bits });
}

static void habit_date(const struct habit_text *text, size_t at, const struct habit_taker *taker)
{
    for (const struct date_form *form = date_forms; form->form; form++)
        if (date_fits(form, text->text + at, text->size - at))
            taker->take(taker->data, at, &(struct habit){ strlen(form->form), DATE, form->bits });
}

void habit_each(const struct habit_text *text, size_t at,
                void (*take)(void *data, size_t at, const struct habit *habit), void *data)
{
    const struct habit_way ways[] = {
        { text->code, SEQUENCE, 0, false },
        { text->code, SEQUENCE, 0, true },
        { text->key, KEYBOARD, 0, false },
        { text->key, KEYBOARD, 0, true },
    };
    const struct habit_taker taker = { take, data };

    if (at >= text->size)
        return;
    habit_column(text, at, &taker);
    habit_woven(text, at, &taker);
    if (text->text[at] >= '0' && text->text[at] <= '9')
        habit_date(text, at, &taker);
    series_each(text, at, take, data);
    if (at) {
        habit_tail(text, at, &taker);
        habit_separator(text, at, &taker);
    }
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        struct habit_way way = ways[i];

        for (way.back = 1; way.back <= at && way.back <= HABIT_BACK; way.back++)
            habit_go(text, at, &way, &taker);
    }
}
