#include "backend/strength/guess.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <zxcvbn.h>

#include "backend/base/mem.h"
#include "backend/strength/habit.h"
#include "backend/strength/leaked.h"
#include "backend/strength/words.h"

enum { EDGES_MAX = READING_MAX + LEAKED_HITS };

/* One way to guess a piece of the text. */
struct edge {
    size_t at, length;
    enum strength_kind kind;
    double bits;
};

struct path {
    const struct fold_reading *reading;
    struct habit_text habits;
    struct edge edges[EDGES_MAX];
    size_t count;
    bool mixed;
    double each;                       /* bits to guess a character */
    double best[READING_MAX + 1];      /* bits to guess what lies before */
    struct edge last[READING_MAX + 1]; /* the piece that ends here on that way */
};

/* What a piece that is not the whole costs besides: an attacker has to try where it begins. */
static const double piece_bits = 1;

/* It is found after half of all on average. */
static const double half_bits = 1;

/* And one of less than three characters, in a text that is long enough to have them by chance:
 * zxcvbn finds such words in anything. */
static const double short_bits = 4;
enum { GUESS_SHORT = 3, GUESS_LONG = 12 };

static enum strength_kind guess_kind_of(ZxcTypeMatch_t type)
{
    static const enum strength_kind kinds[] = {
        [NON_MATCH] = BRUTE,
        [BRUTE_MATCH] = BRUTE,
        [DICTIONARY_MATCH] = DICTIONARY,
        [DICT_LEET_MATCH] = DICTIONARY,
        [USER_MATCH] = USER_WORD,
        [USER_LEET_MATCH] = USER_WORD,
        [REPEATS_MATCH] = REPEAT,
        [SEQUENCE_MATCH] = SEQUENCE,
        [SPATIAL_MATCH] = KEYBOARD,
        [DATE_MATCH] = DATE,
        [YEAR_MATCH] = DATE,
        [LONG_PWD_MATCH] = BRUTE,
    };

    return kinds[(unsigned)type % MULTIPLE_MATCH % (sizeof kinds / sizeof *kinds)];
}

static void guess_keep(struct path *path, struct edge edge)
{
    bool chance = edge.length < GUESS_SHORT && path->reading->size >= GUESS_LONG;

    if (edge.length < path->reading->size)
        edge.bits += piece_bits + (chance ? short_bits : 0);
    if (path->count < EDGES_MAX)
        path->edges[path->count++] = edge;
}

/* The kinds of characters, as bits, and how many of each there are to choose from. */
static unsigned kind_bit(char c)
{
    unsigned char byte = (unsigned char)c;

    return byte > 127                   ? 16
           : byte >= 'a' && byte <= 'z' ? 1
           : byte >= 'A' && byte <= 'Z' ? 2
           : byte >= '0' && byte <= '9' ? 4
                                        : 8;
}

static double choices(unsigned kinds)
{
    static const double sizes[] = { 26, 26, 10, 33, 128 };
    double sum = 0;

    for (unsigned i = 0; i < sizeof sizes / sizeof *sizes; i++)
        if (kinds >> i & 1)
            sum += sizes[i];
    return sum;
}

bool guess_is_mixed(const struct fold_reading *reading)
{
    size_t changes = 0;

    for (size_t i = 1; i < reading->size; i++)
        changes += kind_bit(reading->text[i]) != kind_bit(reading->text[i - 1]);
    return reading->size >= GUESS_LONG && 4 * changes >= reading->size;
}

/* True if a word may begin here: in front of it is another kind, but no capital before a small
 * letter. */
static bool guess_begins(const char *text, size_t at)
{
    unsigned before = at ? kind_bit(text[at - 1]) : 0, here = kind_bit(text[at]);

    return before != here && !(before == 2 && here == 1);
}

/* True if the piece is of one kind, maybe with a capital in front, and stands apart from what lies
 * beside it. */
static bool guess_stands_apart(const struct fold_reading *reading, size_t at, size_t length)
{
    const char *text = reading->text;
    size_t end = at + length;

    for (size_t i = at + 1; i < end; i++)
        if (guess_begins(text, i) || (i > at + 1 && kind_bit(text[i]) != kind_bit(text[i - 1])))
            return false;
    return guess_begins(text, at) && (end == reading->size || guess_begins(text, end));
}

/* True of the little words and walks that zxcvbn finds in what a generator makes. */
static bool guess_is_chance(const struct path *path, const ZxcMatch_t *match)
{
    const int telling = 7; /* letters */

    return path->mixed && match->Length < telling &&
           !guess_stands_apart(path->reading, (size_t)match->Begin, (size_t)match->Length);
}

/* The pieces of zxcvbn's own way; what it took for characters is guessed as such anyway. */
static void ask_zxcvbn(struct path *path)
{
    enum { ENOUGH = 1 << 20 }; /* zxcvbn looks at no allocation */
    ZxcMatch_t *matches = NULL;

    free(must(malloc(ENOUGH)));
    ZxcvbnMatch(path->reading->text, NULL, &matches);
    for (const ZxcMatch_t *m = matches; m; m = m->Next)
        if (m->Type % MULTIPLE_MATCH != BRUTE_MATCH && !guess_is_chance(path, m))
            guess_keep(path, (struct edge){ .at = (size_t)m->Begin,
                                            .length = (size_t)m->Length,
                                            .kind = guess_kind_of(m->Type),
                                            .bits = m->Entrpy });
    ZxcvbnFreeInfo(matches);
}

