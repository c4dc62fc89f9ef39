/* arguments.c - from the words of a command line to options and words; complaining about them. */
#include <stdarg.h>
#include <string.h>

#include "backend/base/err.h"
#include "backend/base/suggest.h"
#include "backend/base/utf8.h"
#include "screens/session/command.h"

enum status session_complain(enum status status, const struct err *err)
{
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

    vsnprintf(text, sizeof text, format, args);
    utf8_sanitize(text);
    fprintf(stderr, "printseal: %s%s\n", before, text);
}

void session_note(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    common_verdict("note: ", format, args);
    va_end(args);
}

enum status session_misuse(const struct command *command, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    common_verdict("", format, args);
    va_end(args);
    fputs("usage: ", stderr);
    usage_of(command, stderr);
    return STATUS_USAGE;
}

/* ------------------------------------------------ options */

static bool same_name(const char *option, const char *text, size_t size)
{
    return strlen(option) >= size && memcmp(option, text, size) == 0 &&
           (option[size] == '\0' || option[size] == '=');
}

static bool unknown_option(const struct command *command, const char *text)
{
    struct suggest suggest = suggest_start(text);

    for (size_t i = 0; command->options && command->options[i]; i++)
        suggest_try(&suggest, command->options[i]);
    suggest_try(&suggest, "--help");
    if (*suggest_best(&suggest))
        session_misuse(command, "%s: there is no option \"%s\"; did you mean \"%s\"?",
                       command->name, text, suggest_best(&suggest));
    else
        session_misuse(command, "%s: there is no option \"%s\"", command->name, text);
    return false;
}

/* "a|b|c" allows exactly these; "FILE" allows anything. */
static bool allowed(const char *words, const char *value)
{
    size_t size = strlen(value);

    if (!strchr(words, '|'))
        return true;
    for (const char *at = words; *at; at += strcspn(at, "|"), at += *at == '|')
        if (strcspn(at, "|") == size && memcmp(at, value, size) == 0)
            return true;
    return false;
}

/* Reads the option at args[*i], and its value, which may be the next word. */
static bool read_option(const struct command *command, char *const args[], int *i,
                        struct arguments *arguments)
{
    const char *text = args[*i], *value = strchr(text, '=');
    size_t size = value ? (size_t)(value - text) : strlen(text), at = 0;

    while (command->options && command->options[at] && !same_name(command->options[at], text, size))
        at++;
    if (!command->options || !command->options[at])
        return unknown_option(command, text);
    const char *wants = strchr(command->options[at], '=');
    if (!wants && value)
        return session_misuse(command, "%s: %.*s takes no value", command->name, (int)size, text),
               false;
    if (wants && !value && !args[*i + 1])
        return session_misuse(command, "%s: %s needs %s", command->name, text, wants + 1), false;
    if (!wants)
        value = "";
    else
        value = value ? value + 1 : args[++*i];
    if (wants && !allowed(wants + 1, value))
        return session_misuse(command, "%s: %.*s needs one of %s", command->name, (int)size, text,
                              wants + 1),
               false;
    arguments->options[at] = value;
    return true;
}

static bool count_fits(const struct command *command, const struct arguments *arguments)
{
    if (arguments->count < command->least)
        return session_misuse(command, "%s: needs %s", command->name, command->arguments), false;
    if (arguments->count > command->most) /* not repeated here: it may be a secret */
        return session_misuse(command, "%s: too many words", command->name), false;
    return true;
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
            if (!read_option(command, args, &i, arguments))
                return false;
        } else if (arguments->count == WORDS_MAX)
            return session_misuse(command, "%s: more than %d words", command->name, WORDS_MAX),
                   false;
        else
            arguments->words[arguments->count++] = args[i];
    }
    return count_fits(command, arguments);
}

const char *arguments_option(const struct arguments *arguments, const char *name)
{
    const char *const *options = arguments->command->options;

    for (size_t i = 0; options && options[i]; i++)
        if (same_name(options[i], name, strlen(name)))
            return arguments->options[i];
    return NULL;
}

bool arguments_json(const struct arguments *arguments)
{
    const char *form = arguments_option(arguments, "--format");

    return form && strcmp(form, "json") == 0;
}
