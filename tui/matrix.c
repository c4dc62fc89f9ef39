#include "tui/matrix.h"

#include "tui/text.h"
#include "tui/theme.h"

struct area matrix_size(int side, int margin)
{
    int all = side + 2 * margin;

    return theme_rich_signs() ? (struct area){ 0, 0, (all + 1) / 2, all }
                              : (struct area){ 0, 0, all, 2 * all };
}

/* Counted from the corner of the margin. */
static bool matrix_dark(const struct matrix *matrix, int y, int x)
{
    int side = matrix->side;

    y -= matrix->margin;
    x -= matrix->margin;
    return y >= 0 && x >= 0 && y < side && x < side && matrix->dark(matrix->data, y, x);
}

/* By the upper and the lower module. */
static void matrix_row_halves(const struct matrix *matrix, struct area line, int row)
{
    static const char *const halves[2][2] = { { " ", "\xe2\x96\x84" },
                                              { "\xe2\x96\x80", "\xe2\x96\x88" } };

    theme_use(matrix->swapped ? ROLE_DARK : ROLE_LIGHT);
    for (int x = 0; x < line.cols; x++)
        text_put(line.y, line.x + x, 1,
                 halves[matrix_dark(matrix, 2 * row, x)][matrix_dark(matrix, 2 * row + 1, x)]);
    theme_use(ROLE_PLAIN);
}

static void matrix_row_blanks(const struct matrix *matrix, struct area line, int row)
{
    for (int x = 0; x < line.cols / 2; x++)
        theme_fill(line.y, line.x + 2 * x, 2,
                   matrix_dark(matrix, row, x) != matrix->swapped ? ROLE_DARK : ROLE_LIGHT);
}

bool matrix_draw(const struct matrix *matrix, struct area area)
{
    struct area size = matrix_size(matrix->side, matrix->margin);

    if (size.rows > area.rows || size.cols > area.cols)
        return false;
    for (int row = 0; row < size.rows; row++) {
        struct area line = { area.y + row, area.x, 1, size.cols };
        if (theme_rich_signs())
            matrix_row_halves(matrix, line, row);
        else
            matrix_row_blanks(matrix, line, row);
    }
    return true;
}
