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

struct err;

enum status {
    STATUS_FINE = 0,
    STATUS_FINDINGS = 1, /* findings, or a failed probe */
    STATUS_USAGE = 2,    /* wrong use */
    STATUS_FAILED = 3,   /* could not: bad file, locked, no space, no permission */
    STATUS_LEFT = 4,     /* the wizard was left without saving */
    STATUS_SIGNAL = 128, /* and its number: ended by that signal, after what is finished was told */
};

/* What was said before the command's name. */
struct context {
    const char *folder; /* -C; NULL: the default */
    bool read_only;
    long wait;  /* seconds to wait for another writer */
    bool plain; /* the wizard asks line by line */
    bool mouse; /* the wizard takes clicks and the wheel */
};

enum { OPTIONS_MAX = 16, REPEATS_MAX = 64, WORDS_MAX = 4096 };

/* One option of a command, or of the program. Reading, help, manual and completion take it from
 * here; a table ends with a row whose name is NULL. */
struct option_row {
    const char *name;    /* "--format" */
    const char *value;   /* NULL: takes none; "text|json": exactly these; else what it is, as in
                            arguments: "FILE", "FOLDER", "PATH" */
    const char *what;    /* one line, no full stop */
    const char *example; /* a command line behind the program's name: "check --format json" */
    char letter;         /* 'C': "-C" is the same; 0: none */
};

struct command {
    const char *name;
    const char *arguments; /* NULL: none; as usage shows them: "PATH=VALUE...". Completion knows the
                              words in capitals: screens/manual/candidates.c */
    const char *summary;   /* one line of help, no full stop */
    const char *help; /* paragraphs for --help and the manual, each sentence with a full stop */
    /* command is this row; args[0] is its last word; args ends with NULL. */
    enum status (*run)(const struct command *command, const struct context *context, int count,
                       char *const args[]);
    const struct option_row *options; /* NULL: none */
    size_t least, most;               /* words that are no options */
    const struct command *below; /* it is a family: its first word chooses one of these, whose names
                                    are both words ("cert status"); name NULL at the end */
    const char *example;         /* what it is most often called as, behind the program's name */
};

extern const struct command commands[]; /* screens/commands/commands.c; name NULL at the end */

/* By its name: "set", "cert", "cert status"; NULL: none. */
const struct command *command_find(const char *name);

/* Reads the option at args[*i], "--format X", "--format=X", or by its letter, and goes to the last
 * word that belongs to it. False, and err says what would be right: there is no such option, its
 * value is missing, is not allowed, or there should be none. */
struct option_taken {
    const struct option_row *row;
    const char *value; /* points into args; "" if the option takes none */
};
bool arguments_option_take(const struct option_row *rows, char *const args[], int *i,
                           struct option_taken *taken, struct err *err);

/* Takes the options off args: "--format X" or "--format=X" gives X, a bare "--force" gives "".
 * Handed over are pointers into args. False, and how it is used on standard error, for an option
 * that is not in the command's row, a word that it does not allow, or too few or too many words.
 * "--" ends options. */
struct arguments {
    const struct command *command;    /* the row that was read for */
    const char *options[OPTIONS_MAX]; /* value by index in command->options; NULL: not given */
    struct option_taken before[REPEATS_MAX]; /* of options that were given again */
    size_t repeats;
    const char *words[WORDS_MAX]; /* what is no option */
    size_t count;
};
bool arguments_read(const struct command *command, int count, char *const args[],
                    struct arguments *arguments);
const char *arguments_option(const struct arguments *arguments,
                             const char *name); /* "--format"; NULL: not given */
/* The value of an option that may be given several times, from 0 on: the last one first; NULL:
 * there is no such one. */
const char *arguments_repeated(const struct arguments *arguments, const char *name, size_t number);
bool arguments_json(const struct arguments *arguments); /* --format json */

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
void usage_options(const struct option_row *rows, FILE *out); /* each with its example */
void usage_members(const struct command *list, FILE *out);    /* a line each */

#endif
