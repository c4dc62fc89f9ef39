#include "backend/store/conf/conf_scan.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "backend/base/utf8.h"
#include "backend/store/conf/conf_lex.h"

/* ------------------------------------------------ bytes */

/* Most files hold nothing else: a loop the compiler can run on many bytes at once. */
static bool conf_scan_plain(const char *text, size_t size)
{
    bool odd = false;

    for (size_t i = 0; i < size; i++)
        odd |= (unsigned char)(text[i] - ' ') > '~' - ' ' && text[i] != '\n';
    return !odd;
}

/* Direction marks could make a text read otherwise than it is (CVE-2021-42574). */
static bool fine(unsigned point)
{
    return !utf8_control(point) || point == '\n' || point == '\t' || point == '\r';
}

static bool report_byte(size_t step, unsigned point, int line, struct faults *faults)
{
    if (!step)
        return fault(faults, line, "is not UTF-8; save the file in that encoding");
    if (!point)
        return fault(faults, line, "holds a NUL byte; this is not a text file");
    return fault(faults, line, "holds the control character U+%04X; take it out", point);
}

/* One such fault is enough: a file in another encoding has thousands. */
static bool bytes_fine(const char *text, size_t size, struct faults *faults)
{
    int line = 1;

    if (conf_scan_plain(text, size))
        return true;
    for (size_t at = 0, step; at < size; at += step) {
        unsigned point;

        step = utf8_read(text + at, size - at, &point);
        if (!step || !fine(point))
            return report_byte(step, point, line, faults);
        line += point == '\n';
    }
    return true;
}

/* ------------------------------------------------ words */

struct scan {
    struct faults *faults;
    struct conf_token before; /* the word before, comments left out */
    bool key;                 /* is it a key, still without = ? */
    struct open {
        char mark;
        int line, settings;
    } open[CONF_DEEPEST + 1]; /* 0: the file */
    int depth;
};

/* Do values stand here, and no keys? */
static bool in_values(const struct scan *scan)
{
    char mark = scan->open[scan->depth].mark;

    return mark == '(' || mark == '[';
}

/* Is the word before one that wants a value now? */
static bool wants_value(const struct scan *scan)
{
    return conf_token_is_one(&scan->before, in_values(scan) ? "=:,[(" : "=:");
}

/* A value where none is due, or an array of anything but texts: libconfig would stop at it too, but
 * with less of an explanation, and losing memory. */
static bool scan_value(struct scan *scan, const struct conf_token *token)
{
    const struct open *open = &scan->open[scan->depth];

    if (scan->before.kind == TOKEN_WRONG)
        return true; /* enough was said */
    if (!wants_value(scan) && !in_values(scan))
        return fault(scan->faults, token->line, "a key and = are missing before this value");
    if (!wants_value(scan))
        return fault(scan->faults, token->line, "a comma is missing before this value");
    return open->mark != '[' || token->kind == TOKEN_TEXT ||
           fault(scan->faults, token->line, "only texts in quotation marks may stand in [ ]");
}

static bool scan_text(struct scan *scan, const struct conf_token *token)
{
    return scan->before.kind == TOKEN_TEXT || scan_value(scan, token);
}

static bool scan_name(struct scan *scan, const struct conf_token *token)
{
    bool flag = (token->size == 4 && strncasecmp(token->at, "true", 4) == 0) ||
                (token->size == 5 && strncasecmp(token->at, "false", 5) == 0);

    if (flag)
        return scan_value(scan, token);
    if (wants_value(scan) || in_values(scan))
        return fault(scan->faults, token->line,
                     "a text needs quotation marks around it; without them only numbers, "
                     "true and false may stand here");
    scan->key = true;
    return scan->open[scan->depth].settings++ < CONF_GROUP_MAX ||
           fault(scan->faults, token->line, "more than %d settings in one group", CONF_GROUP_MAX);
}

