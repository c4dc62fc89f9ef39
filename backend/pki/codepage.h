/* codepage.h - text between UTF-8 and what older systems type: Latin-1, the code pages of Windows
 * and of its console, UTF-16. For passwords: everything is written where the caller says.
 *
 * Each writes at most `most` bytes and returns how many; SIZE_MAX: a character has no place there,
 * or the room is too small.
 */
#ifndef BACKEND_PKI_CODEPAGE_H
#define BACKEND_PKI_CODEPAGE_H

#include <stdbool.h>
#include <stddef.h>

enum codepage {
    LATIN1,
    WINDOWS_WEST,     /* 1252 */
    DOS_WEST,         /* 850 */
    WINDOWS_CENTRAL,  /* 1250: Czech, Polish, Hungarian */
    DOS_CENTRAL,      /* 852 */
    WINDOWS_CYRILLIC, /* 1251 */
    DOS_CYRILLIC,     /* 866 */
    CODEPAGES
};

/* From valid UTF-8. */
size_t codepage_to(enum codepage page, const char *text, size_t size, char *room, size_t most);
size_t codepage_utf16le(const char *text, size_t size, char *room, size_t most);
size_t codepage_utf16be(const char *text, size_t size, char *room, size_t most);
size_t codepage_utf16be_ended(const char *text, size_t size, char *room, size_t most); /* and a 0 */

/* From bytes to UTF-8; each a character of Latin-1 is how OpenSSL 1.0 read a PFX file's password.
 */
size_t codepage_from(enum codepage page, const char *text, size_t size, char *room, size_t most);

/* From UTF-16 without its mark; big: the high byte comes first. SIZE_MAX also for half a pair. */
size_t codepage_from_utf16(const char *text, size_t size, bool big, char *room, size_t most);

#endif
