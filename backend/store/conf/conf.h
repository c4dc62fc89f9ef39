/* conf.h - printseal.conf: read with libconfig, written as an administrator would write it.
 *
 * A group per single section, a list of groups per list section, in wizard order, each under a
 * comment that says what it is. Comments of the program start with "##" and are made anew; all
 * others are the administrator's and stay above the setting they stood above.
 */
#ifndef BACKEND_STORE_CONF_CONF_H
#define BACKEND_STORE_CONF_CONF_H

#include "backend/base/file.h"
#include "backend/model/config.h"

enum { CONF_MAX = 64 << 20 }; /* bytes of a file that is read */

/* The format that is written as "version". 1, in which no version stood: the list "ports" named
 * every port. 2: it names what is additional or restricted. Older ones are read and migrated. */
enum { CONF_VERSION = 2 };
#define CONF_VERSION_KEY "version"
#define CONF_VERSION_LINE CONF_VERSION_KEY " = 2;"

/* Reads text into a fresh configuration; file is how errors name it ("printseal.conf:12: ...").
 * What the text leaves out is the default; a list that is given replaces its seed. NULL on failure:
 * err then holds up to twenty faults (fault.h), one per line.
 * answers: called for a secret of an answers file ("generate", "file:PATH", "env:NAME"); NULL: a
 * secret in the text is an error. */
typedef bool conf_answer(void *data, struct record *record, const struct setting *setting,
                         const char *text, struct err *err);
struct config *conf_read(const char *text, size_t size, const char *file, conf_answer *answer,
                         void *data, struct err *err);

/* The same of a text that conf_write() made, for one path: of lists only the records that it means
 * are there, which alone are checked. NULL: it is no such text. */
struct config *conf_read_path(const char *text, size_t size, const char *path);

/* The same onto a configuration that is there: what the text leaves out stays as it is in base. A
 * list that is given replaces the one there. */
struct config *conf_read_onto(const struct config *base, const struct buf *text, const char *file,
                              conf_answer *answer, void *data, struct err *err);

/* Writes the configuration; old (may be NULL) is the text whose foreign comments are carried over.
 * With answers, secrets are written as "generate". Ends with a newline. */
void conf_write(const struct config *config, const char *old, bool answers, struct buf *out);

#endif
