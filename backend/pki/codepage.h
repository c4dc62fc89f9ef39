/* codepage.h - text between UTF-8 and what older systems type: Latin-1, the code pages 1252
 * (Windows) and 850 (its console), UTF-16. For passwords: everything is written where the caller
 * says.
 *
 * Each writes at most `most` bytes and returns how many; SIZE_MAX: a character has no place there,
 * or the room is too small.
 */
#ifndef BACKEND_PKI_CODEPAGE_H
#define BACKEND_PKI_CODEPAGE_H

#include <stdbool.h>
#include <stddef.h>

/* From valid UTF-8. */
size_t codepage_latin1(const char *text, size_t size, char *room, size_t most);
size_t codepage_windows(const char *text, size_t size, char *room, size_t most);
size_t codepage_dos(const char *text, size_t size, char *room, size_t most);
size_t codepage_utf16le(const char *text, size_t size, char *room, size_t most);
size_t codepage_utf16be(const char *text, size_t size, char *room, size_t most);
size_t codepage_utf16be_ended(const char *text, size_t size, char *room, size_t most); /* and a 0 */

/* From bytes to UTF-8: each a character of Latin-1 (so OpenSSL 1.0 reads a PFX file's password), or
 * of the code pages. */
size_t codepage_widen(const char *text, size_t size, char *room, size_t most);
size_t codepage_from_windows(const char *text, size_t size, char *room, size_t most);
size_t codepage_from_dos(const char *text, size_t size, char *room, size_t most);

/* From UTF-16 without its mark; big: the high byte comes first. SIZE_MAX also for half a pair. */
size_t codepage_from_utf16(const char *text, size_t size, bool big, char *room, size_t most);

#endif
