/* form_meter.c - the meter under a secret: a bar with its word, and what in it is weak. */
#include <stdio.h>
#include <string.h>

#include "tui/form_own.h"
#include "tui/text.h"

/* Where in the field one part of it is weak, in columns; false: it is out of sight. */
static bool form_meter_part(const struct edit *edit, const struct form_meter *meter, size_t i,
                            size_t first, int *from, int *to)
{
    size_t end = meter->weak[i].at + meter->weak[i].size;
    size_t begin = meter->weak[i].at < first ? first : meter->weak[i].at;

    end = end > edit->size ? edit->size : end;
    if (begin >= end)
        return false;
    *from = edit_columns(edit, first, begin);
    *to = *from + edit_columns(edit, begin, end);
    return true;
}

/* Draws the ^^^^, if y says where; returns the column behind the last. */
static int form_meter_weak(const struct form_meter *meter, const struct edit *edit, int cols, int x,
                           const int *y)
{
    size_t first = edit_view(edit, cols);
    int end = 0, from, to;

    for (size_t i = 0; i < FORM_WEAK && meter->weak[i].size; i++)
        if (form_meter_part(edit, meter, i, first, &from, &to))
            for (end = from; end < to && end < cols; end++)
                if (y)
                    text_put(*y, x + end, 1, "^");
    return end;
}

/* Is there something weak that has no room behind the ^^^^, whose end is that column? */
static bool form_meter_below(const struct form_meter *meter, int end, int cols)
{
    return end > 0 && meter->weak_text && text_width(meter->weak_text) > cols - end - 1;
}

/* The bar and its words, with what is weak if that stands nowhere else. */
static void form_meter_words(const struct form_meter *meter, bool weak, char text[], size_t size)
{
    bool rich = theme_rich_signs();
    size_t used = 0;

    for (int i = 0; i < meter->cells && i < 40; i++)
        used += (size_t)snprintf(text + used, size - used, "%s",
                                 i < meter->filled ? (rich ? "\xe2\x96\x88" : "#")
                                                   : (rich ? "\xe2\x96\x91" : "-"));
    snprintf(text + used, size - used, "%s%s", used ? "  " : "", meter->text ? meter->text : "");
    used = strlen(text);
    if (weak && meter->weak_text && *meter->weak_text)
        snprintf(text + used, size - used, " (%s)", meter->weak_text);
}

int form_meter_lines(const struct form *form, const struct form_meter *meter,
                     const struct form_layout *layout)
{
    int cols = layout->value_cols, words = layout->words_cols;
    int end = form->editing ? form_meter_weak(meter, form->edit, cols, 0, NULL) : 0;
    int least = words >= 40 ? 2 : 3, lines;
    char text[600];

    form_meter_words(meter, form_meter_below(meter, end, cols), text, sizeof text);
    lines = words > 0 ? text_lines(text, words) : least;
    return 1 + (lines > least ? lines : least);
}

void form_draw_meter(const struct form_spot *spot, int y, int end)
{
    const struct form_meter *meter = spot->row.meter;
    const struct form *form = spot->form;
    const struct form_layout *layout = spot->layout;
    int weak = spot->focused && form->editing && y < end
                   ? form_meter_weak(meter, form->edit, spot->cols, spot->x, &y)
                   : 0;
    bool below = form_meter_below(meter, weak, spot->cols);
    int x = spot->left + layout->words_x;
    char text[600];

    if (weak > 0 && meter->weak_text && !below)
        text_put(y, spot->x + weak + 1, spot->cols - weak - 1, meter->weak_text);
    if (++y >= end)
        return;
    form_meter_words(meter, below, text, sizeof text);
    theme_mark(y, x - 2, meter->mark);
    text_put_wrapped((struct area){ y, x, end - y, layout->words_cols }, text);
}
