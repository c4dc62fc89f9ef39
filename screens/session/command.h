/* command.h - what a command is: one row, one function; how its words and options are taken, and
 * how it complains.
 *
 * Exit statuses are the contract of all of them: people's scripts rely on them.
 */
#ifndef SCREENS_SESSION_COMMAND_H
#define SCREENS_SESSION_COMMAND_H

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
    long wait;  /* seconds to wait for another writer */
    bool plain; /* the wizard asks line by line */
};

enum { OPTIONS_MAX = 16, WORDS_MAX = 4096 };

struct command {
    const char *name;
    const char *arguments; /* as usage shows them: "PATH=VALUE..." */
    const char *summary;   /* one line of help, no full stop */
    const char *help; /* paragraphs for --help and the manual, each sentence with a full stop */
    /* command is this row; args[0] is its last word; args ends with NULL. */
    enum status (*run)(const struct command *command, const struct context *context, int count,
                       char *const args[]);
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

/* Takes the options off args: "--format X" or "--format=X" gives X, a bare "--force" gives "".
 * Handed over are pointers into args. False, and how it is used on standard error, for an option
 * that is not in the command's row, a word that it does not allow, or too few or too many words.
 * "--" ends options. */
struct arguments {
    const struct command *command;    /* the row that was read for */
    const char *options[OPTIONS_MAX]; /* value by index in command->options; NULL: not given */
    const char *words[WORDS_MAX];     /* what is no option */
    size_t count;
};
bool arguments_read(const struct command *command, int count, char *const args[],
                    struct arguments *arguments);
const char *arguments_option(const struct arguments *arguments,
                             const char *name);         /* "--format"; NULL: not given */
bool arguments_json(const struct arguments *arguments); /* --format json */

struct err;
/* Says "printseal: sentence" on standard error (each line of it) and hands the status on. */
enum status session_complain(enum status status, const struct err *err);
/* Says something that is not an error on standard error: "printseal: note: ...". */
void session_note(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* Says how the command is used, and hands STATUS_USAGE on. */
enum status session_misuse(const struct command *command, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* How a command is used, from its row: in one line, and all about it. */
void usage_of(const struct command *command, FILE *out);
void usage_help_of(const struct command *command, FILE *out);

#endif
