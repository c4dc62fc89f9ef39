/* commands.h - every command of the program: one row in commands.c, one function in a file of its
 * family.
 */
#ifndef SCREENS_COMMANDS_COMMANDS_H
#define SCREENS_COMMANDS_COMMANDS_H

#include "screens/session/command.h"

/* How the whole program is used, from the table. */
void command_usage(FILE *out);

/* Sends what was printed. What a full disk did not take must not look like success: then it says so
 * and is STATUS_FAILED, else `status`. A reader that went away wanted no more, and the program ends
 * as by its signal, quietly. */
enum status command_flushed(enum status status);

/* Runs the command named args[0], or answers its --help; an unknown one is told the nearest. Output
 * that could not be written is a failure. */
enum status command_main(const struct context *context, int count, char *args[]);

/* Says that the table has no such command (and, if it is the table of all, that there is no such
 * topic), and the nearest there is. STATUS_USAGE. */
enum status command_unknown(const struct command *list, const char *name);

/* The functions of the table. */
enum status command_init(const struct command *, const struct context *, int, char *const[]);
enum status command_answers(const struct command *, const struct context *, int, char *const[]);
enum status command_check(const struct command *, const struct context *, int, char *const[]);
extern const char command_probe_help[]; /* with what the logs of the other ends show */
enum status command_probe(const struct command *, const struct context *, int, char *const[]);
enum status command_report(const struct command *, const struct context *, int, char *const[]);
enum status command_explain(const struct command *, const struct context *, int, char *const[]);
enum status command_list(const struct command *, const struct context *, int, char *const[]);
enum status command_get(const struct command *, const struct context *, int, char *const[]);
enum status command_set(const struct command *, const struct context *, int, char *const[]);
enum status command_add(const struct command *, const struct context *, int, char *const[]);
enum status command_remove(const struct command *, const struct context *, int, char *const[]);
enum status command_strength(const struct command *, const struct context *, int, char *const[]);
enum status command_history(const struct command *, const struct context *, int, char *const[]);
enum status command_diff(const struct command *, const struct context *, int, char *const[]);
enum status command_rollback(const struct command *, const struct context *, int, char *const[]);
enum status command_unlock(const struct command *, const struct context *, int, char *const[]);
enum status command_passwd(const struct command *, const struct context *, int, char *const[]);
enum status command_apply(const struct command *, const struct context *, int, char *const[]);
enum status command_export(const struct command *, const struct context *, int, char *const[]);
enum status command_import(const struct command *, const struct context *, int, char *const[]);
extern const char command_import_help[]; /* as long as all that it takes */
enum status command_help(const struct command *, const struct context *, int, char *const[]);

#endif
