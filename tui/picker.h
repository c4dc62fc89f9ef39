/* picker.h - files, found by typing, by Tab, by paste or in the list of a folder; one or several.
 *
 *     /home/ada/ser_                    what is typed: the folder, and how a name begins
 *        ../
 *      > server.key                     the names that fit, folders first
 *     v  server.pem                     chosen with the Space bar
 *     1 chosen
 *
 * What is typed narrows the list. Tab completes as far as the names agree, then goes to the list;
 * there the Space bar chooses several and letters go on typing. Enter opens a folder or takes the
 * file, with those that are chosen. A path that is pasted takes the place of what was typed;
 * several at once, one a line or parted by blanks, are chosen if they are files. "~/" is the home
 * folder; names that begin with a dot show once a dot is typed.
 */
#ifndef TUI_PICKER_H
#define TUI_PICKER_H

#include "tui/edit.h"
#include "tui/folder.h"
#include "tui/key.h"
#include "tui/list.h"
#include "tui/term.h"

enum { PICKER_MAX = 32 };

/* Lives where it was opened: its list points into it. */
struct picker {
    struct edit line;
    struct folder folder;
    size_t *matches; /* entries of the folder that are shown */
    size_t count;
    struct list list; /* row 0 is "../" */
    bool listing;     /* the list has the keys, else the line */
    bool next;        /* one was chosen: the next letter begins another name */
    char *chosen[PICKER_MAX];
    size_t chosen_count;
    char why[80];   /* the folder cannot be read; "": it can */
    char reply[80]; /* what is wrong with the last key; "": nothing */
    bool done;      /* Enter took what is chosen */
};

/* Starts in that folder, which may be a path with a name behind it; NULL: where the program is. */
void picker_open(struct picker *picker, const char *path);
void picker_close(struct picker *picker);

/* Paints; active: it has the keys and the cursor. */
void picker_draw(const struct picker *picker, struct area area, bool active);

/* Esc is IGNORED. Look at done behind every key. */
enum key_answer picker_key(struct picker *picker, struct area area, int key);

void picker_paste(struct picker *picker, const char *text); /* may take files, and be done */

#endif
