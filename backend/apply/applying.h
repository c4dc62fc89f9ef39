/* applying.h - which targets can be put in force on this machine, and how: a row for each. */
#ifndef BACKEND_APPLY_APPLYING_H
#define BACKEND_APPLY_APPLYING_H

#include "backend/model/config.h"

enum { APPLY_WORDS = 8 };

/* The words of a program; a word that starts with @ is a path below the root, and "@" alone that of
 * the first file that is put in place. words[0] NULL: none. */
struct apply_program {
    const char *words[APPLY_WORDS];
};

/* Where a target's file goes: below the root, without a slash in front. */
struct put {
    const char *from; /* a file of the target, or a folder of it ("ssl/"); "" is every file;
                       * or the start of names, if `to` is a folder */
    const char *to;   /* a folder if it ends with a slash */
};

struct applying {
    const char *target;
    const char *what;           /* "the firewall", for sentences */
    const struct put *puts;     /* from NULL at the end; files that no row names are left out */
    const char *const *touched; /* files that `reload` changes by itself; NULL at the end; NULL */
    const char *include, *line; /* a file that has to have this line; NULL: none */

    struct apply_program check;       /* finds fault with what was put in place */
    struct apply_program reload;      /* makes it count */
    struct apply_program before_undo; /* before the old files come back */
    struct apply_program after_undo;  /* makes the old files count */
    struct apply_program gone;        /* instead of it, if there were none before */
    const char *pid_file;             /* its daemon gets SIGHUP as the reload; NULL: not that way */

    bool upstream; /* it hands requests on, and is of no use before it was told to whom */

    /* The TCP port that has to answer afterwards on this machine; NULL: none. */
    long (*port)(const struct config *config);
};

extern const struct applying applying_rows[]; /* target NULL at the end */

/* NULL, and what there is, if the target is not one for this machine. */
const struct applying *applying_find(const char *target, struct err *err);

#endif
