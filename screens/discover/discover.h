/* discover.h - settings that the network knows, found and taken: first what would be asked, then,
 * once somebody says so, what was answered, marked to be taken or not.
 */
#ifndef SCREENS_DISCOVER_DISCOVER_H
#define SCREENS_DISCOVER_DISCOVER_H

#include "backend/discover/discover.h"
#include "screens/app/app.h"
#include "screens/app/sheet.h"
#include "tui/list.h"

enum discover_phase { DISCOVER_ASK, DISCOVER_RUNNING, DISCOVER_FOUND };

/* A row of what was found: a record, one of its settings, or a question without an answer. */
struct discover_row {
    size_t first, count; /* proposals, of a record; of a setting count is 0 */
    bool doubt;          /* there is something to mind, so it was not marked to be taken */
    const char *why;     /* of a question: why there is no record; else NULL */
    size_t question;
};

struct discover_screen {
    struct app *app;
    struct discovery discovery;
    enum discover_phase phase;
    bool asked, stopped;   /* somebody did */
    char domain[DNS_NAME]; /* typed here; "": what the server's name says */
    char why[200];         /* nothing can be asked, or could be; "": it can */
    struct sheet sheet;    /* DISCOVER_ASK */
    int fd;                /* DISCOVER_RUNNING: what is watched */
    int64_t start;
    struct list list; /* DISCOVER_FOUND */
    struct discover_row *rows;
    size_t count, room;
};

/* The state on top of the stack, for what its lines do. */
struct discover_screen *discover_screen_state(const struct app *app);

/* discover_ask.c: what can be asked, from the configuration as it is; the page of it. */
void discover_ask_fill(struct discover_screen *state);
void discover_ask_put(struct discover_screen *state);
void discover_ask_on(struct app *app); /* nothing more is to be done here */

/* discover_run.c: asks; goes on to what was found, or back to the page with a reason.
 * discover_run_stop() is fine at any time. */
void discover_run_start(struct app *app);
void discover_run_stop(struct discover_screen *state);
void discover_run_finish(struct discover_screen *state);

/* discover_found.c: the rows of the list, from the proposals; turns the mark of the setting in
 * hand, or of all of its record; how many are marked. */
void discover_found_put(struct discover_screen *state);
void discover_found_turn(struct discover_screen *state);
void discover_found_next(struct discover_screen *state, int by); /* to another record */
void discover_found_draw(const struct discover_screen *state, struct area area, bool active);
size_t discover_found_marked(const struct proposals *proposals);

/* discover_words.c, shared with the dialogue line by line: how it went, in one sentence, or
 * "Found for DOMAIN". */
void discover_sentence(const struct discovery *discovery, char text[], size_t size);

/* Of a path: the label of its setting; "Directory (LDAP) > dc1", whether it is there or not; a
 * value as people read it. */
const char *discover_label(const char *path);
void discover_record(const char *path, char text[], size_t size);
const char *discover_value(const char *path, const char *value);

/* What is set now, where it was found, and what is to be minded. */
void discover_about(const struct proposal *proposal, char text[], size_t size);

/* discover_lines.c: calls for all that would be sent, by the line, with what it is for. And of a
 * row of questions.h alone: once it was asked, why there is no answer. */
typedef void discover_line(void *data, const char *text, const char *more);
void discover_lines(const struct discovery *discovery, const struct config *config,
                    discover_line *line, void *data);
void discover_question(const struct discovery *discovery, size_t row, char text[], size_t size);

/* A domain that is needed, and how to give one. */
extern const char discover_no_domain[];

#endif
