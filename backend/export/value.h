/* value.h - what a template may ask for: a setting, or something that follows from settings.
 *
 *   tls.https_port    a setting of a single section
 *   .port             a setting of the record that the loop is at
 *   tls.ciphers       derived: a row of derived.c, which says where each of its numbers comes from
 *   .from4            derived from the record that the loop is at
 *   .                 the item that the loop over a list is at
 *   ?.secret          a secret, or in words why it is not here: left out, or not set yet
 *
 * A setting that does not show (its condition does not hold) reads as empty.
 */
#ifndef BACKEND_EXPORT_VALUE_H
#define BACKEND_EXPORT_VALUE_H

#include "backend/audit/audit.h"
#include "backend/base/mem.h"
#include "backend/model/config.h"
#include "backend/store/store.h"

/* What exports are made from. Borrowed. */
struct export
{
    const struct config *config;
    struct store *store;  /* for the certificates of the current generation */
    bool other_root;      /* of the root beside the one in force (root.h) */
    bool secrets;         /* they are wanted: --with-secrets */
    bool sealed;          /* the secrets could not be read: none is there, and none is "not set" */
    const char *upstream; /* host:port that a TLS front hands requests to; NULL: not told */
    const char *address;  /* that the server has for other machines; NULL: they look up its name */
    const struct audit *audit; /* of config, for sheets; NULL: nothing is judged */
    bool bom;                  /* a byte order mark before a CSV file */
    char separator;            /* between its cells; 0: a comma */
};

#define SEALED "the secrets cannot be read; \"printseal unlock\" opens them"

/* Where a template is while it is written out. */
struct scope {
    const struct export *export;
    const struct record *record; /* of the innermost loop over records; NULL: none */
    const char *item;            /* of the innermost loop over a list; NULL: none */
};

/* Follows from settings. make() adds to out, a list as a LIST value ("a, b"); false, with the
 * reason, if it cannot be said. */
struct derived {
    const char *name;              /* as templates have it: "tls.ciphers", ".from4" */
    const struct section *section; /* of the record that ".from4" is asked of; else NULL */
    bool list;
    bool (*make)(const struct scope *scope, struct buf *out, struct err *err);
};

struct value_source {
    const char *name; /* as the template has it; for errors */
    size_t size;
    const struct section *section; /* of the record; NULL with ITEM */
    const struct setting *setting; /* one of the two, or neither: the item */
    const struct derived *derived;
    bool here;    /* of the loop's record, not of a single section */
    bool excused; /* ?: where a secret is not to be had, words stand for it */
};

/* Adds one more item of a LIST value to out, which is ink. */
void value_item(struct buf *out, const char *text);

/* Understands a name; around is the section of the innermost loop over records (NULL: none), item
 * whether a loop over a list is open. Explains what there is not. */
bool value_lookup(struct value_source *source, const char *name, size_t size,
                  const struct section *around, bool item, struct err *err);
bool value_list(const struct value_source *source);   /* may a loop go over its items? */
bool value_secret(const struct value_source *source); /* is it a secret? */

/* Adds the value to out, which is ink; shown: as people read it. False, with a sentence that names
 * the path, if it cannot be said, or is a secret that is not wanted or not set. */
bool value_read(const struct value_source *source, const struct scope *scope, bool shown,
                struct buf *out, struct err *err);

/* The path of the value, for an error: "radius.hq.port". */
void value_path(const struct value_source *source, const struct scope *scope, char path[PATH_SIZE]);

/* By its name and section (NULL: of no record). NULL: none. */
const struct derived *derived_find(const struct section *section, const char *name, size_t size);

#endif
