/* import_preview.c - how a list would be taken, for people: columns and the first rows. */
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/utf8.h"
#include "backend/setup/import_map.h"

enum { PREVIEW_ROWS = 3, PREVIEW_CELL = 48 };

/* A cell of a stranger on one line. */
static void import_preview_text(const char *cell, char text[PREVIEW_CELL])
{
    size_t used = 0, step;

    for (; *cell && used + 5 < PREVIEW_CELL; cell += step, used += step) {
        step = utf8_read(cell, strlen(cell), NULL);
        step = step ? step : 1;
        memcpy(text + used, cell, step);
    }
    text[used] = '\0';
    utf8_sanitize(text);
}

/* Is a word of the first row known? Else it may be no header, and hold anything. */
static bool import_preview_headed(const struct import_map *map)
{
    bool known = false;

    for (size_t i = 0; i < map->count; i++)
        known = known || map->columns[i].known;
    return known;
}

static void import_preview_column(const struct import_map *map, size_t i, bool headed,
                                  struct buf *out)
{
    char word[PREVIEW_CELL] = "";
    const struct setting *setting = map->columns[i].setting;

    if (headed)
        import_preview_text(map->columns[i].word, word);
    buf_print(out, tr("  column %zu%s%s%s: %s%s\n"), i + 1, *word ? " \"" : "", word,
              *word ? "\"" : "", setting ? setting->key : tr("not used"),
              map->columns[i].given ? " (--map)" : "");
}

static void import_preview_row(const struct import_map *map, const struct intake_row *row,
                               struct buf *out)
{
    char text[PREVIEW_CELL], name[IMPORT_NAME];

    buf_print(out, tr("  row %d:"), row->line);
    if (map->foreign) {
        import_map_name(map, row, name);
        buf_print(out, " name=%s", name);
    }
    for (size_t i = 0; i < row->count && i < map->count; i++) {
        const struct setting *setting = map->columns[i].setting;

        if (!setting || !*row->cells[i] || (map->foreign && i == map->name))
            continue;
        import_preview_text(row->cells[i], text);
        buf_print(out, " %s=%s", setting->key, setting->type == SECRET ? tr("(not shown)") : text);
    }
    buf_print(out, "\n");
}

void import_map_preview(const struct import_map *map, const struct intake *intake, struct buf *out)
{
    bool headed = import_preview_headed(map);
    size_t shown = 0;

    for (size_t i = 0; intake->kind == INTAKE_CSV && i < map->count; i++)
        import_preview_column(map, i, headed, out);
    for (size_t i = 1; i < intake->count && shown < PREVIEW_ROWS; i++)
        if (!intake->rows[i].broken) {
            import_preview_row(map, &intake->rows[i], out);
            shown++;
        }
}
