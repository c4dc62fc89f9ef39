/* answer.h - secrets of an answers file: "generate", "file:PATH" or "env:NAME", never themselves.
 */
#ifndef BACKEND_SETUP_ANSWER_H
#define BACKEND_SETUP_ANSWER_H

#include "backend/store/conf/conf.h"

/* A conf_answer; data is not used. "generate" leaves the secret unset: prepare_secrets() makes it
 * then, unless there is one to keep. A file must be a regular one and hold the secret alone; one
 * newline at its end is cut off; a relative PATH starts at the working folder. A variable of the
 * environment is wiped once it was read, so that no child inherits it. */
bool answer_secret(void *data, struct record *record, const struct setting *setting,
                   const char *text, struct err *err);

/* Secrets that were left unset are taken over from the record of the same name in `from`, where it
 * has one: a file that is read again keeps what was made for it before. */
void answer_keep(struct config *config, const struct config *from);

#endif
