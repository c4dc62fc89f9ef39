#include "tui/term.h"
#include "tui/signals.h"
#include "tui/term_frame.h"
#include "tui/theme.h"
#include <curses.h>
#include <fcntl.h>
#include <langinfo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>

enum { MAX_ROWS = 1000, MAX_COLS = 1000 }; /* a window that claims more is lying */

static struct termios cooked, raw_mode;
static struct {
    char text[256];
    size_t size;
} leave; /* what gives the terminal back, made beforehand: a handler cannot ask terminfo */
static char cover[64];      /* clears the screen, where leaving does not take the frame away */
static volatile bool bared; /* the last frame shows a secret */
static volatile bool terminal_taken;
static bool mousing;
static int cursor_y, cursor_x;

static void term_add(const char *capability)
{
    size_t size = capability && capability != (const char *)-1 ? strlen(capability) : 0;

    if (leave.size + size > sizeof leave.text)
        return;
    for (size_t i = 0; i < size; i++)
        leave.text[leave.size++] = capability[i];
}

static void plan_leaving(void)
{
    leave.size = 0;
    term_add(exit_attribute_mode);
    term_add(has_colors() ? orig_pair : NULL);
    term_add(cursor_normal);
    term_add("\033[?2004l");
    term_add(mousing ? "\033[?1006l\033[?1000l" : NULL);
    if (exit_ca_mode)
        term_add(exit_ca_mode);
    else if (cursor_address)
        term_add(tiparm(cursor_address, LINES - 1, 0)), term_add("\r\n");
    if (!exit_ca_mode && clear_screen) /* without its padding, "$<50>" */
        snprintf(cover, sizeof cover, "%.*s", (int)strcspn(clear_screen, "$"), clear_screen);
}

/* Called inside handlers too. */
static void term_restore(void)
{
    if (!terminal_taken)
        return;
    terminal_taken = false;
    if (bared && write(STDOUT_FILENO, cover, strlen(cover)) < 0)
        return;
    if (write(STDOUT_FILENO, leave.text, leave.size) < 0)
        return; /* the line is gone, and so is everything to restore */
    tcsetattr(STDIN_FILENO, TCSANOW, &cooked);
}

static void send(const char *text)
{
    if (text && write(STDOUT_FILENO, text, strlen(text)) < 0)
        return; /* the loop will find out */
}

static void enter_modes(void)
{
    tcsetattr(STDIN_FILENO, TCSANOW, &raw_mode);
    send("\033[?2004h");
    send(mousing ? "\033[?1000h\033[?1006h" : NULL);
    terminal_taken = true;
}

/* A capability of this terminal, to be made shorter in place; "" if it has none. */
static char *capability(const char *name)
{
    static char none[1];
    char *text = tigetstr(name);

    return text && text != (char *)-1 ? text : none;
}

static void shorten(const char *name, const char *start)
{
    char *text = capability(name);
    size_t size = strlen(start);

    if (strncmp(text, start, size) == 0)
        memmove(text, text + size, strlen(text + size) + 1);
}

/* A quarter of a frame saved, in two steps. Line drawing by another character set is never used
 * here, so that attributes need not put the character set back each time, as the terminfo of xterm
 * and its kin has it. And where each change of attributes begins with SGR 0, which resets colours
 * too (ECMA-48, 8.3.117), op need not do that again. */
static void lighten(void)
{
    capability("oc")[0] = '\0'; /* the palette is never changed, so it need not be reset */
    shorten("sgr0", "\033(B");
    shorten("sgr", "%?%p9%t\033(0%e\033(B%;");
    if (strncmp(capability("sgr"), "\033[0", 3) == 0 &&
        strncmp(capability("sgr0"), "\033[", 2) == 0)
        capability("op")[0] = '\0';
}

