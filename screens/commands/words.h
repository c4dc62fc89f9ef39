/* words.h - words of a command line that set values: PATH=VALUE. */
#ifndef SCREENS_COMMANDS_WORDS_H
#define SCREENS_COMMANDS_WORDS_H

#include "screens/session/session.h"

/* Puts all of them into the configuration. Tells of every word that will not do, not of the first
 * alone; STATUS_USAGE then. under: "radius.hq." or "". */
enum status words_set(struct session *session, const char *under, const char *const *words,
                      size_t count);

#endif
