/* secret.h - the family of `secret`: its rows, and the function of each. */
#ifndef SCREENS_COMMANDS_SECRET_H
#define SCREENS_COMMANDS_SECRET_H

#include "screens/session/command.h"

extern const struct command secret_commands[]; /* name NULL at the end */

/* The functions of the table. */
enum status command_secret_set(const struct command *, const struct context *, int, char *const[]);
enum status command_secret_generate(const struct command *, const struct context *, int,
                                    char *const[]);
enum status command_secret_show(const struct command *, const struct context *, int, char *const[]);
enum status command_secret_list(const struct command *, const struct context *, int, char *const[]);
enum status command_secret_rotate(const struct command *, const struct context *, int,
                                  char *const[]);
enum status command_secret_rollover(const struct command *, const struct context *, int,
                                    char *const[]);

#endif
