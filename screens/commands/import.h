/* import.h - one run of the command import. */
#ifndef SCREENS_COMMANDS_IMPORT_H
#define SCREENS_COMMANDS_IMPORT_H

#include "backend/intake/intake.h"
#include "screens/session/session.h"

struct import_command {
    const struct arguments *arguments;
    struct session *session;
    const char *file;
    bool named; /* the kind was named before the file */
    bool dry;
    size_t word; /* which kind, if it was */
    enum intake_kind kind;
    struct buf bytes; /* the file; may hold secrets */
};

/* A certificate, or a CA with its key, from the file or folder: says all, and saves it. */
enum status import_certificate_run(const struct import_command *import);

/* Follows a link; false if there is nothing. */
bool import_is_folder(const char *path);

#endif
