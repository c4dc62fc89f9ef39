#include "tui/thin/thin_late.h"

#include <stdio.h>
#include <string.h>
#include <wchar.h>

#include "tui/thin/thin_own.h"

enum { SIGNS = 40, LOOK = 32, GLYPH = 4, PLACE = 16 };

static const char plain[] = "\033[m";

/* A look, one glyph in it, and the plain look again. */
struct sign {
    int row, column;
    char look[LOOK], glyph[GLYPH + 1];
    size_t at, size; /* in the frame; 0: it stays there */
};

struct late {
    const char *frame;
    size_t size;
    int row, column; /* of the cursor, from 1; 0: not known */
    int widest;      /* column that was written to or named */
    size_t went, by; /* where the last thing that it did was to go somewhere, in so many bytes; 0 */
    bool is_plain, unsure;
    size_t count;
    struct sign signs[SIGNS];
};

/* ------------------------------------------------ where signs are */

/* The end of a letter, in UTF-8. */
static const char *late_glyph(const char *at, const char *end)
{
    for (at++; at < end && (*at & 0xC0) == 0x80; at++)
        ;
    return at;
}

/* Its columns, as ncurses counts them; -1: it is no letter of this locale. */
static int late_width(const char *at, size_t size)
{
    mbstate_t state = { 0 };
    wchar_t letter;

    return mbrtowc(&letter, at, size, &state) == size ? wcwidth(letter) : -1;
}

/* A sequence that sets a look: is it that of a sign? */
static bool late_sign(struct late *late, const char *at, const char *next)
{
    const char *end = late->frame + late->size, *behind = next < end ? late_glyph(next, end) : end;
    size_t look = (size_t)(next - at), glyph = (size_t)(behind - next);
    struct sign *sign = &late->signs[late->count];

    if (!late->is_plain || !late->row || !late->column || late->count == SIGNS || look >= LOOK ||
        glyph > GLYPH || (size_t)(end - behind) < sizeof plain - 1 || (unsigned char)*next < ' ' ||
        memcmp(behind, plain, sizeof plain - 1) != 0 || late_width(next, glyph) != 1)
        return false;
    *sign = (struct sign){ .row = late->row, .column = late->column };
    memcpy(sign->look, at, look);
    memcpy(sign->glyph, next, glyph);
    sign->at = (size_t)(at - late->frame);
    sign->size = look + glyph + sizeof plain - 1;
    late->count++;
    return true;
}

/* What else moves the cursor, or what stands there, is not followed: signs before it stay. */
static void late_sequence(struct late *late, const char *at, const char *next)
{
    int numbers[PARAMETERS], count = thin_numbers(at + 2, next - 1, numbers);
    int first = count > 0 && numbers[0] ? numbers[0] : 1;

    if (count < 1 || !strchr("HdGCKX", next[-1])) {
        late->row = late->column = 0;
        late->unsure |= late->count > 0;
    } else if (next[-1] == 'H') {
        late->row = first;
        late->column = count > 1 && numbers[1] ? numbers[1] : 1;
    } else if (next[-1] == 'd') {
        late->row = first;
    } else if (next[-1] == 'G') {
        late->column = first;
    } else if (next[-1] == 'C') {
        late->column += late->column ? first : 0;
    }
}

static void late_letter(struct late *late, const char *at, const char *next)
{
    int width = late_width(at, (size_t)(next - at));

    if (*at == '\r')
        late->column = 1;
    else if (*at == '\n')
        late->row += late->row > 0;
    else if (*at == '\b')
        late->column -= late->column > 0;
    else
        late->column = late->column && width >= 0 ? late->column + width : 0;
}

/* A look alone does not count, nor the end of one. */
static void late_went(struct late *late, const char *at, const char *next)
{
    if (next[-1] == 'm' && next - at > 1)
        return;
    late->went = (size_t)(at - late->frame);
    late->by = next[-1] == 'H' && next - at > 1 ? (size_t)(next - at) : 0;
}

