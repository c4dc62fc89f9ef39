/* options_test.c - every option of every command and of the program, by walking the tables. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/err.h"
#include "backend/base/mem.h"
#include "screens/commands/commands.h"
#include "screens/session/context.h"
#include "tests/test.h"

typedef void walked(const struct command *command, const struct option_row *row);

static void walk(const struct command *list, walked *visit)
{
    for (const struct command *c = list; c->name; c++) {
        for (const struct option_row *o = c->options; o && o->name; o++)
            visit(c, o);
        if (c->below)
            walk(c->below, visit);
    }
}

/* A value that the option allows: the first of its words, or what it is. */
static char *some_value(const struct option_row *row)
{
    return must(strndup(row->value, strcspn(row->value, "|")));
}

static bool takes(const struct option_row *rows, char *first, char *second, const char *value)
{
    char *args[] = { first, second, NULL };
    struct option_taken taken;
    struct err err;
    int i = 0;

    return arguments_option_take(rows, args, &i, &taken, &err) && strcmp(taken.value, value) == 0 &&
           i == (second != NULL);
}

static bool refused(const struct option_row *rows, char *first, const char *says)
{
    char *args[] = { first, NULL };
    struct option_taken taken;
    struct err err;
    int i = 0;

    return !arguments_option_take(rows, args, &i, &taken, &err) && strstr(err.text, says);
}

/* "--opt value" and "--opt=value", "-X value" and "-Xvalue"; no value where one is needed. */
static void valued(const struct option_row *rows, const struct option_row *row)
{
    AUTO_FREE char *value = some_value(row), *joined = format("%s=%s", row->name, value);
    AUTO_FREE char *name = copy(row->name), *wrong = format("%s=~none~", row->name);
    AUTO_FREE char *letter = format("-%c", row->letter),
                   *near = format("-%c%s", row->letter, value);

    assert_true(takes(rows, name, value, value));
    assert_true(takes(rows, joined, NULL, value));
    assert_true(refused(rows, name, "needs"));
    assert_true(!strchr(row->value, '|') || refused(rows, wrong, "needs one of"));
    assert_true(!row->letter || takes(rows, letter, value, value));
    assert_true(!row->letter || takes(rows, near, NULL, value));
}

static void bare(const struct option_row *rows, const struct option_row *row)
{
    AUTO_FREE char *name = copy(row->name), *joined = format("%s=yes", row->name);
    AUTO_FREE char *letter = format("-%c", row->letter);

    assert_true(takes(rows, name, NULL, ""));
    assert_true(refused(rows, joined, "takes no value"));
    assert_true(!row->letter || takes(rows, letter, NULL, ""));
}

/* With one letter doubled it is not known, and is what is proposed. */
static void suggested(const struct option_row *rows, const struct option_row *row)
{
    AUTO_FREE char *typo = format("%.3s%s", row->name, row->name + 2);
    AUTO_FREE char *proposed = format("did you mean \"%s\"?", row->name);

    assert_true(refused(rows, typo, proposed));
}

static void read_all(const struct option_row *rows, const struct option_row *row)
{
    (row->value ? valued : bare)(rows, row);
    suggested(rows, row);
}

static void read_of(const struct command *command, const struct option_row *row)
{
    read_all(command->options, row);
}

static void test_read(void **state)
{
    (void)state;
    walk(commands, read_of);
    for (const struct option_row *o = context_options; o->name; o++)
        read_all(context_options, o);
}

/* ------------------------------------------------ what is said of them */

static void said(const struct option_row *row)
{
    assert_true(*row->what && row->what[strlen(row->what) - 1] != '.');
    assert_true(strncmp(row->name, "--", 2) == 0);
    assert_true(strstr(row->example, row->name) ||
                (row->letter && strchr(row->example, row->letter)));
}

/* The example is a command line of that command, which its row accepts. */
static void example_of(const struct command *command, const char *example)
{
    char *args[32], text[512], *rest = NULL;
    struct arguments arguments;
    int count = 0, words = strchr(command->name, ' ') ? 1 : 0;

    assert_int_equal(strncmp(example, command->name, strlen(command->name)), 0);
    snprintf(text, sizeof text, "%s", example);
    for (char *word = strtok_r(text, " ", &rest); word && *word != '<';
         word = strtok_r(NULL, " ", &rest))
        args[count++] = word;
    args[count] = NULL;
    assert_true(command->below || arguments_read(command, count - words, args + words, &arguments));
}

static void said_of(const struct command *command, const struct option_row *row)
{
    said(row);
    example_of(command, row->example);
}

static void each_command(const struct command *list)
{
    for (const struct command *c = list; c->name; c++) {
        size_t options = 0;

        assert_non_null(c->example);
        example_of(c, c->example);
        while (c->options && c->options[options].name)
            options++;
        assert_true(options <= OPTIONS_MAX);
        if (c->below)
            each_command(c->below);
    }
}

static void test_said(void **state)
{
    (void)state;
    walk(commands, said_of);
    each_command(commands);
    for (const struct option_row *o = context_options; o->name; o++)
        said(o);
}

/* ------------------------------------------------ of the program */

struct line {
    struct context context;
    int count;
    enum context_asked asked;
    char *args[8], text[256];
};

static bool read_line(struct line *line, const char *text)
{
    char *rest = NULL;

    *line = (struct line){ 0 };
    snprintf(line->text, sizeof line->text, "%s", text);
    for (char *word = strtok_r(line->text, " ", &rest); word; word = strtok_r(NULL, " ", &rest))
        line->args[line->count++] = word;
    return context_read(&line->context, &line->count, line->args, &line->asked);
}

static void test_folder(void **state)
{
    static const char *const lines[] = {
        "-C dir list tls",       "-Cdir list tls",        "--folder dir list tls",
        "--folder=dir list tls", "list -C dir tls",       "list tls --folder=dir",
        "list -Cdir tls",        "list tls --folder dir",
    };
    struct line line;

    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        assert_true(read_line(&line, lines[i]));
        assert_string_equal(line.context.folder, "dir");
        assert_int_equal(line.count, 2);
        assert_string_equal(line.args[0], "list");
        assert_string_equal(line.args[1], "tls");
    }
    assert_true(read_line(&line, "get -- -C"));
    assert_null(line.context.folder);
    assert_int_equal(line.count, 3);
    assert_false(read_line(&line, "-C"));
}

static void test_others(void **state)
{
    struct line line;

    (void)state;
    assert_true(read_line(&line, "set --wait=5 a=b --read-only"));
    assert_true(line.context.wait == 5 && line.context.read_only && line.count == 2);
    assert_false(read_line(&line, "--wait soon list"));
    assert_true(read_line(&line, "-h") && line.asked == ASKED_HELP);
    assert_true(read_line(&line, "-V") && line.asked == ASKED_VERSION);
    assert_true(read_line(&line, "list -h") && line.asked == ASKED_NOTHING && line.count == 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_read),
        cmocka_unit_test(test_said),
        cmocka_unit_test(test_folder),
        cmocka_unit_test(test_others),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
