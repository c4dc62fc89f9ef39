/* search.h - what the search finds: settings, records, screens, exports and actions. */
#ifndef SCREENS_WIZARD_SEARCH_H
#define SCREENS_WIZARD_SEARCH_H

#include "backend/export/target.h"
#include "screens/app/app.h"
#include "tui/list.h"

enum { SEARCH_MOST = 300 };

/* What is no setting, and the words that people look for it by. */
struct search_place {
    const char *title, *words, *help;
    const struct screen *screen;  /* to be opened; NULL: run does it */
    void (*run)(struct app *app); /* called at the topics */
    bool first;                   /* proposed before anything is typed */
};

/* One of place, target and section is set. Of a list, either the setting (of its first record), or
 * one record, or the import into it. */
struct hit {
    const struct search_place *place;
    const struct target *target; /* an export */
    const struct section *section;
    const struct setting *setting;
    size_t at;
    bool import;
};

struct search_state {
    struct app *app;
    struct list list;
    struct hit hits[SEARCH_MOST];
    size_t count;
};

/* search_find.c: fills in what matches, the likeliest first; "" proposes a few. */
void search_find(struct search_state *search, const char *text);

/* search_places.c: title NULL at the end. */
extern const struct search_place search_places[];

/* Does text match, as typed or as another word for the same ("ssl" for "tls")? */
bool search_matches(const char *text, const char *typed);

#endif
