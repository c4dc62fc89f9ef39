/* thin_sgr.c - what a sequence that sets a look means. */
#include "tui/thin/thin_own.h"

int thin_numbers(const char *at, const char *end, int numbers[PARAMETERS])
{
    int count = 1;

    numbers[0] = 0;
    for (; at < end; at++) {
        if (*at == ';' && count < PARAMETERS)
            numbers[count++] = 0;
        else if (*at >= '0' && *at <= '9' && numbers[count - 1] < 1000)
            numbers[count - 1] = numbers[count - 1] * 10 + (*at - '0');
        else
            return -1;
    }
    return count;
}

unsigned thin_ended(int number)
{
    return number == 22 ? 1U << 1 | 1U << 2 : 1U << (number - 20);
}

/* Numbers that set a colour each, and that of the first. */
static const struct thin_colours {
    int first, last;
    bool back;
    int colour;
} thin_colours[] = {
    { 30, 37, false, 1 }, { 39, 39, false, THIN_OWN }, { 90, 97, false, 9 },
    { 40, 47, true, 1 },  { 49, 49, true, THIN_OWN },  { 100, 107, true, 9 },
};

static void thin_set_colour(struct thin_look *look, bool back, int colour)
{
    *(back ? &look->back : &look->text) = colour;
}

static bool thin_is_colour(struct thin_look *look, int number)
{
    for (size_t i = 0; i < sizeof thin_colours / sizeof *thin_colours; i++) {
        const struct thin_colours *in = &thin_colours[i];

        if (number >= in->first && number <= in->last) {
            thin_set_colour(look, in->back, in->colour + number - in->first);
            return true;
        }
    }
    return false;
}

/* How many of the numbers it took; 0: it is not known. */
static int thin_set(struct thin_look *look, const int *number, int left)
{
    int first = number[0];

    if ((first == 38 || first == 48) && left >= 3 && number[1] == 5 && number[2] < 256)
        return thin_set_colour(look, first == 48, number[2] + 1), 3;
    if (first == 0)
        *look = (struct thin_look){ 0, THIN_OWN, THIN_OWN };
    else if (first <= 9)
        look->attributes |= 1U << first;
    else if (first >= 22 && first <= 29 && first != 26)
        look->attributes &= ~thin_ended(first);
    else
        return thin_is_colour(look, first);
    return 1;
}

bool thin_apply(struct thin_look *look, const char *at, const char *end)
{
    int numbers[PARAMETERS], count = thin_numbers(at, end, numbers), took = 1;

    for (int i = 0; i < count && took; i += took)
        took = thin_set(look, numbers + i, count - i);
    return count > 0 && took;
}
