#include "screens/app/side.h"

#include <stdarg.h>
#include <stdio.h>

#include "backend/base/language.h"
#include "backend/base/utf8.h"
#include "tui/text.h"

enum {
    SIDE_LABEL = 20,
    SIDE_VALUE = 20
}; /* columns: of a label with the blank behind it at most,
    * and of what stands beside it at least */

static void side_put(struct side *side, const struct side_line *head, const char *format,
                     va_list args) __attribute__((format(printf, 3, 0)));
static void side_put(struct side *side, const struct side_line *head, const char *format,
                     va_list args)
{
    if (side->count == SIDE_LINES)
        return;
    struct side_line *line = &side->lines[side->count];

    *line = *head;
    vsnprintf(line->text, sizeof line->text, tr(format), args);
    utf8_sanitize(line->text);
    side->count += line->text[0] != '\0';
}

void side_add(struct side *side, enum side_kind kind, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    side_put(side, &(struct side_line){ .kind = kind }, format, args);
    va_end(args);
}

void side_marked(struct side *side, enum mark mark, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    side_put(side, &(struct side_line){ .kind = SIDE_PLAIN, .mark = mark }, format, args);
    va_end(args);
}

void side_fact(struct side *side, const char *label, enum mark mark, const char *format, ...)
{
    struct side_line head = { .kind = SIDE_FACT, .mark = mark };
    va_list args;

    snprintf(head.label, sizeof head.label, "%s", tr(label));
    va_start(args, format);
    side_put(side, &head, format, args);
    va_end(args);
}

/* ------------------------------------------------ drawing */

static void side_skip(struct area *area, int lines)
{
    area->y += lines;
    area->rows -= lines;
}

/* Text at some columns from the edge, with its sign in the two before it. */
static void side_text(const struct side_line *line, struct area *area, int at)
{
    struct area in = { area->y, area->x + at, area->rows, area->cols - at };

    if (line->mark && at >= 2)
        theme_mark(area->y, in.x - 2, line->mark);
    side_skip(area, text_put_wrapped(in, line->text));
}

/* What has no room beside its label stands under it. */
static void side_draw_fact(const struct side_line *line, struct area *area, int label)
{
    bool under = area->cols - label < SIDE_VALUE && text_width(line->text) > area->cols - label;

    theme_put(area->y, area->x, under ? area->cols : label - 3, ROLE_PLAIN, line->label);
    if (under)
        side_skip(area, 1);
    if (area->rows > 0)
        side_text(line, area, under ? 2 : label);
}

int side_label(const struct side *side, size_t i)
{
    int widest = 0;

    if (side->lines[i].kind != SIDE_FACT)
        return 0;
    while (i > 0 && side->lines[i - 1].kind == SIDE_FACT)
        i--;
    for (; i < side->count && side->lines[i].kind == SIDE_FACT; i++) {
        int width = text_width(side->lines[i].label);
        widest = width > widest ? width : widest;
    }
    return widest;
}

/* With the sign behind them, and so narrow that values have room. */
static int side_columns(const struct side *side, size_t i)
{
    int label = side_label(side, i) + 3;

    return label < SIDE_LABEL ? label : SIDE_LABEL;
}

static void side_draw_line(const struct side_line *line, struct area *area, bool first, int label)
{
    if (line->kind == SIDE_HEAD && !first)
        side_skip(area, 1);
    if (area->rows <= 0)
        return;
    if (line->kind == SIDE_FACT) {
        side_draw_fact(line, area, label);
    } else if (line->kind == SIDE_PLAIN) {
        side_text(line, area, line->mark ? 2 : 0);
    } else {
        theme_put(area->y, area->x, area->cols, ROLE_TITLE, line->text);
        side_skip(area, 1);
    }
}

void side_draw(const struct side *side, struct area area)
{
    for (size_t i = 0; i < side->count && area.rows > 0; i++)
        side_draw_line(&side->lines[i], &area, i == 0, side_columns(side, i));
}
