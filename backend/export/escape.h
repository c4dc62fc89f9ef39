/* escape.h - a value made fit for the kind of file that it is put into: the only way from a
 * configuration into an exported file.
 *
 * What a kind writes is one whole value of its format, with the quotes that it needs: a template
 * writes server_name {{server.fqdn}}; and never quotes of its own around it. A value that a format
 * cannot hold safely is refused in a sentence, never cut and never changed.
 *
 *   word        letters, digits and . _ : / [ ] - * alone: safe bare in every format we write
 *   line        what people read, for sheets (sheet.h): the value as the form shows it
 *   judged      the same, and what is wrong with the setting, if anything is
 *   text        plain text: the value as it is stored
 *   comment     the rest of a line behind #
 *   shell       'one word' of sh (POSIX 2.2.2)
 *   powershell  'a literal string'; PowerShell takes four Unicode quotes for ' as well
 *               (about_Quoting_Rules), so they are doubled, too; the file starts with a byte order
 *               mark, or Windows PowerShell reads it as Windows-1252 and finds quotes in letters
 *   nginx       "a parameter"; $ is refused, for nginx has no way to write one
 *   json        "a string" of JSON (RFC 8259 7), and of YAML 1.2, which contains it
 *   xml         text or attribute of XML and HTML
 *   markdown    text of CommonMark: every mark behind a backslash (0.30, 2.4)
 *   csv         "a cell" (RFC 4180); one that a spreadsheet would run as a formula gets a quote
 * mark
 *               (') in front, which an import takes off again (csv.h); a secret would be another
 * one by that, and is refused freeradius  "a string" of its configuration; ${ and %{, which it
 * would expand, are refused, and a backslash, which its versions read in different ways snmp "a
 * word" of snmp.conf (read_config of Net-SNMP)
 */
#ifndef BACKEND_EXPORT_ESCAPE_H
#define BACKEND_EXPORT_ESCAPE_H

#include <stdbool.h>
#include <stddef.h>

#include "backend/base/err.h"
#include "backend/base/mem.h"

/* What stands for a piece of text; with NULL the piece is refused. */
struct escape_swap {
    const char *from, *to;
};

struct escape {
    const char *name;
    const char *format; /* as an error calls it: "a shell script" */
    const char *start;  /* NULL, or what a file of this kind starts with */
    bool shown;         /* takes values as people read them: "TLS 1.2", "yes" */
    bool judged;        /* says behind a value what the audit found there */
    const char *open, *close;
    const char *only;       /* NULL, or the only bytes that may be there; then not empty either */
    bool formula;           /* what csv_formula() says yes to gets a ' in front */
    const char *never_last; /* NULL, or bytes that may not be the last */
    const struct escape_swap *swaps; /* from NULL at the end */
};

/* NULL: there is no kind of that name. */
const struct escape *escape_find(const char *name, size_t size);

/* Adds the value to out, which is ink (backend/base/wiped.h). On failure out may hold a part. */
bool escape_add(const struct escape *escape, const char *value, struct buf *out, struct err *err);

#endif