/* Ctrl-S, Ctrl-Q, Ctrl-V and Ctrl-O become keys; Ctrl-C, Ctrl-Z and Ctrl-\ stay signals. */
static void set_modes(void)
{
    cbreak();
    noecho();
    nonl();
    tcgetattr(STDIN_FILENO, &raw_mode);
    raw_mode.c_iflag &= ~(tcflag_t)(IXON | IXOFF | ICRNL | INLCR | IGNCR | ISTRIP);
    raw_mode.c_lflag &= ~(tcflag_t)(IEXTEN | ICANON | ECHO);
    raw_mode.c_lflag |= ISIG;
    raw_mode.c_oflag &= ~(tcflag_t)ONLCR; /* a line feed is nothing but one (thin.h) */
    raw_mode.c_cc[VMIN] = 1;
    raw_mode.c_cc[VTIME] = 0;
    typeahead(-1); /* ncurses must not look for keys while it paints: the loop does */
    enter_modes();
    def_prog_mode(); /* what ncurses comes back to */
}

static const char *term_unfit(const char *type)
{
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO) || tcgetattr(STDIN_FILENO, &cooked) < 0)
        return "there is no terminal here";
    if (type && strcmp(type, "dumb") == 0)
        return "the terminal says it is dumb (TERM=dumb), it cannot move the cursor";
    return NULL;
}

/* As what it says it is, or as a vt100. */
static const char *term_open(const char *type, FILE *out)
{
    if ((!type || !*type || !newterm(NULL, out, stdin)) && !newterm("vt100", out, stdin))
        return "terminfo knows neither this terminal nor a vt100";
    if (cursor_address)
        return NULL;
    endwin();
    return "this terminal cannot move the cursor";
}

static bool term_take(void)
{
    theme_start();
    plan_leaving();
    lighten();
    set_modes();
    term_frame_gather();
    term_resize();
    if (signals_start(term_restore))
        return true;
    term_stop();
    return false;
}

enum term_taken term_start(const char **why)
{
    const char *type = getenv("TERM");

    if ((*why = term_unfit(type)))
        return TERM_UNFIT;
    setenv("NCURSES_NO_UTF8_ACS", "1", 1); /* PuTTY and mosh ignore ESC ( 0 */
    FILE *out = term_frame_open();
    if (out && (*why = term_open(type, out)))
        return TERM_UNFIT;
    if (out && term_take())
        return TERM_TAKEN;
    *why = "no descriptors are left";
    return TERM_FAILED;
}

void term_mouse(void)
{
    mousing = true;
}

void term_stop(void)
{
    term_restore();
    signals_stop();
}

struct area term_area(void)
{
    return (struct area){ .rows = stdscr ? LINES : 0, .cols = stdscr ? COLS : 0 };
}

bool term_utf8(void)
{
    return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

static int between(int low, int value, int high)
{
    return value < low ? low : value > high ? high : value;
}

bool term_resize(void)
{
    struct winsize size;

    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) < 0 || !size.ws_row || !size.ws_col)
        return false; /* a serial line does not know: what terminfo says stands */
    if (size.ws_row == LINES && size.ws_col == COLS)
        return false;
    resize_term(between(1, size.ws_row, MAX_ROWS), between(1, size.ws_col, MAX_COLS));
    clearok(curscr, TRUE); /* terminals move or wrap what they showed */
    plan_leaving();
    return true;
}

void term_resume(void)
{
    send(enter_ca_mode);
    term_frame_forget();
    enter_modes();
    term_resize();
    clearok(curscr, TRUE); /* nobody knows what was painted over it meanwhile */
}

void term_suspend(void)
{
    term_restore();
    signals_suspend();
    term_resume();
}

void term_cursor(int y, int x)
{
    cursor_y = y;
    cursor_x = x;
}

void term_cursor_planned(int *y, int *x)
{
    *y = cursor_y;
    *x = cursor_x;
}

void term_bare(void)
{
    bared = true;
}

void term_begin(void)
{
    bared = false;
    cursor_y = cursor_x = 0;
    erase();
}

void term_end(void)
{
    move(between(0, cursor_y, LINES - 1), between(0, cursor_x, COLS - 1));
    wnoutrefresh(stdscr);
    doupdate();
    term_frame_send();
}
