/* discover_found.c - what was found: the settings of each record under it, and the questions that
 * nobody answered. */
#include <stdio.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/mem.h"
#include "screens/discover/discover.h"
#include "tui/text.h"

enum { FOUND_LABEL = 20, FOUND_NOW = 22, FOUND_NARROW = 60, FOUND_WIDE = 76 };

size_t discover_found_marked(const struct proposals *proposals)
{
    size_t marked = 0;

    for (size_t i = 0; i < proposals->count; i++)
        marked += proposals->list[i].proposed;
    return marked;
}

/* ------------------------------------------------ the list's model */

static size_t discover_found_count(const void *data)
{
    return ((const struct discover_screen *)data)->count;
}

static size_t discover_found_marks(const struct discover_screen *state,
                                   const struct discover_row *row)
{
    size_t marked = 0;

    for (size_t i = row->first; i < row->first + row->count; i++)
        marked += state->discovery.proposals.list[i].proposed;
    return marked;
}

static void discover_found_question(const struct discover_screen *state,
                                    const struct discover_row *row, struct list_row *shown)
{
    static char text[DNS_NAME + 16];
    char name[DNS_NAME] = "";

    question_name(&state->discovery.job, row->question, name);
    snprintf(text, sizeof text, "%s %s", question_type(questions[row->question].type), name);
    shown->mark = MARK_OFF;
    shown->cell[0] = text;
}

/* "[x]": a box that is filled says more in a list of boxes than a sign beside some. */
static void discover_found_row(const void *data, size_t i, struct list_row *shown)
{
    static char label[160], record[128];
    const struct discover_screen *state = data;
    const struct discover_row *row = &state->rows[i];

    if (row->why) {
        discover_found_question(state, row, shown);
        return;
    }
    const struct proposal *proposal = &state->discovery.proposals.list[row->first];
    size_t marked = row->count ? discover_found_marks(state, row) : proposal->proposed;
    const char *box = !marked ? "[ ]" : row->count && marked < row->count ? "[-]" : "[x]";
    shown->cell[0] = label;
    if (row->count) {
        discover_record(proposal->path, record, sizeof record);
        snprintf(label, sizeof label, "%s %s", box, record);
        shown->role = ROLE_TITLE;
        return;
    }
    snprintf(label, sizeof label, "  %s %s", box, discover_label(proposal->path));
    shown->mark = row->doubt ? MARK_WARN : MARK_NONE;
    shown->cell[1] = discover_value(proposal->path, proposal->value);
    shown->cell[2] = *proposal->present ? discover_value(proposal->path, proposal->present) : "-";
}

static const struct list_model discover_found_model = { .count = discover_found_count,
                                                        .row = discover_found_row };

/* ------------------------------------------------ the rows */

static struct discover_row *discover_found_add(struct discover_screen *state)
{
    state->rows = grow(state->rows, state->count, &state->room, sizeof *state->rows);
    state->rows[state->count] = (struct discover_row){ 0 };
    return &state->rows[state->count++];
}

/* Do two paths belong to one record? */
static bool discover_found_together(const char *a, const char *b)
{
    size_t size = (size_t)(strrchr(a, '.') - a);

    return strncmp(a, b, size + 1) == 0 && !strchr(b + size + 1, '.');
}

static void discover_found_records(struct discover_screen *state)
{
    const struct proposals *all = &state->discovery.proposals;
    size_t head = 0;

    for (size_t i = 0; i < all->count; i++) {
        if (!i || !discover_found_together(all->list[i - 1].path, all->list[i].path)) {
            head = state->count;
            discover_found_add(state)->first = i;
        }
        state->rows[head].count++;
        struct discover_row *row = discover_found_add(state);
        row->first = i;
        row->doubt = *all->list[i].note && !all->list[i].proposed;
    }
}

void discover_found_put(struct discover_screen *state)
{
    state->count = 0;
    discover_found_records(state);
    for (size_t row = 0; row < DISCOVER_QUESTIONS; row++)
        if (state->discovery.found.why[row]) {
            struct discover_row *added = discover_found_add(state);
            added->why = state->discovery.found.why[row];
            added->question = row;
        }
    state->list = (struct list){ .model = &discover_found_model,
                                 .data = state,
                                 .columns = 3,
                                 .heading = { tr("Take"), tr("Found"), tr("Set now") },
                                 .width = { FOUND_LABEL, 0, FOUND_NOW } };
}

/* ------------------------------------------------ marks */

/* A record is taken whole or not: what is in part becomes whole. */
void discover_found_turn(struct discover_screen *state)
{
    struct proposals *all = &state->discovery.proposals;
    const struct discover_row *row = &state->rows[state->list.focus];

    if (row->why)
        return;
    if (!row->count)
        all->list[row->first].proposed = !all->list[row->first].proposed;
    bool whole = row->count && discover_found_marks(state, row) == row->count;
    for (size_t i = row->first; i < row->first + row->count; i++)
        all->list[i].proposed = !whole;
}

void discover_found_next(struct discover_screen *state, int by)
{
    for (size_t i = 1; i <= state->count; i++) {
        size_t at = (state->list.focus + (by > 0 ? i : state->count - i)) % state->count;
        if (state->rows[at].count) {
            state->list.focus = at;
            return;
        }
    }
}

/* ------------------------------------------------ drawing */

void discover_found_draw(const struct discover_screen *state, struct area area, bool active)
{
    struct list list = state->list;

    if (area.cols < FOUND_NARROW) { /* what is set now stands in the help, or behind F1 */
        list.columns = 2;
        list.width[0] = area.cols < FOUND_LABEL * 2 ? area.cols / 2 : FOUND_LABEL;
    } else if (area.cols < FOUND_WIDE) {
        list.width[2] = area.cols / 5;
    }
    list_draw(&list, area, active);
}
