#include "tui/pager.h"
#include "tui/text.h"
#include <string.h>

static const char *line_at(const struct pager *pager, size_t i, enum role *role)
{
    *role = ROLE_PLAIN;
    return pager->line(pager->data, i, role);
}

/* The bytes before PAGER_LABEL, and in *columns what they take; 0: all of it is one text. */
static size_t pager_label(const char *text, int cols, int *columns)
{
    const char *end = strchr(text, PAGER_LABEL);
    size_t size = end ? (size_t)(end - text) : 0;

    *columns = text_width_of(text, size);
    if (*columns * 2 > cols)
        *columns = 0;
    return size;
}

/* How many screen lines a line takes; an empty one still takes one. */
static int pager_height(const char *text, int cols)
{
    int label;
    size_t size = pager_label(text, cols, &label);
    int under = size && !label;
    int lines = cols > 0 ? under + text_lines(text + size + (size > 0), cols - label) : 1;

    return lines > 0 ? lines : 1;
}

/* The line from which on everything shows down to the end: scrolling stops there. Walks once. */
static size_t pager_last_top(const struct pager *pager, struct area area)
{
    size_t top = 0;
    int used = 0;
    enum role role;
    const char *text;

    for (size_t i = 0; (text = line_at(pager, i, &role)) != NULL; i++) {
        used += pager_height(text, area.cols);
        while (used > area.rows && top < i) {
            used -= pager_height(line_at(pager, top, &role), area.cols);
            top++;
        }
    }
    return top;
}

static struct area pager_body(const struct pager *pager, struct area area)
{
    area.rows -= area.rows > 1 && (pager->searching || pager->needle.size > 0);
    return area;
}

/* Lines that show whole from `top` on in so many rows; *more: others follow them. */
static size_t pager_fitting(const struct pager *pager, int rows, int cols, bool *more)
{
    size_t i = pager->top;
    enum role role;
    const char *text;

    while ((text = line_at(pager, i, &role)) != NULL && (rows -= pager_height(text, cols)) >= 0)
        i++;
    *more = text != NULL;
    return i - pager->top;
}

/* Where lines go: "more >" has a row for itself, or that of the search: it stands over nothing. */
static struct area pager_lines(const struct pager *pager, struct area area, size_t *shown,
                               bool *more)
{
    struct area in = pager_body(pager, area);
    bool beyond;

    *shown = pager_fitting(pager, in.rows, in.cols, more);
    if (*more && in.rows == area.rows && in.rows > 2 && in.cols > 10)
        *shown = pager_fitting(pager, --in.rows, in.cols, &beyond);
    return in;
}

/* Returns the screen lines used. */
static int pager_put_line(struct area area, const char *text, enum role role)
{
    int label;
    size_t size = pager_label(text, area.cols, &label);
    int under = size && !label;

    theme_use(role);
    text_put_of(area.y, area.x, area.cols, text, size);
    int used = under + text_put_wrapped((struct area){ area.y + under, area.x + label,
                                                       area.rows - under, area.cols - label },
                                        text + size + (size > 0));
    theme_use(ROLE_PLAIN);
    return used > 0 ? used : 1;
}

void pager_draw(const struct pager *pager, struct area area)
{
    bool rests = false; /* the cursor, on the first line that says something */
    bool more;
    size_t shown;
    struct area in = pager_lines(pager, area, &shown, &more);
    enum role role;
    const char *text;

    term_cursor(area.y, area.x);

    for (size_t i = pager->top; in.rows > 0 && (text = line_at(pager, i, &role)) != NULL; i++) {
        int used = pager_put_line(in, text, role);
        if (!rests && *text)
            term_cursor(in.y, in.x);
        rests |= *text != '\0';
        in.y += used;
        in.rows -= used;
    }
    if (more && area.rows > 2 && area.cols > 10)
        text_put(area.y + area.rows - 1, area.x + area.cols - 7, 7, text_tr(" more >"));
    if (pager->searching || pager->needle.size > 0) {
        text_put(area.y + area.rows - 1, area.x, 1, "/");
        edit_draw(&pager->needle, area.y + area.rows - 1, area.x + 1, area.cols - 1,
                  pager->searching);
    }
}

static enum key_answer pager_go(struct pager *pager, struct area area, size_t top)
{
    size_t last = pager_last_top(pager, pager_body(pager, area));

    pager->top = top < last ? top : last;
    return TAKEN;
}

static size_t pager_count(const struct pager *pager)
{
    enum role role;
    size_t count = 0;

    while (line_at(pager, count, &role))
        count++;
    return count;
}

/* From the line `from` on, down or up, round to it again. */
static void pager_find(struct pager *pager, struct area area, size_t from, bool down)
{
    size_t count = pager_count(pager);
    enum role role;

    for (size_t i = 0; i < count; i++) {
        size_t at = (down ? from + i : from + count - i) % count;
        if (text_match(line_at(pager, at, &role), pager->needle.text)) {
            pager_go(pager, area, at);
            return;
        }
    }
}

static enum key_answer pager_search(struct pager *pager, struct area area, int key)
{
    if (key == K_ESC || key == K_ENTER) {
        pager->searching = false;
        if (key == K_ESC)
            edit_close(&pager->needle);
        return TAKEN;
    }
    if (edit_key(&pager->needle, key))
        pager_find(pager, area, pager->top, true);
    return TAKEN;
}

static enum key_answer start_search(struct pager *pager)
{
    edit_start(&pager->needle, NULL, 128);
    pager->searching = true;
    return TAKEN;
}

static enum key_answer pager_next(struct pager *pager, struct area area, bool down)
{
    size_t count = pager_count(pager);

    if (pager->needle.size && count)
        pager_find(pager, area, (pager->top + (down ? 1 : count - 1)) % count, down);
    return TAKEN;
}

static enum key_answer escape(struct pager *pager)
{
    if (!pager->needle.size)
        return IGNORED;
    edit_close(&pager->needle);
    return TAKEN;
}

/* What did not show whole begins the next page, however many rows the lines of this one took. */
static enum key_answer pager_down(struct pager *pager, struct area area)
{
    size_t shown;
    bool more;

    pager_lines(pager, area, &shown, &more);
    return pager_go(pager, area, pager->top + (shown ? shown : 1));
}

static enum key_answer pager_up(struct pager *pager, struct area area)
{
    int rows = pager_body(pager, area).rows - 1;
    size_t top = pager->top;
    enum role role;

    while (top && (rows -= pager_height(line_at(pager, top - 1, &role), area.cols)) >= 0)
        top--;
    return pager_go(pager, area, top < pager->top || !top ? top : top - 1);
}

enum key_answer pager_key(struct pager *pager, struct area area, int key)
{
    if (pager->searching)
        return pager_search(pager, area, key);
    switch (key_moves(key)) {
    case K_UP:
        return pager_go(pager, area, pager->top ? pager->top - 1 : 0);
    case K_DOWN:
        return pager_go(pager, area, pager->top + 1);
    case K_PAGE_UP:
        return pager_up(pager, area);
    case K_PAGE_DOWN:
    case ' ':
        return pager_down(pager, area);
    case K_HOME:
        return pager_go(pager, area, 0);
    case K_END:
        return pager_go(pager, area, (size_t)-1);
    case '/':
        return start_search(pager);
    case 'n':
    case 'N':
        return pager_next(pager, area, key == 'n');
    case K_ESC:
        return escape(pager);
    default:
        return IGNORED;
    }
}
