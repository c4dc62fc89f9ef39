/* records_keys.c - what can be done in a list of records, and which of it now. */
#include "screens/list/records.h"
#include "screens/live/live.h"

const struct action records_actions[] = {
    { K_ENTER, "Enter", "next topic" },
    { K_RIGHT, "Right", "open" },
    { 'b', "b", "step back" },
    { K_ENTER, "Enter", "open" },
    { 'a', "a", "add" },
    { 'c', "c", "copy" },
    { 'd', "d", "remove" },
    { ' ', "Space", "mark" },
    { 't', "t", "test" },
    { '/', "/", "filter" },
    { K_ESC, "Esc", "back" },
    { 'r', NULL, "rename" },
    { 'T', NULL, "test all" },
    { '-', NULL, "move up" },
    { '+', NULL, "move down" },
    { 's', NULL, "sort by problem, name, column" },
    { '*', NULL, "mark all shown, or none" },
    { K_CTRL('g'), NULL, "new secrets for those marked" },
    { '=', NULL, "set one value in those marked" },
    { 'i', NULL, "import a CSV list" },
    { 'e', NULL, "export as CSV (all or marked)" },
    { 0 },
};

static bool records_makes(const struct section *section)
{
    for (const struct setting *s = section->settings; s->key; s++)
        if (s->type == SECRET && s->recipe)
            return true;
    return false;
}

enum { RECORDS_GUIDED = 3 }; /* the first actions are those of the first run */

bool records_can(const void *data, const struct app *app, const struct action *action)
{
    const struct records *state = data;
    bool some = records_in_hand(state) != NULL, first = action < records_actions + RECORDS_GUIDED;

    if (first || action == records_actions + RECORDS_GUIDED)
        return app->guided == first && (some || (first && action->key != K_RIGHT));
    switch (action->key) {
    case 'a':
    case 'i':
        return !app->read_only;
    case 'c':
    case 'r':
    case 'd':
        return some && !app->read_only;
    case '-':
    case '+':
        return some && !app->read_only && !state->visible;
    case '=':
        return state->chosen.count && !app->read_only;
    case K_CTRL('g'):
        return state->chosen.count && !app->read_only && records_makes(state->section);
    case 't':
    case 'T':
        return some && live_can(state->section);
    default:
        return some || action->key == K_ESC;
    }
}
