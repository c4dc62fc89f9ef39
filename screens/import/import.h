/* import.h - what there is already, from files that are picked: seen, confirmed, one step to undo.
 */
#ifndef SCREENS_IMPORT_IMPORT_H
#define SCREENS_IMPORT_IMPORT_H

#include "backend/pki/examine/examine.h"
#include "backend/secret/secret.h"
#include "screens/app/app.h"
#include "tui/picker.h"

/* Asks for files, and shows what would be taken of them. */
void import_pick(struct app *app);

/* Shows what would be taken of these files, a list among them being of that section. */
void import_show(struct app *app, const struct section *section, char *const paths[], size_t count);

/* The files, and what people have said of them since. */
struct import_files {
    const struct section *section; /* whose records a list has; NULL: printers */
    size_t count;
    struct import_file {
        char *path;
        char *map; /* of a CSV list: setup/import.h; NULL: as its words say */
    } list[PICKER_MAX];
    struct secret *password; /* of a sealed key among them; NULL: none is known */
};
void import_files_free(struct import_files *files);

/* What files would change: made beside the configuration that is being edited. Starts as { 0 }. */
struct import_offer {
    struct config *config; /* as it would become */
    struct journal journal;
    struct buf text; /* a line per file, and below it, indented, how it was read */
    struct err left; /* rows that cannot be taken; "": none */
    size_t unread;   /* of them, in all files */
    struct config *was;
    const struct section *section; /* of the files */
    bool csv[PICKER_MAX];          /* by file: a list whose columns can be changed */
    struct examine_job *job;       /* certificates and keys; NULL: none */
    enum examine_own own;          /* what they are */
    bool keys;                     /* there is a key among them that can be taken */
    bool sealed, wrong;            /* a password is needed; the one that is known is wrong */
};
void import_offer_free(struct import_offer *offer);

/* Makes it of all files. False and err: nothing can be taken; csv and sealed say whether it can be
 * with other columns or a password. */
bool import_offer_make(struct import_offer *offer, const struct config *config,
                       const struct import_files *files, struct err *err);

extern const struct screen import_screen; /* subject: struct import_files *, taken over */

/* columns.c: which column of a list is which setting; the map is replaced when it is done, and then
 * is called. */
struct columns_subject {
    struct import_file *file;
    void (*then)(struct app *app);
};
extern const struct screen columns_screen; /* subject: const struct columns_subject * */

#endif
