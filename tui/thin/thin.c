#include "tui/thin/thin_late.h"
#include "tui/thin/thin_own.h"

#include <stdio.h>
#include <string.h>

enum { MOST = 80 }; /* bytes of what is set at once */

/* ------------------------------------------------ what is sent instead */

/* A line of parameters that grows. */
struct thin_words {
    char text[64];
    size_t size;
};

static void thin_add(struct thin_words *words, int number)
{
    words->size += (size_t)snprintf(words->text + words->size, sizeof words->text - words->size,
                                    "%s%d", words->size ? ";" : "", number);
}

static void thin_add_colour(struct thin_words *words, int colour, int base)
{
    if (colour == THIN_OWN)
        thin_add(words, base + 9);
    else if (colour <= 8)
        thin_add(words, base + colour - 1);
    else if (colour <= 16)
        thin_add(words, base + 60 + colour - 9);
    else
        thin_add(words, base + 8), thin_add(words, 5), thin_add(words, colour - 1);
}

/* From one look to the other; 0 is told by the caller, if it comes first. */
static void thin_add_difference(struct thin_words *words, struct thin_look from,
                                struct thin_look to)
{
    for (int i = 1; i <= 9; i++)
        if (to.attributes & ~from.attributes & 1U << i)
            thin_add(words, i);
    if (to.text != from.text)
        thin_add_colour(words, to.text, 30);
    if (to.back != from.back)
        thin_add_colour(words, to.back, 40);
}

/* Attributes ended one by one. What ends bold ends faint, too. */
static struct thin_words thin_single(struct thin_look from, struct thin_look to)
{
    struct thin_words words = { .size = 0 };

    for (int i = 1; i <= 9; i++)
        if (from.attributes & ~to.attributes & 1U << i) {
            int number = i == 1 ? 22 : 20 + i;
            from.attributes &= ~thin_ended(number);
            thin_add(&words, number);
        }
    thin_add_difference(&words, from, to);
    return words;
}

static struct thin_words thin_whole(struct thin_look to)
{
    struct thin_words words = { .size = 0 };
    const struct thin_look none = { 0, THIN_OWN, THIN_OWN };

    if (memcmp(&to, &none, sizeof to) != 0) {
        thin_add(&words, 0);
        thin_add_difference(&words, none, to);
    }
    return words;
}

/* Brings the terminal to what is wanted. */
static char *thin_settle(struct thin *thin, char *out)
{
    bool same = thin->known && memcmp(&thin->is, &thin->wanted, sizeof thin->is) == 0;
    bool ends = (thin->is.attributes & ~thin->wanted.attributes) != 0;

    if (same || thin->blind)
        return out;
    struct thin_words words = thin_whole(thin->wanted);
    if (thin->known && (thin->singles || !ends)) {
        struct thin_words single = thin_single(thin->is, thin->wanted);
        words = single.size < words.size ? single : words;
    }
    thin->is = thin->wanted;
    thin->known = true;
    return out + snprintf(out, MOST, "\033[%.*sm", (int)words.size, words.text);
}

/* ------------------------------------------------ where it goes */

/* How to come to that column in the row below, by a new line. */
static int thin_below(int column, char out[MOST])
{
    if (column == 1)
        return snprintf(out, MOST, "\r\n");
    if (column == 2)
        return snprintf(out, MOST, "\r\n\033[C");
    return snprintf(out, MOST, "\r\n\033[%dC", column - 1);
}

/* To that row and column in fewer bytes than `most`; 0: there are none. */
static int thin_jump(const struct thin *thin, int row, int column, int most, char out[MOST])
{
    int size = 0;

    if (thin->rows && thin->row == row)
        size = snprintf(out, MOST, "\033[%dG", column);
    if (thin->rows && thin->row && thin->row + 1 == row)
        size = thin_below(column, out);
    return size < most ? size : 0;
}

