#include "tui/term_frame.h"
#include "tui/thin/thin.h"
#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <term.h>
#include <unistd.h>

enum {
    PIECE = 4096,
    HALF = 1 << 20
}; /* of the memory: as ncurses wrote it, and thinner; what is not used costs nothing */

static FILE *written; /* by ncurses */
static char *memory;  /* NULL: it writes to the terminal */
static struct thin frame_thin;

FILE *term_frame_open(void)
{
    int copy = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);

    written = copy < 0 ? NULL : fdopen(copy, "we");
    return written;
}

static bool term_frame_is(const char *name, const char *text)
{
    const char *found = tigetstr(name);

    return found && found != (char *)-1 && strcmp(found, text) == 0;
}

/* Where attributes are not those of ECMA-48, all is sent as it is. */
static bool term_frame_speaks_sgr(void)
{
    const char *off = tigetstr("sgr0");

    return off && off != (char *)-1 && strncmp(off, "\033[", 2) == 0 && !strchr(off, '$');
}

/* Until it has once come back from endwin(), ncurses (6.4, _nc_mvcur) writes out after every move
 * of the cursor: forty writes for a frame. What that says goes nowhere; the first frame brings it
 * back. */
static void term_frame_begin(int fd)
{
    endwin();
    lseek(fd, 0, SEEK_SET);
    frame_thin.rows = term_frame_is("cup", "\033[%i%p1%d;%p2%dH") && term_frame_is("cud1", "\n") &&
                      term_frame_is("hpa", "\033[%i%p1%dG") &&
                      term_frame_is("vpa", "\033[%i%p1%dd");
    frame_thin.singles = term_frame_is("rmso", "\033[27m") && term_frame_is("rmul", "\033[24m");
}

void term_frame_gather(void)
{
    int fd = memfd_create("frame", MFD_CLOEXEC);

    if (fd < 0)
        return;
    if (ftruncate(fd, (off_t)2 * HALF) == 0)
        memory = mmap(NULL, (size_t)2 * HALF, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (memory == MAP_FAILED || dup3(fd, fileno(written), O_CLOEXEC) < 0)
        memory = NULL;
    close(fd);
    if (memory)
        term_frame_begin(fileno(written));
}

static void term_frame_write(const char *text, size_t size)
{
    while (size) {
        ssize_t sent = write(STDOUT_FILENO, text, size);
        if (sent < 0 && errno != EINTR)
            return; /* the line is gone: the loop will find out */
        text += sent > 0 ? sent : 0;
        size -= sent > 0 ? (size_t)sent : 0;
    }
}

static size_t term_frame_piece(size_t left)
{
    return left < PIECE ? left : PIECE;
}

/* As it is: larger than any terminal shows, or for one that is not known well enough. */
static void term_frame_copy(int fd, size_t size)
{
    char piece[PIECE];
    ssize_t got;

    for (size_t at = 0; at < size; at += (size_t)got) {
        got = pread(fd, piece, term_frame_piece(size - at), (off_t)at);
        if (got <= 0)
            break;
        term_frame_write(piece, (size_t)got);
    }
    explicit_bzero(piece, sizeof piece);
}

void term_frame_send(void)
{
    if (!memory)
        return;
    int fd = fileno(written);
    off_t end = lseek(fd, 0, SEEK_CUR);
    size_t size = end > 0 ? (size_t)end : 0, thinner = 0;
    if (size <= HALF && term_frame_speaks_sgr())
        thinner = thin_frame(&frame_thin, memory, size, memory + HALF, HALF);
    if (thinner)
        term_frame_write(memory + HALF, thinner);
    else
        term_frame_copy(fd, size);
    explicit_bzero(memory, size < HALF ? size : HALF);
    explicit_bzero(memory + HALF, thinner);
    if (size > HALF && ftruncate(fd, HALF) == 0 && ftruncate(fd, (off_t)2 * HALF) < 0)
        return;
    lseek(fd, 0, SEEK_SET);
}

void term_frame_forget(void)
{
    thin_forget(&frame_thin);
}
