/* input.h - the words of commands that take certificates somebody brings: files, trusted files, a
 * password; and what is said of them. */
#ifndef SCREENS_COMMANDS_CERT_INPUT_H
#define SCREENS_COMMANDS_CERT_INPUT_H

#include "backend/pki/examine/examine.h"
#include "screens/session/command.h"

/* Puts the words' files, those of the option named `trust`, the password of --password-file and the
 * number of --key into the job; a command without one of the options is fine. False and err:
 * something cannot be read.
 */
bool input_read(const struct arguments *arguments, const char *trust, struct examine_job **job,
                struct err *err);

/* The same without the words. */
bool input_read_options(const struct arguments *arguments, const char *trust,
                        struct examine_job **job, struct err *err);

/* Prints what was found as --format says; the status is STATUS_FINDINGS if it is refused. */
enum status input_print(const struct arguments *arguments, const struct examination *result);

#endif
