/* prompt.h - a secret from standard input: typed without echo, or from a pipe or file. */
#ifndef SCREENS_SESSION_PROMPT_H
#define SCREENS_SESSION_PROMPT_H

#include "backend/model/config.h"
#include "backend/secret/secret.h"
#include "screens/session/command.h"

/* What was read; wipe it. Never through stdio, whose buffers keep copies. */
struct typed {
    char text[SECRET_MAX + 3]; /* ends with a NUL */
    size_t size;
};

/* Reads one secret; one newline at its end is cut off. On a terminal it asks for `what`, without
 * echo, and with `twice` until both are the same (three times at most). STATUS_USAGE: that is no
 * secret; STATUS_FAILED: it cannot be read. */
enum status prompt_secret(const char *what, bool twice, struct typed *typed, struct err *err);

/* The same for the secret of a place, which nobody has chosen yet; without one it is said what came
 * of it. The caller owns it. */
enum status prompt_new(const struct config *config, const struct config_place *place,
                       struct secret **secret);

#endif
