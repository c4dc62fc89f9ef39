/* startup_look.c - what the overview shows besides what is audited, looked up for it and for the
 * first frame of the next start. */
#include <stdlib.h>
#include <string.h>

#include "backend/base/shown.h"
#include "backend/probe/tested.h"
#include "backend/report/startup.h"
#include "backend/setup/rollover_ends.h"

void startup_look(struct startup_known *known, struct store *store, const struct config *config)
{
    AUTO_BUF struct buf lines = { 0 };

    known->code = store_code_open(store);
    rollover_lines(store, config, &lines);
    snprintf(known->rollover, sizeof known->rollover, "%.*s",
             lines.text ? (int)strcspn(lines.text, "\n") : 0, lines.text ? lines.text : "");
}

void startup_look_saved(struct startup_known *known, struct store *store)
{
    struct generation *list = NULL;
    size_t count = 0;

    if (!store_history(store, &list, &count, &(struct err){ 0 }))
        return;
    if (count) {
        snprintf(known->who, sizeof known->who, "%s", list[0].who);
        shown_minute(list[0].when, known->when);
    }
    free(list);
}

static size_t startup_look_tests(const struct config *config)
{
    struct tested *none = tested_new();
    struct tested_count count;

    tested_count(none, config, TESTED_COUNTED, &count);
    tested_free(none);
    return count.never;
}

void startup_keep(struct store *store, const struct config *config, const struct audit *audit,
                  const struct certificate_facts *certificate)
{
    struct startup_known known = { .tests = startup_look_tests(config) };
    struct startup startup;

    startup_look(&known, store, config);
    startup_look_saved(&known, store);
    startup_take(&startup, store, config, audit, certificate, &known);
    startup_write(&startup, store);
}
