/* issued.h - the index of all that was issued here: cert/issued.txt, for people and for `cert
 * revoke`.
 *
 * A line per certificate, its columns parted by tabs, "-" where there is nothing; lines that begin
 * with # are for people, but for the last revocation list's number and end, which stand in one of
 * them. The file only grows: a rollback keeps the newest one, so that nothing revoked comes back
 * and no serial number or list's number is used twice.
 *
 *   serial  kind  state  from  until  revoked  reason  CA  names  subject
 */
#ifndef BACKEND_PKI_ISSUE_ISSUED_H
#define BACKEND_PKI_ISSUE_ISSUED_H

#include <stdbool.h>
#include <time.h>

#include "backend/base/err.h"
#include "backend/base/mem.h"
#include "backend/base/pool.h"

#define ISSUED_FILE "issued.txt"

enum { ISSUED_SERIAL = 41, ISSUED_WORD = 24, ISSUED_MAX = 1 << 20 }; /* the file's bytes */

/* All times are seconds since 1970; texts are tame. */
struct issued_entry {
    char serial[ISSUED_SERIAL]; /* hexadecimal digits, capitals */
    char own_ca[ISSUED_SERIAL]; /* key identifier of who signed it */
    char kind[ISSUED_WORD];     /* "root", "server", "client" */
    time_t from, until;
    time_t revoked;           /* 0: it is not */
    char reason[ISSUED_WORD]; /* a word of issued_reasons; "": not revoked */
    const char *names;        /* LIST value; "": none */
    const char *subject;
};

/* Starts as { 0 }. */
struct issued {
    struct issued_entry *list; /* oldest first */
    size_t count, room;
    long number;  /* of the last revocation list; 0: there was none */
    time_t until; /* when its successor is promised (nextUpdate) */
    struct pool texts;
};

/* Why a certificate may be revoked: RFC 5280 5.3.1, in its numbers' order; NULL at the end. "" has
 * no meaning there, or none for lists like ours. */
extern const char *const issued_reasons[];
int issued_reason(const char *word); /* its number; -1: there is no such word */

/* Reads the file. False and err name the line that makes no sense; issued is empty then. */
bool issued_read(struct issued *issued, const char *bytes, size_t size, struct err *err);
void issued_print(const struct issued *issued, struct buf *out);
void issued_free(struct issued *issued);

/* Adds one at the end; its texts are copied. A serial number that is there already is left alone.
 */
void issued_add(struct issued *issued, const struct issued_entry *entry);

/* By its serial number, in whatever way people write one, or by a name among its names that no
 * other one that is still good has. NULL and err: there is none, or several, which are told. */
struct issued_entry *issued_find(struct issued *issued, const char *what, time_t now,
                                 struct err *err);

/* Once there are many: forgets those that ended more than a year before now, so that the file stays
 * readable. Their serial numbers have 159 random bits, and nobody accepts them any more. */
void issued_forget(struct issued *issued, time_t now);

/* Does fresh hold all that old holds, apart from what issued_forget() may forget: every
 * certificate, every revocation, and no lower number of the list? Else err names what would be
 * lost. */
bool issued_covers(const struct issued *fresh, const struct issued *old, time_t now,
                   struct err *err);

/* By its serial number; NULL: none. */
struct issued_entry *issued_serial(const struct issued *issued, const char *serial);

#endif
