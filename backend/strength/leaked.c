#include "backend/strength/leaked.h"

#include <math.h>
#include <string.h>

#include "backend/secret/secret.h"
#include "backend/strength/kinds.h"

/* The list lies in the program as it lies in the file: sorted by byte, one word a line, no word
 * starting with '#' or a lesser byte, so that its comments sort in front; behind the commonest a
 * blank and the bits of their rank. */
__asm__(".pushsection .rodata\n"
        ".hidden leaked_start\n.globl leaked_start\nleaked_start:\n"
        ".incbin \"" LEAKED_WORDS "\"\n"
        ".hidden leaked_end\n.globl leaked_end\nleaked_end:\n"
        ".popsection");
extern const char leaked_start[], leaked_end[];

/* Log2 of 100,000, the passwords that the list stands for: what has no rank may come anywhere. */
static const double list_bits = 17;

/* An attacker has each as it leaked, so capitals that nobody would guess cost no more than this. */
static const double case_most = 6;

/* True if a word ends here. */
static bool leaked_ends(const char *at)
{
    return *at == '\n' || *at == ' ';
}

/* Log2 of the guesses before the word that ends here. */
static double leaked_rank_bits(const char *end)
{
    double bits = 0;

    if (*end == '\n')
        return list_bits;
    while (*++end >= '0' && *end <= '9')
        bits = bits * 10 + (*end - '0');
    return bits;
}

/* Where the line that holds `at` starts. */
static const char *leaked_line_of(const char *at)
{
    while (at > leaked_start && at[-1] != '\n')
        at--;
    return at;
}

static int leaked_compare(const char *line, const char *word, size_t size)
{
    size_t room = (size_t)(leaked_end - line);
    size_t length = (size_t)((const char *)memchr(line, '\n', room) - line);
    int order = memcmp(line, word, length < size ? length : size);

    return order ? order : length < size ? -1 : 0; /* 0: the line starts with the word */
}

/* The first line at or behind `from` that starts with the word or sorts behind it. */
static const char *bound(const char *from, const char *word, size_t size)
{
    const char *low = from, *high = leaked_end;

    while (low < high) {
        const char *line = leaked_line_of(low + (high - low) / 2);

        if (leaked_compare(line, word, size) < 0)
            low = (const char *)memchr(line, '\n', (size_t)(leaked_end - line)) + 1;
        else
            high = line;
    }
    return low;
}

bool leaked_has(const char *word, size_t size)
{
    const char *line = bound(leaked_start, word, size);

    return line < leaked_end && leaked_compare(line, word, size) == 0 && leaked_ends(line + size);
}

/* All small or all large is one choice; a capital in front another; anything else is as many as
 * there are ways to place the capitals. */
static double case_choices(const char *text, size_t size)
{
    unsigned large = 0, small = 0;

    for (size_t i = 0; i < size; i++) {
        large += text[i] >= 'A' && text[i] <= 'Z';
        small += text[i] >= 'a' && text[i] <= 'z';
    }
    if (!large)
        return 0;
    if (!small || (large == 1 && text[0] >= 'A' && text[0] <= 'Z'))
        return 1;
    return kinds_ways(large + small, large < small ? large : small) + 1;
}

