/* commands.h - every command of the program: one row in commands.c, one function in a file of its
 * family.
 *
 * Exit statuses are the contract of all of them: people's scripts rely on them.
 */
#ifndef SCREENS_COMMANDS_COMMANDS_H
#define SCREENS_COMMANDS_COMMANDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum status {
    STATUS_FINE = 0,
    STATUS_FINDINGS = 1, /* findings, or a failed probe */
    STATUS_USAGE = 2,    /* wrong use */
    STATUS_FAILED = 3,   /* could not: bad file, locked, no space, no permission */
    STATUS_LEFT = 4,     /* the wizard was left without saving */
};

/* What was said before the command's name. */
struct context {
    const char *folder; /* -C; NULL: the default */
    bool read_only;
    bool plain; /* the wizard asks line by line */
};

enum { OPTIONS_MAX = 16, WORDS_MAX = 4096 };

struct command {
    const char *name;
    const char *arguments; /* as usage shows them: "PATH=VALUE..." */
    const char *summary;   /* one line of help, no full stop */
    const char *help; /* paragraphs for --help and the manual, each sentence with a full stop */
    /* args[0] is the command's name; args ends with NULL. */
    enum status (*run)(const struct context *context, int count, char *const args[]);
    const char *const *options; /* "--format=text|json", "--output=FILE", "--force"; ends with NULL;
                                   NULL: none. Words with "|" are checked by arguments_read() */
    size_t least, most;         /* words that are no options */
    bool paths;                 /* its words are paths: for completion */
    const struct command *below; /* it is a family: its first word chooses one of these, whose names
                                    are both words ("cert status"); name NULL at the end */
};

/* For a row's options. */
#define OPTIONS(...)                                                                               \
    (const char *const[])                                                                          \
    {                                                                                              \
        __VA_ARGS__, NULL                                                                          \
    }

extern const struct command commands[]; /* name NULL at the end */
extern const struct command cert_commands[];

/* By its name: "set", "cert", "cert status"; NULL: none. */
const struct command *command_find(const char *name);

/* How it is used, from the table: the whole program, one command in a line, and all about it. */
void usage(FILE *out);
void usage_of(const struct command *command, FILE *out);
void help_of(const struct command *command, FILE *out);

/* Runs the command named args[0], or answers its --help; an unknown one is told the nearest. Output
 * that could not be written is a failure. */
enum status command_main(const struct context *context, int count, char *const args[]);

/* Takes the options off args: "--format X" or "--format=X" gives X, a bare "--force" gives "".
 * Handed over are pointers into args. False, and how it is used on standard error, for an option
 * that is not in the command's row, a word that it does not allow, or too few or too many words.
 * "--" ends options. */
struct arguments {
    const char *options[OPTIONS_MAX]; /* value by index in command->options; NULL: not given */
    const char *words[WORDS_MAX];     /* what is no option */
    size_t count;
};
bool arguments_read(const struct command *command, int count, char *const args[],
                    struct arguments *arguments);
const char *arguments_option(const struct arguments *arguments, const struct command *command,
                             const char *name); /* "--format"; NULL: not given */

struct err;
/* Says "printseal: sentence" on standard error (each line of it) and hands the status on. */
enum status complain(enum status status, const struct err *err);
/* Says something that is not an error on standard error: "printseal: note: ...". */
void note(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* Says how the command is used, and hands STATUS_USAGE on. */
enum status misuse(const struct command *command, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The functions of the table. */
enum status command_init(const struct context *, int, char *const[]);
enum status command_answers(const struct context *, int, char *const[]);
enum status command_check(const struct context *, int, char *const[]);
enum status command_probe(const struct context *, int, char *const[]);
enum status command_report(const struct context *, int, char *const[]);
enum status command_list(const struct context *, int, char *const[]);
enum status command_get(const struct context *, int, char *const[]);
enum status command_set(const struct context *, int, char *const[]);
enum status command_add(const struct context *, int, char *const[]);
enum status command_remove(const struct context *, int, char *const[]);
enum status command_secret(const struct context *, int, char *const[]);
enum status command_strength(const struct context *, int, char *const[]);
enum status command_cert_status(const struct context *, int, char *const[]);
enum status command_cert_issue(const struct context *, int, char *const[]);
enum status command_cert_renew(const struct context *, int, char *const[]);
enum status command_cert_csr(const struct context *, int, char *const[]);
enum status command_cert_import(const struct context *, int, char *const[]);
enum status command_cert_sign_import(const struct context *, int, char *const[]);
enum status command_cert_client(const struct context *, int, char *const[]);
enum status command_cert_revoke(const struct context *, int, char *const[]);
enum status command_cert_export(const struct context *, int, char *const[]);
enum status command_cert_examine(const struct context *, int, char *const[]);
enum status command_history(const struct context *, int, char *const[]);
enum status command_diff(const struct context *, int, char *const[]);
enum status command_rollback(const struct context *, int, char *const[]);
enum status command_unlock(const struct context *, int, char *const[]);
enum status command_passwd(const struct context *, int, char *const[]);
enum status command_apply(const struct context *, int, char *const[]);
enum status command_export(const struct context *, int, char *const[]);
enum status command_import(const struct context *, int, char *const[]);
enum status command_completion(const struct context *, int, char *const[]);
enum status command_manual(const struct context *, int, char *const[]);

#endif