/* Returns where it goes on. */
static const char *late_pass(struct late *late, const char *at)
{
    const char *end = late->frame + late->size, *next = thin_end(at, end);

    if (next - at < 2) {
        next = *at == '\033' ? next : late_glyph(at, end);
        late_letter(late, at, next);
    } else if (next[-1] != 'm') {
        late_sequence(late, at, next);
    } else if (late_sign(late, at, next)) {
        late->column++;
        late->by = 0;
        return at + late->signs[late->count - 1].size;
    } else {
        late->is_plain = (size_t)(next - at) == sizeof plain - 1;
    }
    late->widest = late->column > late->widest ? late->column : late->widest;
    late_went(late, at, next);
    return next;
}

/* ------------------------------------------------ which of them go last */

static size_t late_equals(const struct late *late, const char *look)
{
    size_t equals = 0;

    for (size_t i = 0; i < late->count; i++)
        equals += strcmp(late->signs[i].look, look) == 0;
    return equals;
}

/* The look that most have. */
static const char *late_usual(const struct late *late)
{
    const char *look = late->signs[0].look;

    for (size_t i = 1; i < late->count; i++)
        if (late_equals(late, late->signs[i].look) > late_equals(late, look))
            look = late->signs[i].look;
    return look;
}

/* From the last sign to this one: in the same column a few line feeds, and one column back, which
 * at the edge would be one too many. */
static size_t late_way(const struct late *late, const struct sign *from, const struct sign *to,
                       char way[PLACE])
{
    int down = from ? to->row - from->row : 0;

    if (!from || from->column != to->column || down < 1 || down > 4 ||
        to->column + 1 >= late->widest)
        return (size_t)snprintf(way, PLACE, "\033[%d;%dH", to->row, to->column);
    return (size_t)snprintf(way, PLACE, "%.*s\b", down, "\n\n\n\n");
}

/* All signs of that look, and the cursor back; in *saved what they take where they are. */
static size_t late_tail(const struct late *late, const char *look, char *tail, size_t *saved)
{
    const struct sign *from = NULL;
    size_t size = 0;

    *saved = 0;
    for (size_t i = 0; i < late->count; i++) {
        const struct sign *sign = &late->signs[i];
        if (strcmp(sign->look, look) != 0)
            continue;
        size += late_way(late, from, sign, tail + size);
        size += (size_t)sprintf(tail + size, "%s%s", from ? "" : look, sign->glyph);
        *saved += sign->size - 1;
        from = sign;
    }
    return size + (size_t)sprintf(tail + size, "%s\033[%d;%dH", plain, late->row, late->column);
}

/* Without the signs of that look, blanks in their places, and without the last way of the cursor,
 * which comes behind them. */
static size_t late_cut(const struct late *late, const char *look, char *frame)
{
    size_t from = 0, to = 0, end = late->size - late->by;

    memmove(frame + late->went, frame + late->went + late->by, end - late->went);

    for (size_t i = 0; i < late->count; i++) {
        const struct sign *sign = &late->signs[i];
        if (strcmp(sign->look, look) != 0)
            continue;
        memmove(frame + to, frame + from, sign->at - from);
        to += sign->at - from;
        frame[to++] = ' ';
        from = sign->at + sign->size;
    }
    memmove(frame + to, frame + from, end - from);
    return to + end - from;
}

size_t thin_late(char *frame, size_t size, const struct thin *before)
{
    const struct thin_look none = { 0, THIN_OWN, THIN_OWN };
    struct late late = { .frame = frame,
                         .size = size,
                         .row = before->row,
                         .is_plain =
                             before->known && memcmp(&before->is, &none, sizeof none) == 0 };
    char tail[SIGNS * (PLACE + GLYPH) + LOOK + PLACE + sizeof plain];
    size_t saved, tail_size;

    for (const char *at = frame; at < frame + size;)
        at = late_pass(&late, at);
    if (late.unsure || !late.count || !late.row || !late.column || !late.is_plain)
        return size;
    const char *look = late_usual(&late);
    tail_size = late_tail(&late, look, tail, &saved);
    if (tail_size >= saved)
        return size;
    size = late_cut(&late, look, frame);
    memcpy(frame + size, tail, tail_size);
    return size + tail_size;
}
