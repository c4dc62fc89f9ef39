/* template.h - a text with gaps that a configuration fills: the whole language.
 *
 *   {{path}}            a value (value.h), made fit for this kind of file (escape.h)
 *   {{path|kind}}       made fit for another kind: a comment in a script, say
 *   {{?path}}           a secret, or in words why it is not here
 *   {{,}}               a comma, but not in the first turn of the loop
 *
 * A line whose first characters are %% says something and is not written itself:
 *
 *   %% escape KIND              what this file is: stands before everything else
 *   %% for SECTION [TEST...]    to the matching end, for every record of a list that passes
 *   %% each PATH                to the matching end, for every item of a list; it is {{.}}
 *   %% if TEST [TEST...]        to the matching end, if all of the tests hold
 *   %% else                     to the end: if they do not, or if the loop took no turn
 *   %% end
 *   %% # remark
 *
 * A TEST is path=a|b (it is one of these), path!=a|b, path (it is neither empty nor false; a
 * secret: it is set) or !path. Loops and ifs nest eight deep. Nothing is inserted unescaped,
 * nothing is run, and a name that does not exist is found when the template is read, with file and
 * line.
 *
 * Why our own: no templating library for C is in Debian that escapes by kind of file and can refuse
 * a value; those for HTML (ctpp2, teng, clearsilver) escape only HTML, and jinja needs Python on
 * every print server's neighbour.
 */
#ifndef BACKEND_EXPORT_TEMPLATE_H
#define BACKEND_EXPORT_TEMPLATE_H

#include "backend/export/escape.h"
#include "backend/export/value.h"

struct template;

/* Reads a template, of which nothing is kept but text, which must outlive it. file is for errors:
 * "nginx.conf:12: there is no ...". each: the section of whose records it is written once for each;
 * NULL: none. */
struct template *template_read(const char *text, size_t size, const char *file,
                               const struct section *each, struct err *err);
void template_free(struct template *template); /* NULL is fine */

/* Does it insert a secret anywhere? */
bool template_secret(const struct template *template);

/* Adds the filled-in text to out, which is ink. The error names the value's path, why its format
 * cannot hold it, and the template's line. */
bool template_write(const struct template *template, const struct scope *scope, struct buf *out,
                    struct err *err);

#endif
