/* manual.h - what is made from the tables for people and their shells: manual pages, completion. */
#ifndef SCREENS_MANUAL_MANUAL_H
#define SCREENS_MANUAL_MANUAL_H

#include "screens/session/command.h"

/* Functions of the table of commands. */
enum status completion_main(const struct command *, const struct context *, int, char *const[]);
enum status manual_main(const struct command *, const struct context *, int, char *const[]);

/* ---- the pages' bodies, behind NAME and before SEE ALSO, in man(7) */

void manual_program(FILE *out);  /* printseal(1) */
void manual_conf(FILE *out);     /* printseal.conf(5) */
void manual_findings(FILE *out); /* printseal-findings(7) */
/* printseal-COMMAND(1); of a family, with all members. */
void manual_command(const struct command *command, FILE *out);

/* Calls found for each page, as the command takes it: "cert", "findings", "printseal.conf". */
void manual_each(void (*found)(void *data, const char *name, const char *what), void *data);

/* A row ends a table with tag NULL. */
struct manual_row {
    const char *tag, *text;
};
extern const struct manual_row manual_examples[], manual_environment[], manual_files[],
    manual_statuses[];

#endif
