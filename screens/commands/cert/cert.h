/* cert.h - the family of `cert`: its rows, and the function of each in a file of its own. */
#ifndef SCREENS_COMMANDS_CERT_CERT_H
#define SCREENS_COMMANDS_CERT_CERT_H

#include "screens/session/command.h"

extern const struct command cert_commands[]; /* name NULL at the end */

/* The functions of the table. */
enum status command_cert_status(const struct command *, const struct context *, int, char *const[]);
enum status command_cert_issue(const struct command *, const struct context *, int, char *const[]);
enum status command_cert_renew(const struct command *, const struct context *, int, char *const[]);
enum status command_cert_deploy(const struct command *, const struct context *, int, char *const[]);
enum status command_cert_csr(const struct command *, const struct context *, int, char *const[]);
enum status command_cert_import(const struct command *, const struct context *, int, char *const[]);
enum status command_cert_sign_import(const struct command *, const struct context *, int,
                                     char *const[]);
enum status command_cert_client(const struct command *, const struct context *, int, char *const[]);
enum status command_cert_revoke(const struct command *, const struct context *, int, char *const[]);
enum status command_cert_rollover(const struct command *, const struct context *, int,
                                  char *const[]);
enum status command_cert_export(const struct command *, const struct context *, int, char *const[]);
enum status command_cert_examine(const struct command *, const struct context *, int,
                                 char *const[]);

#endif
