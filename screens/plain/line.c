#include "screens/plain/line.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "backend/base/err.h"
#include "backend/base/language.h"
#include "screens/plain/wrap.h"
#include "screens/session/answer.h"

static int line_error; /* errno of a read that failed; 0: none did */

bool line_unread(struct err *err)
{
    if (!line_error)
        return false;
    errno = line_error;
    fail_errno(err, "standard input cannot be read");
    return true;
}

enum line_reading { READ_LINE, READ_END, READ_LONG };

/* A byte a call: from a pipe, what follows belongs to the next question. */
static ssize_t read_byte(char *byte)
{
    ssize_t got;

    do
        got = read(STDIN_FILENO, byte, 1);
    while (got < 0 && errno == EINTR);
    if (got < 0)
        line_error = errno;
    return got;
}

static enum line_reading line_read_line(char line[LINE_SIZE])
{
    size_t size = 0;
    char byte;

    for (;;) {
        if (read_byte(&byte) <= 0)
            return READ_END;
        if (byte == '\n')
            break;
        if (size < LINE_SIZE)
            line[size++] = byte;
    }
    if (size == LINE_SIZE)
        return READ_LONG;
    line[size] = '\0';
    return READ_LINE;
}

static void line_trim(char *line)
{
    size_t start = strspn(line, " \t\r"), size = strlen(line);

    while (size > start && isspace((unsigned char)line[size - 1]))
        size--;
    memmove(line, line + start, size - start);
    line[size - start] = '\0';
}

bool line_ask(const char *question, char line[LINE_SIZE])
{
    for (;;) {
        printf("%s: ", question);
        if (fflush(stdout) != 0)
            return false; /* nobody sees what is asked */
        enum line_reading reading = line_read_line(line);
        if (reading == READ_LINE) {
            wrap_answered();
            line_trim(line);
            return true;
        }
        putchar('\n');
        if (reading == READ_END)
            return false;
        printf(tr("That is longer than %d bytes.\n"), LINE_SIZE - 1);
    }
}

bool line_yes(const char *question, bool otherwise)
{
    char line[LINE_SIZE], whole[512];

    snprintf(whole, sizeof whole, tr("%s yes or no [%s]"), question,
             otherwise ? tr("yes") : tr("no"));
    while (line_ask(whole, line)) {
        if (!*line)
            return otherwise;
        if (answer_is_yes(line))
            return true;
        if (answer_is_no(line))
            return false;
        puts(tr("Please answer yes or no."));
    }
    return otherwise;
}