static bool scan_number(struct scan *scan, const struct conf_token *token)
{
    char digits[32] = "", *end = digits;

    if (token->size < sizeof digits)
        memcpy(digits, token->at, token->size);
    errno = 0;
    long number = strtol(digits, &end, 10);
    if (!scan_value(scan, token))
        return false;
    if (end == digits || *end)
        return fault(scan->faults, token->line,
                     "a number here is whole and written in decimal digits; a text needs quotation "
                     "marks around it");
    return (!errno && number >= INT_MIN && number <= INT_MAX) ||
           fault(scan->faults, token->line, "the number is beyond what any setting may be");
}

static bool scan_open(struct scan *scan, const struct conf_token *token)
{
    if (!scan_value(scan, token))
        return false;
    if (scan->depth == CONF_DEEPEST)
        return fault(scan->faults, token->line, "brackets are nested deeper than %d", CONF_DEEPEST);
    scan->open[++scan->depth] = (struct open){ .mark = *token->at, .line = token->line };
    return true;
}

static bool scan_close(struct scan *scan, const struct conf_token *token)
{
    const struct open *open = &scan->open[scan->depth];
    char fits = *token->at == '}' ? '{' : *token->at == ']' ? '[' : '(';

    if (!scan->depth)
        return fault(scan->faults, token->line, "%c closes nothing", *token->at);
    if (open->mark != fits)
        return fault(scan->faults, token->line, "%c stands where the %c of line %d must be closed",
                     *token->at, open->mark, open->line);
    if (conf_token_is(&scan->before, ','))
        return fault(scan->faults, token->line, "a comma must not stand before %c", *token->at);
    scan->depth--;
    return true;
}

/* Newer versions of libconfig take ",," in a list for ",". */
static bool scan_mark(struct scan *scan, const struct conf_token *token)
{
    if (conf_token_is_one(token, "({["))
        return scan_open(scan, token);
    if (conf_token_is_one(&scan->before, conf_token_is(token, ',') ? "=:,({[" : "=:"))
        return fault(scan->faults, token->line, "a value is missing before %c", *token->at);
    return !conf_token_is_one(token, ")}]") || scan_close(scan, token);
}

static bool scan_word(struct scan *scan, const struct conf_token *token)
{
    bool key = scan->key;

    scan->key = false;
    if (key && !conf_token_is_one(token, "=:"))
        return fault(scan->faults, scan->before.line, "%.*s: needs = and a value behind it",
                     scan->before.size < 64 ? (int)scan->before.size : 64, scan->before.at);
    switch (token->kind) {
    case TOKEN_NAME:
        return scan_name(scan, token);
    case TOKEN_NUMBER:
        return scan_number(scan, token);
    case TOKEN_MARK:
        return scan_mark(scan, token);
    case TOKEN_WRONG:
        return fault(scan->faults, token->line, "%s", token->why);
    case TOKEN_TEXT:
        return scan_text(scan, token);
    case TOKEN_COMMENT:
    case TOKEN_END:
        break;
    }
    return true;
}

/* What follows a bracket that does not fit can no longer be understood. */
static bool words_fine(struct scan *scan, const char *text, size_t size, struct conf_pieces *pieces)
{
    struct lexer lexer = { text, text + size, 1 };
    struct conf_token token = conf_lex_next(&lexer);

    for (; token.kind != TOKEN_END; token = conf_lex_next(&lexer)) {
        if (token.kind == TOKEN_COMMENT)
            continue;
        if (!scan_word(scan, &token) && token.kind == TOKEN_MARK)
            return false;
        if (scan->faults->count > FAULTS_REPORTED)
            return false;
        conf_pieces_note(pieces, &token, scan->depth, scan->open[1].mark,
                         (size_t)scan->open[0].settings);
        scan->before = token;
    }
    const struct open *open = &scan->open[scan->depth];
    return !scan->depth ||
           fault(scan->faults, open->line, "the %c of this line is never closed", open->mark);
}

bool conf_scan(const char *text, size_t size, struct faults *faults, struct conf_pieces *pieces)
{
    struct scan scan = { .faults = faults };

    pieces->text = text;
    return bytes_fine(text, size, faults) && words_fine(&scan, text, size, pieces) &&
           !faults->count;
}
