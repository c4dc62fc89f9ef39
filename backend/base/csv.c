#include "backend/base/csv.h"

#include <string.h>
#include <strings.h>

#include "backend/base/utf8.h"

static char most_frequent(const char *text, size_t size)
{
    static const char separators[] = ",;\t";
    size_t counts[3] = { 0 }, best = 0;

    for (size_t i = 0; i < size && text[i] != '\n'; i++)
        for (size_t k = 0; k < 3; k++)
            counts[k] += text[i] == separators[k];
    for (size_t k = 1; k < 3; k++)
        if (counts[k] > counts[best])
            best = k;
    return separators[best];
}

bool csv_formula(const char *cell)
{
    static const char *const marks[] = {
        "=", "+", "-", "@", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"
    };

    cell += strspn(cell, "' ");
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (strncmp(cell, marks[i], strlen(marks[i])) == 0)
            return true;
    return false;
}

void csv_put(struct buf *out, const char *cell, size_t size)
{
    buf_print(out, "\"%s", csv_formula(cell) ? "'" : "");
    for (size_t i = 0; i < size; i++) {
        buf_add(out, "\"", cell[i] == '"');
        buf_add(out, cell + i, 1);
    }
    buf_add(out, "\"", 1);
}

/* Excel's line "sep=;", which is no row. */
static void csv_take_order(struct csv *csv)
{
    static const char order[] = "sep=";
    size_t size = sizeof order - 1;

    if ((size_t)(csv->end - csv->at) <= size || strncasecmp(csv->at, order, size) != 0)
        return;
    char separator = csv->at[size];
    char *end = csv->at + size + 1;
    end += end < csv->end && *end == '\r';
    if (end >= csv->end || *end != '\n' || !strchr(",;\t|", separator))
        return;
    csv->separator = separator;
    csv->at = end + 1;
    csv->line++;
}

void csv_start(struct csv *csv, char *text, size_t size)
{
    size_t mark = utf8_mark(text, size);

    *csv = (struct csv){ .at = text + mark,
                         .end = text + size,
                         .separator = most_frequent(text + mark, size - mark),
                         .line = 1 };
    text[size] = '\0';
    csv_take_order(csv);
}

static bool ends_line(const struct csv *csv)
{
    return csv->at == csv->end || *csv->at == '\n' ||
           (*csv->at == '\r' && csv->at + 1 < csv->end && csv->at[1] == '\n');
}

/* Behind a cell: over the separator, or over the end of the line (*last). The byte there becomes
 * the NUL of the cell, so it is looked at first. */
static void csv_step(struct csv *csv, char *cell_end, bool *last)
{
    *last = ends_line(csv);
    if (csv->at < csv->end && *csv->at == '\r' && *last)
        csv->at++;
    if (csv->at < csv->end) {
        csv->line += *csv->at == '\n';
        csv->at++;
    }
    *cell_end = '\0';
}

/* "a ""b"" c" is moved together to: a "b" c */
static char *take_quoted(struct csv *csv, char **end, struct err *err)
{
    char *cell = ++csv->at, *to = cell;

    for (; csv->at < csv->end; csv->at++) {
        if (*csv->at == '"' && csv->at + 1 < csv->end && csv->at[1] == '"')
            csv->at++;
        else if (*csv->at == '"')
            break;
        csv->line += *csv->at == '\n';
        *to++ = *csv->at;
    }
    if (csv->at == csv->end)
        return fail(err, "a quote is not closed"), NULL;
    csv->at++;
    *end = to;
    if (!ends_line(csv) && *csv->at != csv->separator)
        return fail(err, "something follows a closing quote; a quote inside a cell is written "
                         "twice"),
               NULL;
    return cell;
}

static char *csv_take_plain(struct csv *csv, char **end)
{
    char *cell = csv->at;

    while (!ends_line(csv) && *csv->at != csv->separator)
        csv->at++;
    *end = csv->at;
    return cell;
}

static bool cut_row(struct csv *csv, struct err *err)
{
    bool last = false;

    for (csv->count = 0; !last; csv->count++) {
        char *end = csv->at;
        char *cell = csv->at < csv->end && *csv->at == '"' ? take_quoted(csv, &end, err)
                                                           : csv_take_plain(csv, &end);

        if (!cell)
            return false;
        if (csv->count == CELLS_MAX)
            return fail(err, "more than %d cells", CELLS_MAX);
        if (memchr(cell, '\0', (size_t)(end - cell)))
            return fail(err, "holds a NUL byte");
        csv->cells[csv->count] = cell;
        csv_step(csv, end, &last);
    }
    return true;
}

bool csv_next(struct csv *csv, struct err *err)
{
    err->text[0] = '\0';
    while (csv->at < csv->end) {
        csv->first = csv->line;
        if (!cut_row(csv, err))
            return false;
        if (csv->count > 1 || *csv->cells[0])
            return true;
    }
    return false;
}
