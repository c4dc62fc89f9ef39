#include "backend/strength/guess.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zxcvbn.h>

#include "backend/base/mem.h"
#include "backend/base/wiped.h"
#include "backend/strength/habit.h"
#include "backend/strength/kinds.h"
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
enum { GUESS_SHORT = 3 };

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
    bool chance = edge.length < GUESS_SHORT && path->reading->size >= KINDS_LONG;

    if (edge.length < path->reading->size)
        edge.bits += piece_bits + (chance ? short_bits : 0);
    if (path->count < EDGES_MAX)
        path->edges[path->count++] = edge;
}

/* True of the little words and walks that zxcvbn finds in what a generator makes. */
static bool guess_is_chance(const struct path *path, const ZxcMatch_t *match)
{
    const int telling = 7; /* letters */

    return path->mixed && match->Length < telling &&
           !kinds_stand_apart(path->reading, (size_t)match->Begin, (size_t)match->Length);
}

/* How much of a text zxcvbn is asked about. Where one character stands all through, it tries each
 * way of repeating it, in time that grows with the cube of them: its beginning says as much. */
static size_t guess_asked(const struct fold_reading *reading)
{
    enum { ENOUGH = 16 };
    const char first[] = { reading->text[0], '\0' };

    return reading->size > ENOUGH && strspn(reading->text, first) == reading->size ? ENOUGH
                                                                                   : reading->size;
}

/* The pieces of zxcvbn's own way; what it took for characters is guessed as such anyway. Of what
 * goes on the same there are as many as it is long. */
static void ask_zxcvbn(struct path *path)
{
    enum { ENOUGH = 1 << 20 }; /* zxcvbn looks at no allocation */
    const size_t size = path->reading->size, asked = guess_asked(path->reading);
    char text[READING_MAX + 1];
    ZxcMatch_t *matches = NULL;

    free(must(malloc(ENOUGH)));
    snprintf(text, sizeof text, "%.*s", (int)asked, path->reading->text);
    ZxcvbnMatch(text, NULL, &matches);
    for (const ZxcMatch_t *m = matches; m; m = m->Next) {
        bool whole = (size_t)m->Length == asked;
        if (m->Type % MULTIPLE_MATCH != BRUTE_MATCH && !guess_is_chance(path, m))
            guess_keep(path,
                       (struct edge){ .at = (size_t)m->Begin,
                                      .length = whole ? size : (size_t)m->Length,
                                      .kind = guess_kind_of(m->Type),
                                      .bits = m->Entrpy +
                                              (whole ? log2((double)size / (double)asked) : 0) });
    }
    ZxcvbnFreeInfo(matches);
    wipe(text, sizeof text);
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

/* Hands that drum on a few keys: which ones, and then each of them. */
struct drummed {
    bool seen[256];
    unsigned different;
    double which, each; /* bits */
};

static void guess_drum(struct drummed *drummed, double choices, char key)
{
    if (drummed->seen[(unsigned char)key])
        return;
    drummed->seen[(unsigned char)key] = true;
    drummed->different++;
    drummed->which = kinds_ways((unsigned)choices, drummed->different);
    drummed->each = log2(drummed->different);
}

/* The next character; or all that are of its kind, as in a telephone number: which kind, where and
 * how many is to be guessed as well, or any text would be cheaper in pieces. */
static void relax_characters(struct path *path, size_t at)
{
    enum { DRUMMED = 10 }; /* fewer have few different ones by chance */
    const double run_bits = 4;
    const char *text = path->reading->text;
    const unsigned kind = kinds_bit(text[at]);
    const double choices = kinds_choices(kind), each = fmin(log2(choices), path->each);
    struct drummed drummed = { .different = 0 };

    relax(path, &(struct edge){ .at = at, .length = 1, .kind = BRUTE, .bits = path->each });
    for (size_t end = at; end < path->reading->size && kinds_bit(text[end]) == kind; end++) {
        size_t size = end + 1 - at;
        double bits = each * (double)size;

        guess_drum(&drummed, choices, text[end]);
        if (size >= DRUMMED)
            bits = fmin(bits, drummed.which + drummed.each * (double)size);
        relax(path,
              &(struct edge){ .at = at, .length = size, .kind = BRUTE, .bits = bits + run_bits });
    }
}

static void find_way(struct path *path)
{
    habit_read(path->reading->text, path->reading->size, &path->habits);
    path->each = kinds_each(path->reading);
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
    struct path path = { .reading = reading, .mixed = kinds_mixed(reading) };

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
