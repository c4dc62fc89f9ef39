/* term_test.c - a real pty: whatever ends the program, the terminal is put back and the program
 * dies by that very signal; and the loop waits, wakes and paints as it promises. */
#include "tests/test.h"

#include "tui/loop.h"
#include "tui/term.h"
#include "tui/text.h"
#include <fcntl.h>
#include <locale.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <utmp.h>

/* The program in the pty: shows what was typed, leaves at 'q', says its last words. */
static struct loop loop;
static char shown[128];
static int words, ticks[2];
static unsigned painted;

static void draw(const void *data)
{
    char text[200];

    (void)data;
    snprintf(text, sizeof text, "frame %u of %dx%d: <%s>", ++painted, term_area().cols,
             term_area().rows, shown);
    text_put(0, 0, term_area().cols, text);
}

static void add(const char *text)
{
    snprintf(shown + strlen(shown), sizeof shown - strlen(shown), "%s", text);
}

static void key(void *data, int pressed)
{
    char text[8] = { (char)pressed, '\0' };

    (void)data;
    if (pressed == 'q')
        loop_end(&loop);
    else if (pressed == 'c')
        abort();
    else
        add(pressed == K_ESC ? "Esc" : pressed == K_CTRL('s') ? "C-s" : text);
}

static void paste(void *data, const char *text)
{
    (void)data;
    add("P:");
    add(text);
}

static void last_words(void *data, int number)
{
    (void)data;
    if (dprintf(words, "%d", number) < 0)
        _exit(99);
}

static void timer(void *data, size_t which)
{
    (void)data;
    add(which == 3 ? "T3" : "T?");
}

static void ready(void *data, int fd)
{
    char byte;

    (void)data;
    if (read(fd, &byte, 1) == 1)
        add("R");
    else
        loop_forget(&loop, fd);
}

static _Noreturn void program(const char *type)
{
    static const struct loop_calls calls = {
        .draw = draw, .key = key, .paste = paste, .timer = timer, .last_words = last_words
    };
    const struct rlimit none = { 0, 0 };
    const char *why;

    setrlimit(RLIMIT_CORE, &none);
    if (type)
        setenv("TERM", type, 1);
    else
        unsetenv("TERM");
    if (term_start(&why) != TERM_TAKEN)
        _exit(3);
    loop_watch(&loop, ticks[0], ready, NULL);
    loop_run(&loop, &calls, NULL);
    term_stop();
    _exit(0);
}

/* The other end: what a person would see and do. */
struct line {
    pid_t child;
    int fd, words, tick;
    struct termios before;
    char seen[65536];
    size_t size;
};

static void listen(struct line *line, int ms)
{
    struct pollfd fd = { .fd = line->fd, .events = POLLIN };

    while (poll(&fd, 1, ms) > 0 && line->size + 1 < sizeof line->seen) {
        ssize_t got = read(line->fd, line->seen + line->size, sizeof line->seen - line->size - 1);
        if (got <= 0)
            break;
        line->size += (size_t)got;
    }
    line->seen[line->size] = '\0';
}

/* Waits for the text, and forgets what came up to its end. */
static void expect(struct line *line, const char *text)
{
    const char *found;

    for (int i = 0; i < 200 && !strstr(line->seen, text); i++)
        listen(line, 25);
    if (!strstr(line->seen, text))
        print_error("expected %s in:\n%s\n", text, line->seen);
    found = strstr(line->seen, text);
    assert_non_null(found);
    line->size -= (size_t)(found + strlen(text) - line->seen);
    memmove(line->seen, found + strlen(text), line->size + 1);
}

static void open_line(struct line *line, const char *type, void (*hup)(int))
{
    struct winsize size = { .ws_row = 24, .ws_col = 80 };
    int reply[2], slave;

    memset(line, 0, sizeof *line);
    assert_int_equal(pipe2(reply, O_CLOEXEC), 0);
    assert_int_equal(pipe2(ticks, O_CLOEXEC), 0);
    assert_int_equal(openpty(&line->fd, &slave, NULL, NULL, &size), 0);
    tcgetattr(slave, &line->before);
    line->child = fork();
    if (line->child == 0) {
        words = reply[1];
        close(line->fd);
        close(ticks[1]);
        signal(SIGHUP, hup);
        login_tty(slave);
        program(type);
    }
    close(slave);
    close(reply[1]);
    close(ticks[0]);
    line->words = reply[0];
    line->tick = ticks[1];
}

static int close_line(struct line *line, char reply[16])
{
    int status = 0;
    ssize_t got;

    for (int i = 0; i < 200 && waitpid(line->child, &status, WNOHANG) == 0; i++) {
        poll(NULL, 0, 10);
        listen(line, 0);
    }
    listen(line, 50);
    got = read(line->words, reply, 15);
    reply[got > 0 ? got : 0] = '\0';
    close(line->words);
    close(line->tick);
    return status;
}

