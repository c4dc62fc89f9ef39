/* rollover_test.h - tries live which of two secrets each other end takes. */
#ifndef SCREENS_COMMANDS_ROLLOVER_TEST_H
#define SCREENS_COMMANDS_ROLLOVER_TEST_H

#include "backend/setup/rollover_ends.h"
#include "screens/session/session.h"

/* Tries every end whose record's path one of the words matches (count 0: all), and fills in what it
 * takes. One that took the new secret before is asked with that first, every other one with the old
 * one: so no end sees a failed login unless it has changed. *lacks: whom to trust could not be
 * read, which is said; no end behind a certificate takes anything then. False, and err: nothing can
 * be tried. */
bool rollover_test(const struct session *session, struct rollover_ends *ends,
                   const struct arguments *arguments, bool *lacks, struct err *err);

#endif
