/* records_order.c - which records the list shows, and in which order: filtered, sorted. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/mem.h"
#include "backend/base/shown.h"
#include "screens/list/records.h"
#include "tui/text.h"

/* A record as it is sorted. */
struct records_rank {
    const char *text;
    unsigned char mark;
    size_t at;
};

size_t records_position(const struct records *state, size_t row)
{
    return state->visible ? state->visible[row] : row;
}

size_t records_row_of(const struct records *state, size_t position)
{
    if (!state->visible)
        return position;
    for (size_t row = 0; row < state->count; row++)
        if (state->visible[row] == position)
            return row;
    return 0;
}

/* ------------------------------------------------ filter */

static bool records_matches(const struct records *state, const struct record *record)
{
    const char *text = state->list.filter.text;

    if (text_match(record_name(record), text))
        return true;
    for (size_t c = 0; c < RECORDS_COLUMNS && state->columns[c]; c++)
        if (text_match(record_value(record, state->columns[c]), text))
            return true;
    return false;
}

/* ------------------------------------------------ sort */

/* Numbers by their value, as people count: printer2 before printer10. Equals stay in the order of
 * the file. */
static int records_compare(const void *a, const void *b)
{
    const struct records_rank *one = a, *two = b;
    int order = one->mark != two->mark ? two->mark - one->mark : strverscmp(one->text, two->text);

    return order ? order : (one->at > two->at) - (one->at < two->at);
}

static struct records_rank records_rank(const struct records *state, size_t at)
{
    const struct record *record = records_table(state)->records[at];
    struct records_rank rank = { .text = "", .at = at };

    if (state->sort == RECORDS_BY_WORST)
        rank.mark = (unsigned char)records_worst(state, record);
    else if (state->sort == RECORDS_BY_NAME)
        rank.text = record_name(record);
    else
        rank.text = record_value(record, state->columns[state->sort - RECORDS_BY_COLUMN]);
    return rank;
}

static void records_sort(struct records *state)
{
    struct records_rank *ranks = must(calloc(state->count + 1, sizeof *ranks));

    for (size_t i = 0; i < state->count; i++)
        ranks[i] = records_rank(state, state->visible[i]);
    qsort(ranks, state->count, sizeof *ranks, records_compare);
    for (size_t i = 0; i < state->count; i++)
        state->visible[i] = ranks[i].at;
    free(ranks);
}

void records_order(struct records *state)
{
    const struct table *table = records_table(state);
    bool filtered = state->list.filter.size > 0;

    free(state->visible);
    state->visible = NULL;
    state->count = 0;
    if (!filtered && state->sort == RECORDS_AS_FILED)
        return;
    state->visible = must(calloc(table->count + 1, sizeof *state->visible));
    for (size_t i = 0; i < table->count; i++)
        if (!filtered || records_matches(state, table->records[i]))
            state->visible[state->count++] = i;
    if (state->sort != RECORDS_AS_FILED)
        records_sort(state);
}

/* ------------------------------------------------ the key */

static const char *records_order_word(const struct records *state)
{
    static const char *const words[] = {
        [RECORDS_AS_FILED] = "", [RECORDS_BY_WORST] = "worst first", [RECORDS_BY_NAME] = "by name"
    };

    return state->sort < RECORDS_BY_COLUMN
               ? tr(words[state->sort])
               : tr(state->columns[state->sort - RECORDS_BY_COLUMN]->label);
}

void records_title(const struct records *state, char text[], size_t size)
{
    const char *word = records_order_word(state);
    size_t used = (size_t)snprintf(text, size, "%s   %s", tr(state->section->title),
                                   shown_count(records_table(state)->count).text);

    if (*word && used < size)
        used += (size_t)snprintf(text + used, size - used, "   %s%s",
                                 state->sort < RECORDS_BY_COLUMN ? "" : tr("by "), word);
    if (state->chosen.count && used < size)
        snprintf(text + used, size - used, tr("   %s marked"),
                 shown_count(state->chosen.count).text);
}

void records_sort_next(struct records *state)
{
    const struct record *record = records_in_hand(state);
    size_t columns = 0;

    while (columns < RECORDS_COLUMNS && state->columns[columns])
        columns++;
    state->sort = (state->sort + 1) % (RECORDS_BY_COLUMN + columns);
    records_order(state);
    if (record)
        state->list.focus = records_row_of(state, config_table_at(records_table(state), record));
}
