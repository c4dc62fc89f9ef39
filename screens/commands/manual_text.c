#include "screens/commands/manual_text.h"

#include <stddef.h>
#include <stdio.h>

/* Characters that groff_man(7) would turn into typographic ones are named. */
static void manual_text_char(char c)
{
    static const struct {
        char from;
        const char *to;
    } names[] = { { '\\', "\\e" },  { '-', "\\-" },   { '"', "\\(dq" }, { '\'', "\\(aq" },
                  { '^', "\\(ha" }, { '~', "\\(ti" }, { '`', "\\(ga" } };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (names[i].from == c) {
            fputs(names[i].to, stdout);
            return;
        }
    putchar(c);
}

/* In lines of about 70 columns, none of which starts with a control character. */
void manual_text(const char *text)
{
    for (size_t column = 0; *text; text++) {
        if (*text == ' ' && column >= 60) {
            putchar('\n');
            column = 0;
            continue;
        }
        if (*text == '.' && !column)
            fputs("\\&", stdout);
        manual_text_char(*text);
        column++;
    }
}

void manual_text_line(const char *text)
{
    manual_text(text);
    putchar('\n');
}

/* A macro with one argument; quotes keep its spaces together. */
void manual_text_macro(const char *macro, const char *text)
{
    printf(".%s \"", macro);
    manual_text(text);
    puts("\"");
}
