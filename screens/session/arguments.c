/* arguments.c - from the words of a command line to options and words; complaining about them. */
#include <errno.h>
#include <stdarg.h>
#include <string.h>

#include "backend/base/err.h"
#include "backend/base/language.h"
#include "backend/base/suggest.h"
#include "backend/base/utf8.h"
#include "screens/session/command.h"
#include "screens/session/output.h"

enum status session_complain(enum status status, const struct err *err)
{
    const char *broken = strerror(EPIPE);
    size_t length = strlen(err->text), tail = strlen(broken);

    if (output_unread() && length >= tail && strcmp(err->text + length - tail, broken) == 0)
        return status;
    for (const char *line = err->text; *line;) {
        size_t size = strcspn(line, "\n");

        fprintf(stderr, "printseal: %.*s\n", (int)size, line);
        line += size + (line[size] == '\n');
    }
    return status;
}

/* Words of the command line and of files come back in sentences: they are tamed here. */
__attribute__((format(printf, 2, 0))) static void common_verdict(const char *before,
                                                                 const char *format, va_list args)
{
    char text[1024];

    vsnprintf(text, sizeof text, tr(format), args);
    utf8_sanitize(text);
    fprintf(stderr, "printseal: %s%s\n", before, text);
}

void session_note(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    common_verdict(tr("note: "), format, args);
    va_end(args);
}

enum status session_misuse(const struct command *command, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    common_verdict("", format, args);
    va_end(args);
    fputs(tr("usage: "), stderr);
    usage_of(command, stderr);
    return STATUS_USAGE;
}

/* ------------------------------------------------ options */

static const struct option_row *option_find(const struct option_row *rows, const char *text,
                                            size_t size)
{
    for (; rows && rows->name; rows++) {
        bool named = strlen(rows->name) == size && memcmp(rows->name, text, size) == 0;

        if (named || (size == 2 && text[1] == rows->letter))
            return rows;
    }
    return NULL;
}

static bool option_unknown(const struct option_row *rows, const char *text, struct err *err)
{
    struct suggest suggest = suggest_start(text);

    for (; rows && rows->name; rows++)
        suggest_try(&suggest, rows->name);
    suggest_try(&suggest, "--help");
    if (*suggest_best(&suggest))
        return fail(err, "there is no option \"%.64s\"; did you mean \"%s\"?", text,
                    suggest_best(&suggest));
    return fail(err, "there is no option \"%.64s\"", text);
}

/* "a|b|c" allows exactly these; "FILE" allows anything. */
static bool option_allows(const char *words, const char *value)
{
    size_t size = strlen(value);

    if (!strchr(words, '|'))
        return true;
    for (const char *at = words; *at; at += strcspn(at, "|"), at += *at == '|')
        if (strcspn(at, "|") == size && memcmp(at, value, size) == 0)
            return true;
    return false;
}

/* The value stands in the word itself, behind "=" or the letter, or is the next word. */
static const char *option_value(const char *text, size_t size, char *const args[], int *i)
{
    if (text[size])
        return text + size + (text[size] == '=');
    return args[*i + 1] ? args[++*i] : NULL;
}

bool arguments_option_take(const struct option_row *rows, char *const args[], int *i,
                           struct option_taken *taken, struct err *err)
{
    const char *text = args[*i];
    size_t size = text[1] == '-' ? strcspn(text, "=") : 2;

    *taken = (struct option_taken){ option_find(rows, text, size), "" };
    if (!taken->row)
        return option_unknown(rows, text, err);
    if (!taken->row->value)
        return !text[size] || fail(err, "%.*s takes no value", (int)size, text);
    taken->value = option_value(text, size, args, i);
    if (!taken->value)
        return fail(err, "%s needs %s", text, taken->row->value);
    return option_allows(taken->row->value, taken->value) ||
           fail(err, "%.*s needs one of %s", (int)size, text, taken->row->value);
}

/* The last value counts, and those before it where an option may be given several times. */
static bool arguments_keep(struct arguments *arguments, const struct option_taken *taken)
{
    const struct command *command = arguments->command;
    size_t option = (size_t)(taken->row - command->options);
    const char **value = &arguments->options[option];

    if (*value && arguments->repeats == REPEATS_MAX)
        return session_misuse(command, "%s: %s is given too often", command->name,
                              command->options[option].name),
               false;
    if (*value)
        arguments->before[arguments->repeats++] = (struct option_taken){ taken->row, *value };
    *value = taken->value;
    return true;
}

/* Reads the option at args[*i], and its value, which may be the next word. */
static bool arguments_take(const struct command *command, char *const args[], int *i,
                           struct arguments *arguments)
{
    struct option_taken taken;
    struct err err;

    if (!arguments_option_take(command->options, args, i, &taken, &err))
        return session_misuse(command, "%s: %s", command->name, err.text), false;
    return arguments_keep(arguments, &taken);
}

static bool count_fits(const struct command *command, const struct arguments *arguments)
{
    if (arguments->count < command->least)
        return session_misuse(command, "%s: needs %s", command->name, command->arguments), false;
    if (arguments->count > command->most) /* not repeated here: it may be a secret */
        return session_misuse(command, "%s: too many words", command->name), false;
    return true;
}

/* What programs and later runs read is English, and so is all that is judged for it. */
static void arguments_language(const struct arguments *arguments)
{
    const char *form = arguments_option(arguments, "--format");

    if ((form && strcmp(form, "text") != 0 && strcmp(form, "html") != 0) ||
        arguments_option(arguments, "--watch"))
        language_set(false);
}

bool arguments_read(const struct command *command, int count, char *const args[],
                    struct arguments *arguments)
{
    bool ended = false;

    *arguments = (struct arguments){ .command = command };
    for (int i = 1; i < count; i++) {
        if (!ended && strcmp(args[i], "--") == 0)
            ended = true;
        else if (!ended && args[i][0] == '-' && args[i][1]) {
            if (!arguments_take(command, args, &i, arguments))
                return false;
        } else if (arguments->count == WORDS_MAX)
            return session_misuse(command, "%s: more than %d words", command->name, WORDS_MAX),
                   false;
        else
            arguments->words[arguments->count++] = args[i];
    }
    arguments_language(arguments);
    return count_fits(command, arguments);
}

const char *arguments_option(const struct arguments *arguments, const char *name)
{
    const struct option_row *rows = arguments->command->options;

    for (size_t i = 0; rows && rows[i].name; i++)
        if (strcmp(rows[i].name, name) == 0)
            return arguments->options[i];
    return NULL;
}

const char *arguments_repeated(const struct arguments *arguments, const char *name, size_t number)
{
    size_t found = 0;

    if (!number)
        return arguments_option(arguments, name);
    for (size_t i = 0; i < arguments->repeats; i++)
        if (strcmp(arguments->before[i].row->name, name) == 0 && ++found == number)
            return arguments->before[i].value;
    return NULL;
}

bool arguments_json(const struct arguments *arguments)
{
    const char *form = arguments_option(arguments, "--format");

    return form && strcmp(form, "json") == 0;
}
