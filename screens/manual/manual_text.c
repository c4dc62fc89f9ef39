#include "screens/manual/manual_text.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* Characters that groff_man(7) would turn into typographic ones are named. */
static void manual_text_char(char c, FILE *out)
{
    static const struct {
        char from;
        const char *to;
    } names[] = { { '\\', "\\e" },  { '-', "\\-" },   { '"', "\\(dq" }, { '\'', "\\(aq" },
                  { '^', "\\(ha" }, { '~', "\\(ti" }, { '`', "\\(ga" } };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (names[i].from == c) {
            fputs(names[i].to, out);
            return;
        }
    fputc(c, out);
}

/* Bytes of the next word as mandoc(1) counts them, which takes a character of two as \[u00FC]. */
static size_t manual_text_wide(const char *text)
{
    size_t wide = 0;

    for (; *text && *text != ' '; text++)
        wide += *text & 0x80 ? 4 : 1;
    return wide;
}

/* In lines of about 70 columns, none of which starts with a control character; a sentence ends a
 * line, as man(7) wants it. */
void manual_text(const char *text, FILE *out)
{
    for (size_t column = 0; *text; text++) {
        bool full = *text == ' ' && column + manual_text_wide(text + 1) > 66;
        bool sentence = column > 1 && strchr(".!?", text[-1]);

        if (*text == ' ' && (full || sentence)) {
            fputc('\n', out);
            column = 0;
            continue;
        }
        if ((*text == '.' || *text == '\'') && !column)
            fputs("\\&", out);
        manual_text_char(*text, out);
        column += *text & 0x80 ? 4 : 1;
    }
}

void manual_text_line(const char *text, FILE *out)
{
    manual_text(text, out);
    fputc('\n', out);
}

void manual_text_macro(const char *macro, const char *text, FILE *out)
{
    fprintf(out, ".%s \"", macro);
    for (; *text; text++)
        manual_text_char(*text, out);
    fputs("\"\n", out);
}

void manual_text_tagged(const char *tag, const char *text, FILE *out)
{
    fputs(".TP\n", out);
    manual_text_macro("B", tag, out);
    manual_text_line(text, out);
}

void manual_text_example(const char *line, FILE *out)
{
    fputs(".EX\n", out);
    for (; *line; line++)
        manual_text_char(*line, out);
    fputs("\n.EE\n", out);
}
