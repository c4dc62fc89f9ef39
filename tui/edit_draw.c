#include "tui/edit.h"
#include "tui/term.h"
#include "tui/text.h"
#include <string.h>

static void put_stars(int y, int x, int stars)
{
    static const char row[] = "********************************";

    for (; stars > 0; stars -= (int)sizeof row - 1, x += (int)sizeof row - 1)
        text_put_of(y, x, stars, row,
                    (size_t)stars < sizeof row - 1 ? (size_t)stars : sizeof row - 1);
}

void edit_draw(const struct edit *edit, int y, int x, int cols, bool active)
{
    size_t first = active ? edit_view(edit, cols) : 0;
    const char *text = edit->text + first;

    if (cols <= 0)
        return;
    if (edit->hidden) {
        int stars = edit_columns(edit, first, edit->size);
        put_stars(y, x, stars < cols ? stars : cols);
    } else {
        text_put_of(y, x, cols, text, text_fit(text, edit->size - first, cols));
    }
    if (active)
        term_cursor(y, x + edit_columns(edit, first, edit->at));
}