static void ask_leaked(struct path *path)
{
    struct leaked_hit hits[LEAKED_HITS];
    size_t count = leaked_find(path->reading->text, path->reading->size, hits, LEAKED_HITS);

    for (size_t i = 0; i < count; i++)
        guess_keep(path, (struct edge){ .at = hits[i].at,
                                        .length = hits[i].length,
                                        .kind = COMMON,
                                        .bits = hits[i].bits });
}

static void guess_keep_word(void *data, const struct words_hit *hit)
{
    guess_keep(data,
               (struct edge){
                   .at = hit->at, .length = hit->length, .kind = USER_WORD, .bits = hit->bits });
}

static void relax(struct path *path, const struct edge *edge)
{
    size_t end = edge->at + edge->length;
    double bits = path->best[edge->at] + edge->bits;

    if (end <= path->reading->size && bits < path->best[end]) {
        path->best[end] = bits;
        path->last[end] = *edge;
    }
}

static void relax_habit(void *data, size_t at, const struct habit *habit)
{
    relax(data, &(struct edge){ .at = at,
                                .length = habit->length,
                                .kind = habit->kind,
                                .bits = habit->bits + (habit->kind == BRUTE ? 0 : piece_bits) });
}

/* Bits to guess a character, of the kinds that the text has. */
static double guess_each(const struct fold_reading *reading)
{
    unsigned kinds = 0;

    for (size_t i = 0; i < reading->size; i++)
        kinds |= kind_bit(reading->text[i]);
    return log2(choices(kinds));
}

/* The next character; or all that are of its kind, as in a telephone number: which kind, where and
 * how many is to be guessed as well, or any text would be cheaper in pieces. */
static void relax_characters(struct path *path, size_t at)
{
    const double run_bits = 4;
    const char *text = path->reading->text;
    unsigned kind = kind_bit(text[at]);
    double each = log2(choices(kind));

    relax(path, &(struct edge){ .at = at, .length = 1, .kind = BRUTE, .bits = path->each });
    if (each >= path->each)
        return;
    for (size_t end = at; end < path->reading->size && kind_bit(text[end]) == kind; end++)
        relax(path, &(struct edge){ .at = at,
                                    .length = end + 1 - at,
                                    .kind = BRUTE,
                                    .bits = each * (double)(end + 1 - at) + run_bits });
}

static void find_way(struct path *path)
{
    habit_read(path->reading->text, path->reading->size, &path->habits);
    path->each = guess_each(path->reading);
    for (size_t at = 1; at <= path->reading->size; at++)
        path->best[at] = HUGE_VAL;
    path->best[0] = 0;
    for (size_t at = 0; at < path->reading->size; at++) {
        for (size_t i = 0; i < path->count; i++)
            if (path->edges[i].at == at)
                relax(path, &path->edges[i]);
        habit_each(&path->habits, at, relax_habit, path);
        relax_characters(path, at);
    }
}

/* The piece as a person sees it. zxcvbn finds little words and walks in anything, but what takes
 * as long to guess as characters do is shown as characters. */
static struct part part_of(const struct path *path, const struct edge *edge)
{
    const double telling = 3.5; /* bits for each byte: a plain word of three letters has less */
    const char *text = path->reading->text + edge->at;
    struct part part = { edge->at, edge->length, edge->kind };
    size_t same = 1;

    while (same < edge->length && text[same] == text[0])
        same++;
    if (part.kind == DICTIONARY && same > 2 && same == edge->length)
        part.kind = REPEAT;
    else if (part.kind != COMMON &&
             (edge->length < 3 || edge->bits > telling * (double)edge->length))
        part.kind = BRUTE;
    return part;
}

/* Writes the pieces of the way found, first one first. */
static void guess_follow(const struct path *path, struct guess *guess)
{
    size_t count = 0;

    for (size_t end = path->reading->size; end; end = path->last[end].at)
        count++;
    guess->count = count;
    for (size_t end = path->reading->size; end; end = path->last[end].at)
        guess->parts[--count] = part_of(path, &path->last[end]);
}

/* What zxcvbn found in its dictionary, or in several pieces, may be known for worse. */
static void name_leaked(const struct path *path, const struct edge *leaked, struct guess *guess)
{
    if (leaked->length == path->reading->size) {
        guess->parts[0] = part_of(path, leaked);
        guess->count = 1;
    }
    for (size_t i = 0; i < guess->count; i++) {
        struct part *part = &guess->parts[i];

        if (part->kind == DICTIONARY && part->at == leaked->at && part->length == leaked->length)
            part->kind = COMMON;
    }
}

void guess_reading(const struct fold_reading *reading, const struct words *words,
                   struct guess *guess)
{
    struct path path = { .reading = reading, .mixed = guess_is_mixed(reading) };

    ask_leaked(&path);
    size_t leaked = path.count;
    if (!reading->alike) /* it costs most of the time */
        ask_zxcvbn(&path);
    words_find(words, reading->text, guess_keep_word, &path);
    find_way(&path);
    guess->bits = fmax(0, path.best[reading->size] + reading->bits - half_bits);
    guess_follow(&path, guess);
    for (size_t i = 0; i < leaked; i++)
        name_leaked(&path, &path.edges[i], guess);
}