static void assert_restored(const struct line *line)
{
    struct termios after;

    assert_int_equal(tcgetattr(line->fd, &after), 0);
    assert_int_equal(after.c_lflag, line->before.c_lflag);
    assert_int_equal(after.c_iflag, line->before.c_iflag);
    assert_int_equal(after.c_oflag, line->before.c_oflag);
    assert_non_null(strstr(line->seen, "\033[?1049l"));
    assert_non_null(strstr(line->seen, "\033[?2004l"));
    assert_null(strstr(strstr(line->seen, "\033[?1049l"), "\033[?2004h"));
}

static const struct {
    int number;
    bool words; /* has time for its last words */
} deaths[] = {
    { SIGHUP, true },   { SIGTERM, true },  { SIGINT, true },  { SIGQUIT, true }, { SIGPIPE, true },
    { SIGSEGV, false }, { SIGABRT, false }, { SIGBUS, false }, { SIGFPE, false }, { SIGILL, false },
};

static void test_deaths(void **state)
{
    struct line line;
    char reply[16], expected[16];

    (void)state;
    for (size_t i = 0; i < sizeof deaths / sizeof *deaths; i++) {
        open_line(&line, "xterm-256color", SIG_DFL);
        expect(&line, "frame 1 of 80x24");
        kill(line.child, deaths[i].number);
        int status = close_line(&line, reply);
        assert_true(WIFSIGNALED(status));
        assert_int_equal(WTERMSIG(status), deaths[i].number);
        snprintf(expected, sizeof expected, "%d", deaths[i].number);
        assert_string_equal(reply, deaths[i].words ? expected : "");
        assert_restored(&line);
        close(line.fd);
    }
}

static void test_keys_that_are_signals(void **state)
{
    static const struct {
        const char *bytes;
        int number;
    } table[] = { { "\003", SIGINT }, { "\034", SIGQUIT }, { "c", SIGABRT } };
    struct line line;
    char reply[16];

    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        open_line(&line, "xterm-256color", SIG_DFL);
        expect(&line, "frame 1");
        assert_int_equal(write(line.fd, table[i].bytes, 1), 1);
        assert_int_equal(WTERMSIG(close_line(&line, reply)), table[i].number);
        assert_restored(&line);
        close(line.fd);
    }
}

/* A terminal that goes away while HUP is ignored, as nohup has it: ended all the same. */
static void test_line_lost(void **state)
{
    static void (*const hups[])(int) = { SIG_DFL, SIG_IGN };
    struct line line;
    char reply[16];

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        open_line(&line, "xterm-256color", hups[i]);
        expect(&line, "frame 1");
        close(line.fd);
        line.fd = -1;
        int status = close_line(&line, reply);
        assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGHUP);
        assert_string_equal(reply, "1");
    }
}

static void test_life(void **state)
{
    struct winsize size = { .ws_row = 12, .ws_col = 50 };
    struct line line;
    char reply[16];

    (void)state;
    open_line(&line, "xterm-256color", SIG_DFL);
    expect(&line, "frame 1 of 80x24: <>");
    assert_int_equal(write(line.fd, "abx", 3), 3); /* typed together: one frame */
    expect(&line, "abx>");
    assert_int_equal(write(line.fd, "\023\033", 2), 2);
    expect(&line, "Esc>");
    assert_int_equal(write(line.fd, "\033[200~1\r2\r\033[201~", 16), 16);
    expect(&line, "P:1 2>");
    assert_int_equal(write(line.tick, "!", 1), 1);
    expect(&line, "R>");
    ioctl(line.fd, TIOCSWINSZ, &size);
    expect(&line, "50x12");
    kill(line.child, SIGSTOP);
    kill(line.child, SIGCONT);
    expect(&line, "50x12: <abx");
    assert_int_equal(write(line.fd, "q", 1), 1);
    int status = close_line(&line, reply);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    assert_string_equal(reply, "");
    assert_restored(&line);
    close(line.fd);
}

static void test_suspended(void **state)
{
    struct line line;
    char reply[16];
    int status = 0;

    (void)state;
    open_line(&line, "xterm-256color", SIG_DFL);
    expect(&line, "frame 1");
    kill(line.child, SIGTSTP);
    /* The leader of a session is of an orphaned group, which nobody could continue: it goes on. */
    expect(&line, "\033[?1049l");
    expect(&line, "frame");
    kill(line.child, SIGTERM);
    status = close_line(&line, reply);
    assert_int_equal(WTERMSIG(status), SIGTERM);
    close(line.fd);
}

static void test_terms(void **state)
{
    static const struct {
        const char *type;
        int status;
    } table[] = {
        { "vt100", 0 }, { "no-such-terminal", 0 }, { NULL, 0 }, { "linux", 0 }, { "dumb", 3 }
    };
    struct line line;
    char reply[16];

    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        open_line(&line, table[i].type, SIG_DFL);
        if (table[i].status == 0) {
            expect(&line, "frame 1");
            assert_int_equal(write(line.fd, "q", 1), 1);
        }
        int status = close_line(&line, reply);
        assert_true(WIFEXITED(status));
        assert_int_equal(WEXITSTATUS(status), table[i].status);
        close(line.fd);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_deaths),    cmocka_unit_test(test_keys_that_are_signals),
        cmocka_unit_test(test_line_lost), cmocka_unit_test(test_life),
        cmocka_unit_test(test_suspended), cmocka_unit_test(test_terms),
    };

    setlocale(LC_ALL, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
