#include "backend/strength/guess.h"

#include <math.h>
#include <zxcvbn.h>

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
    struct edge edges[EDGES_MAX];
    size_t count;
    double best[READING_MAX + 1];      /* bits to guess what lies before */
    struct edge last[READING_MAX + 1]; /* the piece that ends here on that way */
};

/* What zxcvbn adds for a piece that is not the whole: an attacker has to try where it begins. */
static const double piece_bits = 1;

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

/* zxcvbn's own way, as edges; returns its bits. */
static double ask_zxcvbn(struct path *path, const struct words *words)
{
    const char *within[WORDS_ROOM + 1];
    ZxcMatch_t *matches = NULL;

    words_within(words, path->reading->text, within);
    double bits = ZxcvbnMatch(path->reading->text, within, &matches);

    for (const ZxcMatch_t *m = matches; m && path->count < READING_MAX; m = m->Next)
        path->edges[path->count++] = (struct edge){ .at = (size_t)m->Begin,
                                                    .length = (size_t)m->Length,
                                                    .kind = guess_kind_of(m->Type),
                                                    .bits = m->MltEnpy };
    ZxcvbnFreeInfo(matches);
    return bits;
}

static void ask_leaked(struct path *path)
{
    struct leaked_hit hits[LEAKED_HITS];
    size_t size = path->reading->size;
    size_t count = leaked_find(path->reading->text, size, hits, LEAKED_HITS);

    for (size_t i = 0; i < count; i++)
        path->edges[path->count++] =
            (struct edge){ .at = hits[i].at,
                           .length = hits[i].length,
                           .kind = COMMON,
                           .bits = hits[i].bits + (hits[i].length < size ? piece_bits : 0) };
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

/* Every run of bytes from `at` on, guessed byte by byte. */
static void relax_runs(struct path *path, size_t at)
{
    const struct fold_reading *reading = path->reading;
    double each = 0;
    unsigned kinds = 0;

    for (size_t end = at; end < reading->size; end++) {
        unsigned bit = kind_bit(reading->text[end]);

        if (!(kinds & bit))
            each = log2(choices(kinds |= bit));
        relax(path, &(struct edge){ .at = at,
                                    .length = end + 1 - at,
                                    .kind = BRUTE,
                                    .bits = each * (double)(end + 1 - at) + piece_bits });
    }
}

static void find_way(struct path *path)
{
    for (size_t at = 1; at <= path->reading->size; at++)
        path->best[at] = HUGE_VAL;
    path->best[0] = 0;
    for (size_t at = 0; at < path->reading->size; at++) {
        for (size_t i = 0; i < path->count; i++)
            if (path->edges[i].at == at)
                relax(path, &path->edges[i]);
        relax_runs(path, at);
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

static void copy_parts(const struct path *path, struct guess *guess)
{
    guess->count = path->count;
    for (size_t i = 0; i < path->count; i++)
        guess->parts[i] = part_of(path, &path->edges[i]);
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
    struct path path;

    path.reading = reading;
    path.count = 0;
    guess->bits = ask_zxcvbn(&path, words);
    size_t known = path.count;
    copy_parts(&path, guess);
    ask_leaked(&path);
    if (path.count > known)
        find_way(&path);
    if (path.count > known && path.best[reading->size] < guess->bits) {
        guess->bits = path.best[reading->size];
        guess_follow(&path, guess);
    }
    for (size_t i = known; i < path.count; i++)
        name_leaked(&path, &path.edges[i], guess);
    guess->bits += reading->bits;
}