double leaked_case_bits(const char *text, size_t size)
{
    return fmin(case_choices(text, size), case_most);
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

/* The letter a digit or sign stands for; 1 may be an i or an l. */
static char unleet(char c, char one)
{
    static const char signs[] = "4@83690!$57+", letters[] = "aabeggoisstt";
    _Static_assert(sizeof signs == sizeof letters, "one for each");
    const char *sign = c ? strchr(signs, c) : NULL;

    return c == '1' ? one : sign ? letters[sign - signs] : lower(c);
}

struct search {
    const char *text; /* as typed */
    size_t size;
    struct leaked_hit *hits;
    size_t count, room;
};

static void hit(struct search *search, size_t at, size_t length, double bits)
{
    if (search->count < search->room)
        search->hits[search->count++] = (struct leaked_hit){
            .at = at,
            .length = length,
            .bits = bits + leaked_case_bits(search->text + at, length),
        };
}

/* A writing of the text, other than as typed. */
struct leaked_writing {
    const char *text;
    bool backwards;
    double bits;               /* what it costs an attacker to think of it */
    size_t size;               /* with `from` alone: it is shorter than what was typed */
    const unsigned char *from; /* where each of its bytes was typed; NULL: where it stands */
};

/* In a text whose separators were left out: a shorter one would be found in anything. */
enum { LEAKED_JOINED = 8 };

static void hit_joined(struct search *search, const struct leaked_writing *writing, size_t at,
                       size_t length, double bits)
{
    size_t first = writing->from[at], behind = writing->from[at + length - 1] + 1U;

    if (length >= LEAKED_JOINED && behind - first > length)
        hit(search, first, behind - first, bits);
}

/* The words that start at `at`. Each longer one lies behind the shorter ones in the list. */
static void search_at(struct search *search, const struct leaked_writing *writing, size_t at)
{
    const char *line = leaked_start, *text = writing->text + at;
    size_t size = (writing->from ? writing->size : search->size) - at;

    if (*text <= '#') /* a comment is no password */
        return;
    for (size_t n = LEAKED_LEAST; n <= size && n <= LEAKED_MOST && text[n - 1] != ' '; n++) {
        line = bound(line, text, n);
        if (line == leaked_end || leaked_compare(line, text, n) != 0)
            return;
        if (!leaked_ends(line + n))
            continue;
        double bits = writing->bits + leaked_rank_bits(line + n);
        if (writing->from)
            hit_joined(search, writing, at, n, bits);
        else
            hit(search, writing->backwards ? size - n : at, n, bits);
    }
}

static void search_all(struct search *search, const struct leaked_writing *writing)
{
    size_t size = writing->from ? writing->size : search->size;

    for (size_t at = 0; at + LEAKED_LEAST <= size; at++)
        search_at(search, writing, at);
}

/* True of what stands between two words: dates have theirs between digits. */
static bool leaked_separates(const char *text, size_t size, size_t at)
{
    return text[at] && strchr("-_. ", text[at]) && at && at + 1 < size &&
           kinds_bit(text[at - 1]) == kinds_bit('a') && kinds_bit(text[at + 1]) == kinds_bit('a');
}

/* "correct-horse-battery-staple" is "correcthorsebatterystaple". */
static void search_joined(struct search *search, const char *lower)
{
    const double separator_bits = 3;
    unsigned char from[LEAKED_TEXT];
    char text[LEAKED_TEXT];
    struct leaked_writing joined = { .text = text, .bits = separator_bits, .from = from };

    for (size_t at = 0; at < search->size; at++) {
        if (leaked_separates(lower, search->size, at))
            continue;
        text[joined.size] = lower[at];
        from[joined.size++] = (unsigned char)at;
    }
    if (joined.size < search->size)
        search_all(search, &joined);
    wipe(text, sizeof text);
}

size_t leaked_find(const char *text, size_t size, struct leaked_hit hits[], size_t room)
{
    struct search job = { text, size < LEAKED_TEXT ? size : LEAKED_TEXT, hits, 0, room };
    struct {
        char lower[LEAKED_TEXT], backwards[LEAKED_TEXT], i[LEAKED_TEXT], l[LEAKED_TEXT];
    } as = { 0 };

    for (size_t at = 0; at < job.size; at++) {
        as.lower[at] = lower(text[at]);
        as.backwards[job.size - 1 - at] = as.lower[at];
        as.i[at] = unleet(text[at], 'i');
        as.l[at] = unleet(text[at], 'l');
    }
    search_all(&job, &(struct leaked_writing){ as.lower, false, 0, 0, NULL });
    search_all(&job, &(struct leaked_writing){ as.backwards, true, 1, 0, NULL });
    if (memcmp(as.i, as.lower, job.size) != 0)
        search_all(&job, &(struct leaked_writing){ as.i, false, 2, 0, NULL });
    if (memcmp(as.l, as.i, job.size) != 0)
        search_all(&job, &(struct leaked_writing){ as.l, false, 2, 0, NULL });
    search_joined(&job, as.lower);
    wipe(&as, sizeof as);
    return job.count;
}
