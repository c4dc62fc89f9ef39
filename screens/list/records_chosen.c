/* records_chosen.c - records that are marked, by name: what happens to the list moves no mark to
 * another record. */
#include "screens/list/records.h"

bool records_chosen(const struct records *state, const struct record *record)
{
    return state->chosen.count && pool_find(&state->chosen, record_name(record));
}

/* Those that are still there; a name is let go by keeping the others. */
static void records_chosen_keep(struct records *state, const struct record *without)
{
    const struct table *table = records_table(state);
    struct pool kept = { 0 };

    for (size_t i = 0; i < table->count; i++)
        if (table->records[i] != without && records_chosen(state, table->records[i]))
            pool_keep(&kept, record_name(table->records[i]));
    pool_free(&state->chosen);
    state->chosen = kept;
}

void records_chosen_settle(struct records *state)
{
    if (state->chosen.count)
        records_chosen_keep(state, NULL);
}

void records_choose(struct records *state)
{
    const struct record *record = records_in_hand(state);

    if (!record)
        return;
    if (records_chosen(state, record))
        records_chosen_keep(state, record);
    else
        pool_keep(&state->chosen, record_name(record));
}

void records_choose_all(struct records *state)
{
    const struct table *table = records_table(state);
    size_t rows = state->visible ? state->count : table->count;
    bool none = state->chosen.count > 0;

    pool_free(&state->chosen);
    state->chosen = (struct pool){ 0 };
    for (size_t row = 0; !none && row < rows; row++)
        pool_keep(&state->chosen, record_name(table->records[records_position(state, row)]));
}
