/* utf8.h - bytes from outside, checked before anybody shows or stores them (RFC 3629). */
#ifndef BACKEND_BASE_UTF8_H
#define BACKEND_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>

/* Reads one character; returns its length in bytes, 0 at a broken sequence, an overlong form, a
 * surrogate, or beyond U+10FFFF. point may be NULL. */
size_t utf8_read(const char *text, size_t size, unsigned *point);

/* True for a byte that goes on a character rather than beginning one: a text is never cut before
 * it. */
bool utf8_continues(char byte);

/* The bytes of the mark that editors of Windows put in front of UTF-8: 3, or 0. */
size_t utf8_mark(const char *text, size_t size);

/* Characters, which are columns, near enough, where no terminal is. */
size_t utf8_count(const char *text, size_t size);

/* How many blanks behind a label make it so many columns wide, for printf's "%s%*s": words of
 * other languages have more bytes than columns. At least one. */
int utf8_blanks(const char *text, int columns);

/* True if all size bytes are well-formed. */
bool utf8_valid(const char *text, size_t size);

/* True for what must not reach a terminal: C0, DEL, C1, the bidirectional overrides, U+2028,
 * U+2029. */
bool utf8_control(unsigned point);

/* True for those and for all else that nobody sees, such as U+200B, U+2060, U+FEFF, tags, and the
 * joiners that some scripts need in a text but no name does. */
bool utf8_hidden(unsigned point);

/* Replaces every control character, every broken byte, and what has neither width nor use in a text
 * by '?', in place. */
void utf8_sanitize(char *text);

/* The same of a text of several lines: their ends stay. */
void utf8_sanitize_lines(char *text);

#endif
