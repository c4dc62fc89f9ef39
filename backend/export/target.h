/* target.h - what can be exported: a row for each target, and how its files are made.
 *
 * A target is a row here and templates in assets/templates/TARGET/, which are read when they are
 * needed: anyone who finds one wrong corrects it, and no rebuild is needed.
 */
#ifndef BACKEND_EXPORT_TARGET_H
#define BACKEND_EXPORT_TARGET_H

#include <sys/types.h>

#include "backend/export/value.h"

/* How a file comes to be. */
enum target_making {
    MADE_PLAIN,    /* the template filled in */
    MADE_MARKDOWN, /* the template is a sheet (sheet.h) */
    MADE_HTML,
    MADE_TEXT,
    MADE_CSV,   /* the template filled in, as struct export says of CSV */
    MADE_COPY,  /* the file of that name in our cert folder */
    MADE_CHAIN, /* PEM: the server's certificate and what is between it and the root */
    MADE_ROOT,  /* PEM: the root, and the one beside it during a root rollover */
    MADE_PEM,   /* one root in PEM */
    MADE_DER,   /* one root in DER */
};

struct target_file {
    const char *name; /* "%s" stands for a record's name, or for the server's full name; "%r" for
                       * root_stem() */
    enum target_making making;
    const char *template;       /* a file in the target's folder; MADE_COPY: of the cert folder */
    const struct section *each; /* written once for every record; NULL: once */
    bool secret;                /* left out unless secrets are asked for */
    bool optional;              /* may be missing: MADE_COPY of what the mode does not have */
    bool if_needed; /* left out where nothing is to be done: no record, nothing to tick off */
    mode_t mode;    /* 0: 0640, and 0600 if a secret is in it */
};

struct target {
    const char *name;
    const char *what;                /* a line, no full stop */
    const char *who;                 /* for whom */
    const char *secrets;             /* which it needs; NULL: none */
    bool roots;                      /* made once more for the root beside the one in force, in
                                      * a folder of its own: "next-root", "old-root" */
    const struct target_file *files; /* name NULL at the end */
};

extern const struct target targets[]; /* name NULL at the end */

const struct target *target_find(const char *name, struct err *err); /* tells the nearest */

/* Where the templates are: given (may be NULL), else $PRINTSEAL_TEMPLATES, else
 * ../share/printseal/templates beside the program, else assets/templates of the tree it was built
 * in. The caller frees. NULL, and err: there are none. */
char *target_templates(const char *given, struct err *err);

/* A file that was made and not written anywhere yet. */
struct made {
    char *name; /* may hold one / */
    mode_t mode;
    bool secret;
    struct buf text; /* ink */
};
struct makings {
    char server[256]; /* whose they are, as a word; "-": it has no name yet */
    struct made *list;
    size_t count, room;
};

/* Makes all files of a target; nothing is written. */
bool target_make(const struct target *target, const struct export *export, const char *templates,
                 struct makings *makings, struct err *err);

/* Writes them into a folder, which is made (0750), all or none. A file that is there is replaced if
 * an export of the same server wrote it and nobody changed it since; else err names it, and nothing
 * is written; with force it is kept as NAME.old. */
bool write_makings(const struct makings *makings, const char *folder, bool force, struct err *err);

/* Does one of them hold a secret? */
bool write_holds_secret(const struct makings *makings);

/* Could it do so without force? False: somebody changed a file there, or it is another server's. */
bool write_untouched(const struct makings *makings, const char *folder);

void target_makings_free(struct makings *makings); /* what is secret is wiped */

#endif
