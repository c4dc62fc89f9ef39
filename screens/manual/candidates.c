#include "screens/manual/candidates.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "backend/model/schema.h"
#include "screens/session/context.h"

void candidates_offer(struct candidates *candidates, const char *text, const char *what)
{
    static const char safe[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                               "._-+=,:/@*";
    bool same = strcmp(candidates->last, text) == 0;

    if (same || text[strspn(text, safe)] ||
        strncmp(text, candidates->word, strlen(candidates->word)) != 0)
        return;
    snprintf(candidates->last, sizeof candidates->last, "%s", text);
    printf("%.*s%s\t%s\n", (int)candidates->front_size, candidates->front, text, what);
}

const struct config *candidates_config(struct candidates *candidates)
{
    struct err err;

    if (!candidates->asked)
        candidates->open = session_open(&candidates->session, &candidates->context, READ, &err);
    candidates->asked = true;
    return candidates->open ? candidates->session.config : NULL;
}

/* ------------------------------------------------ options */

static const struct option_row *candidates_row(const struct option_row *rows, const char *word)
{
    size_t size = word[1] == '-' ? strcspn(word, "=") : 2;

    for (; rows && rows->name; rows++) {
        bool letter = size == 2 && rows->letter && word[1] == rows->letter;

        if (letter || (strlen(rows->name) == size && memcmp(rows->name, word, size) == 0))
            return rows;
    }
    return NULL;
}

/* An option of the command, or of the program. */
static const struct option_row *candidates_option(const struct candidates *candidates,
                                                  const char *word)
{
    const struct option_row *row =
        candidates->command ? candidates_row(candidates->command->options, word) : NULL;

    return row ? row : candidates_row(context_options, word);
}

static void candidates_options(struct candidates *candidates, const struct option_row *rows)
{
    for (; rows && rows->name; rows++) {
        candidates_offer(candidates, rows->name, rows->what);
        if (rows->letter)
            candidates_offer(candidates, (char[]){ '-', rows->letter, '\0' }, rows->what);
    }
}

/* Behind a command are only those of the program that may stand there. */
static void candidates_all_options(struct candidates *candidates)
{
    static const char *const behind[] = { "--folder", "--read-only", "--wait", "--help" };

    if (!candidates->command) {
        candidates_options(candidates, context_options);
        return;
    }
    candidates_options(candidates, candidates->command->options);
    for (size_t i = 0; i < sizeof behind / sizeof *behind; i++)
        candidates_offer(candidates, behind[i], candidates_row(context_options, behind[i])->what);
}

static void candidates_value(struct candidates *candidates, const struct option_row *row)
{
    if (row && row->value)
        candidates_kind(candidates, row->value, strlen(row->value));
}

/* ------------------------------------------------ words */

static void candidates_members(struct candidates *candidates, const struct command *list)
{
    for (; list->name; list++) {
        const char *blank = strchr(list->name, ' ');

        candidates_offer(candidates, blank ? blank + 1 : list->name, list->summary);
    }
}

static void candidates_first(struct candidates *candidates)
{
    candidates_members(candidates, commands);
    for (size_t i = 0; sections[i]; i++)
        candidates_offer(candidates, sections[i]->key, sections[i]->title);
}

/* "[PATH...]", "LIST.NAME [KEY=VALUE...]": the word at the place, the last for all behind it if it
 * is repeated. */
static void candidates_argument(struct candidates *candidates, const char *arguments)
{
    for (size_t place = 0; arguments && *arguments; place++) {
        arguments += strspn(arguments, " [");
        size_t all = strcspn(arguments, " "), size = strcspn(arguments, " ].");
        bool dotted = arguments[size] == '.' && isalpha((unsigned char)arguments[size + 1]);

        if (dotted) /* LIST.NAME */
            size += 1 + strcspn(arguments + size + 1, " ].");
        bool repeated = strncmp(arguments + size, "...", 3) == 0;
        if (place == candidates->place || (repeated && place < candidates->place)) {
            candidates_kind(candidates, arguments, size);
            return;
        }
        arguments += all;
    }
}

static void candidates_word(struct candidates *candidates)
{
    if (!candidates->command)
        candidates_first(candidates);
    else if (candidates->command->below)
        candidates_members(candidates, candidates->command->below);
    else
        candidates_argument(candidates, candidates->command->arguments);
}

/* ------------------------------------------------ the line */

/* The command, then its member; then words count. */
static bool candidates_step(struct candidates *candidates, const char *word)
{
    char name[64];

    if (candidates->command && !candidates->command->below) {
        candidates->first = candidates->place++ ? candidates->first : word;
        return true;
    }
    snprintf(name, sizeof name, "%s%s%s", candidates->command ? candidates->command->name : "",
             candidates->command ? " " : "", word);
    candidates->command = command_find(name);
    return candidates->command;
}

/* Passes over the option at words[*i] and its value. row: the word in hand is that value. */
static void candidates_pass(struct candidates *candidates, const char *const words[], size_t count,
                            size_t *i, const struct option_row **row)
{
    const char *word = words[*i];
    const struct option_row *option = candidates_option(candidates, word);
    const char *value = word[1] == '-' ? strchr(word, '=') : word[2] ? word + 1 : NULL;

    if (!option || !option->value)
        return;
    if (!value && *i + 2 == count) {
        *row = option;
        return;
    }
    const char *given = value ? value + 1 : words[++*i];
    if (option->letter == 'C')
        candidates->context.folder = given;
}

/* What stands before the word in hand. False: nothing can follow. */
static bool candidates_read(struct candidates *candidates, const char *const words[], size_t count,
                            const struct option_row **row, bool *ended)
{
    for (size_t i = 0; i + 1 < count; i++) {
        const char *word = words[i];
        bool end = strcmp(word, "--") == 0;

        if (end && !*ended)
            *ended = true;
        else if (!*ended && word[0] == '-' && word[1])
            candidates_pass(candidates, words, count, &i, row);
        else if (!candidates_step(candidates, word))
            return false;
    }
    return true;
}

static void candidates_in_hand(struct candidates *candidates, bool ended)
{
    const char *word = candidates->word, *equals = strchr(word, '=');

    if (ended || word[0] != '-') {
        candidates_word(candidates);
    } else if (word[1] == '-' && equals) {
        const struct option_row *row = candidates_option(candidates, word);

        candidates->front = word;
        candidates->front_size = (size_t)(equals + 1 - word);
        candidates->word = equals + 1;
        candidates_value(candidates, row);
    } else {
        candidates_all_options(candidates);
    }
}

void candidates_print(const struct context *context, const char *const words[], size_t count)
{
    struct candidates candidates = { .context = *context, .front = "" };
    const struct option_row *row = NULL;
    bool ended = false;

    candidates.word = count ? words[count - 1] : "";
    if (candidates_read(&candidates, words, count, &row, &ended)) {
        if (row)
            candidates_value(&candidates, row);
        else
            candidates_in_hand(&candidates, ended);
    }
    session_close(&candidates.session);
}
