/* candidates.h - what may stand in the place of the last word of a command line: for the shells'
 * completion, whose scripts only ask for it.
 *
 * A line each on standard output: the whole word, and behind a tab what it is. A word that ends
 * with
 * "=" or "." goes on, so that the shell puts no blank behind it. ":files" and ":folders" stand for
 * what the shell itself completes. A word that a shell would have to quote is left out: some put it
 * on the command line as it is.
 */
#ifndef SCREENS_MANUAL_CANDIDATES_H
#define SCREENS_MANUAL_CANDIDATES_H

#include "screens/session/session.h"

/* The line as far as it was read. */
struct candidates {
    struct context context;        /* its folder is that of the line's -C */
    const struct command *command; /* NULL: none yet */
    const char *first;             /* the first word behind the command; NULL: it is in hand */
    size_t place;                  /* the number of the word in hand behind the command, from 0 */
    const char *front;             /* what stands before in the word in hand: "--for=", or "" */
    size_t front_size;
    const char *word; /* the word in hand behind that, as far as it was typed */
    struct session session;
    bool asked, open; /* for the configuration; is it there? */
    char last[256];   /* what was printed last: the same follows only once */
};

/* words are those behind the program's name; the last is in hand, and may be empty. */
void candidates_print(const struct context *context, const char *const words[], size_t count);

/* ---- for candidates_kinds.c */

/* Prints text if it goes on what was typed. */
void candidates_offer(struct candidates *candidates, const char *text, const char *what);

/* NULL: there is none, or it cannot be read. */
const struct config *candidates_config(struct candidates *candidates);

/* Offers what a word of a row's arguments or an option's value stands for: "PATH", "text|json". */
void candidates_kind(struct candidates *candidates, const char *kind, size_t size);

/* ---- of candidates_paths.c */

struct explained;
void candidates_paths(struct candidates *candidates);       /* of the kind the command takes */
void candidates_assignments(struct candidates *candidates); /* PATH=, and what follows */
void candidates_keys(struct candidates *candidates);        /* of add: KEY=, and what follows */
void candidates_lists(struct candidates *candidates); /* of add the lists, of remove the records */
void candidates_id(void *data, const struct explained *explained); /* fits explain_each() */

#endif
