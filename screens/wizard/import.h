/* import.h - what there is already, from files that are picked: seen, confirmed, one step to undo.
 */
#ifndef SCREENS_WIZARD_IMPORT_H
#define SCREENS_WIZARD_IMPORT_H

#include "screens/app/app.h"

/* Asks for files, and shows what would be taken of them. */
void import_pick(struct app *app);

/* What files would change: made beside the configuration that is being edited. */
struct import_offer {
    struct config *config; /* as it would become */
    struct journal journal;
    struct buf text; /* a line per file, and below it, indented, how it was read */
    struct err left; /* rows that cannot be taken; "": none */
    size_t unread;   /* of them, in all files */
    struct config *was;
};
void import_offer_free(struct import_offer *offer);

/* Adds a file to it. False and err: nothing of it can be taken. */
bool import_offer_add(struct import_offer *offer, const char *path, struct err *err);

extern const struct screen import_screen; /* subject: struct import_offer *, taken over */

#endif
