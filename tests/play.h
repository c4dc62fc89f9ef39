/* play.h - screens tested as text: keys in, the screen out, both in one file people can read.
 *
 *     # a comment, or an empty line
 *     size 40x9
 *     keys Down*2 "10.0.0.5" Enter
 *     screen
 *     |  Name      hq
 *     |> Host      10.0.0.5
 *     cursor 1 20
 *
 * `everywhere` shows the same at 80x24, 40x12 and 120x40 in UTF-8: `at 80x24`, then all rows, where
 * "_" is a blank that is underlined, a field or a rule; and after them, with "=ROW|", each that is
 * not in ASCII what its signs become there. Size and signs are then as before.
 *
 * `call NAME` has the test do something that no key does: see there.
 *
 * `wait` waits for the work that goes on beside the keys. After `screen` come all rows without
 * trailing blanks, empty ones at the end left out; after `looks` each row that is not all plain is
 * followed by a line of "'" and letters: R reverse, B bold, U underline, C colour. Keys: Up Down
 * Left Right Home End PageUp PageDown Insert Delete Tab BackTab Enter Esc Space Backspace F1 to
 * F12, Click:ROW,COLUMN and WheelUp WheelDown where the mouse is taken, Ctrl-X, "text",
 * paste:"text"; *N repeats. The file is played and written anew in memory: the test passes if
 * nothing changed, and with UPDATE=1 in the environment the file is replaced, for review.
 */
#ifndef TESTS_PLAY_H
#define TESTS_PLAY_H

#include "tui/loop.h"
#include <stdbool.h>

/* Plays the file into a loop whose calls and data are set. False: something differs or is wrong,
 * and standard error says what. The screen is that of term_start_test(). */
bool play(const char *path, struct loop *loop);

/* Called at each `everywhere`; NULL: nobody wants to know. */
extern void (*play_everywhere)(void);

/* Does what that name means; false: nothing has it. NULL: nothing can be called. */
extern bool (*play_call)(const char *name);

/* Called after each key and call, and after `wait`, which is more than one frame. Then the terminal
 * may be a real one: `everywhere` shows nothing, and what is seen is not compared. NULL: as
 * described above. */
extern void (*play_painted)(bool once);

#endif
