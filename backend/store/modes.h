/* modes.h - who may read and change what lies in DIR, or put another folder in its place.
 *
 * Nothing but the files' own modes keeps a user of this machine from a key: each is looked at, in
 * every generation that is kept; and each folder on the way from "/" to DIR.
 */
#ifndef BACKEND_STORE_MODES_H
#define BACKEND_STORE_MODES_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum { MODES_MAX = 16 };

/* A file or folder that is open to others than it should be. */
struct mode_problem {
    char path[256]; /* below DIR; "." is DIR; from "/" if it is above */
    mode_t is;      /* 0644 */
    mode_t should;  /* 0600: what is allowed of it */
    bool above;     /* a folder on the way to DIR */
    bool foreign;   /* it belongs to neither root, nor DIR's owner, nor who runs this program */
};

struct modes {
    struct mode_problem list[MODES_MAX];
    size_t count;    /* may be larger than MODES_MAX: more were seen than are listed */
    char unread[96]; /* the first that could not be looked at, though it may be; "" none */
};

/* Looks at all that is below the opened folder dir. What this user may not look at is left
 * out. */
void modes_look(int dir, struct modes *modes);

/* Adds the folders above DIR in which others could rename what leads to it. Where everybody may
 * write and has only what is his own (/tmp), only the folder's owner can. */
void modes_look_above(const char *folder, struct modes *modes);

#endif