/* A sequence that moves the cursor: follows it, and finds a shorter one. Returns how many bytes. */
static int thin_move(struct thin *thin, const char *at, const char *end, bool at_left,
                     char out[MOST])
{
    int numbers[PARAMETERS], count = thin_numbers(at + 2, end - 1, numbers), size = 0;
    int first = count > 0 && numbers[0] ? numbers[0] : 1, second = count > 1 ? numbers[1] : 1;

    switch (end[-1]) {
    case 'H':
        size = thin_jump(thin, first, second ? second : 1, (int)(end - at), out);
        thin->row = first;
        break;
    case 'd':
        if (thin->rows && at_left && thin->row && thin->row + 1 == first)
            size = snprintf(out, MOST, "\n");
        thin->row = first;
        break;
    case 'C':
    case 'D':
    case 'G':
        break;
    default:
        thin->row = 0;
    }
    return count < 1 ? thin->row = 0, 0 : size;
}

/* ------------------------------------------------ the frame */

const char *thin_end(const char *at, const char *end)
{
    const char *last = at + 1;

    if (*at != '\033' || last == end || *last != '[')
        return last;
    for (last++; last < end && (*last < '@' || *last > '~'); last++)
        ;
    return last < end ? last + 1 : end;
}

/* Does it move the cursor and nothing else, so that how things look is of no matter? */
static bool thin_moves(const char *at, const char *end)
{
    return *at == '\r' || *at == '\b' ||
           (end - at > 2 && at[1] == '[' && strchr("ABCDEFGHdf", end[-1]) != NULL);
}

static bool thin_is_csi(const char *at, const char *end)
{
    return end - at > 2 && at[0] == '\033' && at[1] == '[';
}

/* Does it leave the cursor in its row? Text does: nothing is written over the edge. */
static bool thin_stays(const char *at, const char *end)
{
    return thin_is_csi(at, end) ? strchr("mKXP@", end[-1]) != NULL
                                : *at != '\033' && *at != '\n' && *at != '\v' && *at != '\f';
}

/* A look that is not understood goes out as it is; a reset ends that. */
static bool thin_takes(struct thin *thin, const char *at, const char *end)
{
    struct thin_look look = thin->wanted;
    int numbers[PARAMETERS];

    if (thin->blind && (thin_numbers(at + 2, end - 1, numbers) < 1 || numbers[0] != 0))
        return false;
    if (!thin_apply(&look, at + 2, end - 1))
        return false;
    thin->known &= !thin->blind;
    thin->blind = false;
    thin->wanted = look;
    return true;
}

/* One sequence or byte; returns where the output goes on, which began at start. */
static char *thin_pass(struct thin *thin, const char *at, const char *next, char *out,
                       const char *start)
{
    char shorter[MOST];
    int size = 0;
    bool look = thin_is_csi(at, next) && next[-1] == 'm', moves = thin_moves(at, next);

    if (look && thin_takes(thin, at, next))
        return out;
    if (look || !moves)
        out = thin_settle(thin, out);
    thin->blind |= look;
    if (moves && *at == '\033')
        size = thin_move(thin, at, next, out > start && out[-1] == '\r', shorter);
    else if (!thin_stays(at, next))
        thin->row = 0;
    memcpy(out, size ? shorter : at, size ? (size_t)size : (size_t)(next - at));
    return out + (size ? size : next - at);
}

size_t thin_frame(struct thin *thin, const char *text, size_t size, char *out, size_t room)
{
    const char *at = text, *end = text + size, *next;
    const struct thin before = *thin;
    char *to = out;

    for (; at < end; at = next) {
        next = thin_end(at, end);
        if (room - (size_t)(to - out) < MOST + (size_t)(next - at))
            return thin_forget(thin), 0;
        to = thin_pass(thin, at, next, to, out);
    }
    if (room - (size_t)(to - out) > MOST)
        to = thin_settle(thin, to); /* nothing of ours is left on: a terminal may grow meanwhile */
    return thin->rows && !thin->blind ? thin_late(out, (size_t)(to - out), &before)
                                      : (size_t)(to - out);
}

void thin_forget(struct thin *thin)
{
    thin->known = false;
    thin->row = 0;
}
