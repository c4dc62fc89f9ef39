/* text.h - UTF-8 text in columns: how wide, where to cut, how to wrap, how to put.
 *
 * What terminals and locales cannot show is shown as '?': control characters and broken bytes
 * always, everything beyond ASCII when the locale is not UTF-8.
 */
#ifndef TUI_TEXT_H
#define TUI_TEXT_H

#include "tui/term.h"
#include <stdbool.h>
#include <stddef.h>
#include <wchar.h>

/* Reads one character: its bytes (1 for a broken one; 0 only at size 0), its code point (U+FFFD if
 * broken; may be NULL) and, by text_columns(), its columns. */
size_t text_read(const char *text, size_t size, unsigned *point);

/* The bytes of a character that begins with that one; 0: none does. */
size_t text_length(unsigned char first);

/* Writes one character; returns its bytes, 1 to 4. */
size_t text_write(unsigned point, char out[4]);

/* What stands for a character on the screen: itself or '?'. */
wchar_t text_shown(unsigned point);

/* Columns of a character: 0 combining, 2 wide, else 1. */
int text_columns(unsigned point);

/* Columns of a whole text, or of its first size bytes. */
int text_width(const char *text);
int text_width_of(const char *text, size_t size);

/* How many bytes fit into cols columns; never splits a character from its accents. */
size_t text_fit(const char *text, size_t size, int cols);

/* The bytes of the first line when wrapped at blanks to cols columns, at least one character; a
 * word that is wider is broken between its parts, such as those of a host's name or a code. *next
 * is where the second line starts (equal to strlen(text) at the end). A '\n' ends a line. */
size_t text_wrap(const char *text, int cols, size_t *next);

/* How many lines that makes. */
int text_lines(const char *text, int cols);

/* Puts text at y, x into at most cols columns, cut with an ellipsis if it is longer; returns the
 * columns used. Outside of the screen nothing happens. */
int text_put(int y, int x, int cols, const char *text);

/* The sign of what is cut, in one column. */
void text_put_cut(int y, int x);

/* As text_put(), the first size bytes of it, and against the right edge of the columns. */
int text_put_of(int y, int x, int cols, const char *text, size_t size);
int text_put_right(int y, int x, int cols, const char *text);

/* Puts text wrapped into an area, a last line that does not fit cut; returns the lines used. */
int text_put_wrapped(struct area area, const char *text);

/* True if part occurs in text, letters of any case and script being equal; "" occurs always. */
bool text_match(const char *text, const char *part);

/* What stands in these files is English; who has other languages says here what translates, and how
 * a number is written. NULL: as it is. */
enum { TEXT_NUMBER = 40 };
void text_translator(const char *(*translate)(const char *text),
                     void (*number)(size_t number, char text[TEXT_NUMBER]));
const char *text_tr(const char *text) __attribute__((format_arg(1)));
void text_number(size_t number, char text[TEXT_NUMBER]);

#endif
