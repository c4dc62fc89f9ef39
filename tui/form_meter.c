/* form_meter.c - the meter under a secret: a bar with its word, and what in it is weak. */
#include <stdio.h>

#include "tui/form_own.h"
#include "tui/text.h"

static void form_meter_weak(const struct form_spot *spot, int y)
{
    const struct form_meter *meter = spot->row.meter;
    const struct edit *edit = spot->form->edit;
    size_t first = edit_view(edit, spot->cols);
    int end = 0;

    for (size_t i = 0; i < FORM_WEAK && meter->weak[i].size; i++) {
        size_t to = meter->weak[i].at + meter->weak[i].size;
        size_t from = meter->weak[i].at < first ? first : meter->weak[i].at;
        to = to > edit->size ? edit->size : to;
        if (from >= to)
            continue;
        end = edit_columns(edit, first, from);
        for (int left = edit_columns(edit, from, to); left > 0 && end < spot->cols; left--)
            text_put(y, spot->x + end++, 1, "^");
    }
    if (end > 0 && meter->weak_text)
        text_put(y, spot->x + end + 1, spot->cols - end - 1, meter->weak_text);
}

void form_draw_meter(const struct form_spot *spot, int y)
{
    const struct form_meter *meter = spot->row.meter;
    char text[512];
    bool rich = theme_rich_signs();
    int used = 0;

    if (spot->focused && spot->form->editing)
        form_meter_weak(spot, y);
    for (int i = 0; i < meter->cells && i < 40; i++)
        used += snprintf(text + used, sizeof text - (size_t)used, "%s",
                         i < meter->filled ? (rich ? "\xe2\x96\x88" : "#")
                                           : (rich ? "\xe2\x96\x91" : "-"));
    snprintf(text + used, sizeof text - (size_t)used, "%s%s", used ? "  " : "",
             meter->text ? meter->text : "");
    theme_mark(y + 1, spot->x - 2, meter->mark);
    text_put_wrapped((struct area){ y + 1, spot->x, form_meter_lines(spot->cols) - 1, spot->cols },
                     text);
}
