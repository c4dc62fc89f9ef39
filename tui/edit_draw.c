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

enum { EDIT_LEAST = 4 }; /* columns in which a sign is worth a letter */

/* With a sign at each end where it goes on, but for one that would stand on the cursor. */
static void edit_draw_text(const struct edit *edit, int y, int x, int cols, size_t first)
{
    const char *text = edit->text + first;
    size_t size = edit->size - first;
    bool at_end = edit_columns(edit, first, edit->at) >= cols - 1;

    text_put_of(y, x, cols, text, at_end ? text_fit(text, size, cols) : size);
    if (first && cols > EDIT_LEAST)
        text_put_cut(y, x);
}

void edit_draw(const struct edit *edit, int y, int x, int cols, bool active)
{
    size_t first = active ? edit_view(edit, cols) : 0;

    if (cols <= 0)
        return;
    if (edit->hidden) {
        int stars = edit_columns(edit, first, edit->size);
        put_stars(y, x, stars < cols ? stars : cols);
    } else {
        edit_draw_text(edit, y, x, cols, first);
    }
    if (active)
        term_cursor(y, x + edit_columns(edit, first, edit->at));
}
