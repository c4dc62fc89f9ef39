/* bytes.h - the other end of a terminal of 80x24, where what was sent is counted. A process starts
 * one, and no other: ncurses has one terminal in its life. */
#ifndef TESTS_SCREENS_BYTES_H
#define TESTS_SCREENS_BYTES_H

#include <fcntl.h>
#include <locale.h>
#include <pty.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/test.h"
#include "tui/term.h"

static int bytes_end; /* the terminal's */

static inline size_t bytes_come(void)
{
    char text[65536];
    size_t all = 0;
    ssize_t got;

    while ((got = read(bytes_end, text, sizeof text)) > 0)
        all += (size_t)got;
    return all;
}

/* In a process of its own: ncurses has one terminal in its life. Returns how it ended, 0: well. */
static inline int bytes_apart(const struct CMUnitTest *test)
{
    pid_t child = fork();
    int status = 1;

    if (child == 0)
        _exit(_cmocka_run_group_tests("bytes", test, 1, NULL, NULL));
    return waitpid(child, &status, 0) == child && WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

/* The look: as PRINTSEAL_LOOK names it. */
static inline void bytes_terminal(const char *look)
{
    struct winsize size = { .ws_row = 24, .ws_col = 80 };
    int slave;

    setenv("TERM", "xterm-256color", 1);
    setenv("PRINTSEAL_LOOK", look, 1);
    unsetenv("NO_COLOR");
    assert_non_null(setlocale(LC_CTYPE, "C.UTF-8"));
    assert_int_equal(openpty(&bytes_end, &slave, NULL, NULL, &size), 0);
    for (int fd = 0; fd < 2; fd++)
        assert_int_equal(dup2(slave, fd), fd);
    assert_int_equal(fcntl(bytes_end, F_SETFL, O_NONBLOCK), 0);
    const char *why;
    if (term_start(&why) != TERM_TAKEN)
        fail_msg("%s", why);
}

#endif
