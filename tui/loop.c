#include "tui/loop.h"
#include "tui/signals.h"
#include "tui/term.h"
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* Milliseconds: in the first the bytes of one sequence arrive together; in the second a paste goes
 * on over the slowest line, or its end mark was lost; in the third a window being dragged sends its
 * next size, so that one frame will do for both. */
enum { ESC_DELAY = 25, PASTE_DELAY = 2000, DRAG_DELAY = 15 };

int64_t loop_now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void loop_end(struct loop *loop)
{
    loop->ended = true;
}

bool loop_watch(struct loop *loop, int fd, void (*ready)(void *data, int fd), void *data)
{
    if (loop->watched == LOOP_WATCHES)
        return false;
    loop->watch[loop->watched].fd = fd;
    loop->watch[loop->watched].ready = ready;
    loop->watch[loop->watched++].data = data;
    return true;
}

void loop_forget(struct loop *loop, int fd)
{
    for (size_t i = 0; i < loop->watched; i++)
        if (loop->watch[i].fd == fd) {
            loop->watch[i] = loop->watch[--loop->watched];
            return;
        }
}

void loop_timer(struct loop *loop, size_t which, int64_t ms)
{
    loop->timer[which] = ms < 0 ? 0 : loop_now() + ms;
}

static _Noreturn void end_by(struct loop *loop, int number)
{
    if (loop->calls->last_words)
        loop->calls->last_words(loop->data, number);
    keys_wipe(&loop->keys);
    signals_die(number);
}

static void heed_signals(struct loop *loop)
{
    int number = signals_next();

    for (; number; number = signals_next()) {
        if (signals_end(number))
            end_by(loop, number);
        if (number == SIGTSTP) {
            if (loop->calls->stops)
                loop->calls->stops(loop->data);
            term_suspend();
        }
        if (number == SIGCONT)
            term_resume();
        if (number == SIGWINCH)
            loop->resizing = term_resize();
    }
}

static void hand_over(struct loop *loop, int key)
{
    const struct loop_calls *calls = loop->calls;

    if (key == K_MOUSE && calls->mouse)
        calls->mouse(loop->data, &loop->keys.mouse);
    if (key != K_PASTE && key != K_MOUSE && calls->key)
        calls->key(loop->data, key);
    if (key == K_PASTE && calls->paste)
        calls->paste(loop->data, loop->keys.paste);
    if (key == K_PASTE)
        explicit_bzero(loop->keys.paste, loop->keys.pasted);
}

static void take_keys(struct loop *loop, bool late)
{
    int key;

    while (!loop->ended && (key = keys_next(&loop->keys, late)) >= 0)
        hand_over(loop, key);
}

static void read_terminal(struct loop *loop)
{
    char bytes[KEYS_INPUT / 2];
    ssize_t size = read(STDIN_FILENO, bytes, sizeof bytes);

    if (size < 0 && (errno == EINTR || errno == EAGAIN))
        return;
    if (size <= 0)
        end_by(loop, SIGHUP); /* nobody is there any more, anyone who kept the HUP from us */
    keys_add(&loop->keys, bytes, (size_t)size);
    explicit_bzero(bytes, (size_t)size);
    take_keys(loop, false);
}

static void ring(struct loop *loop)
{
    int64_t now = loop_now();

    for (size_t i = 0; i < LOOP_TIMERS; i++)
        if (loop->timer[i] && loop->timer[i] <= now) {
            loop->timer[i] = 0;
            if (loop->calls->timer)
                loop->calls->timer(loop->data, i);
        }
}

/* How long to wait, in milliseconds; -1: for ever. */
static int patience(const struct loop *loop)
{
    int64_t least = INT64_MAX;
    int64_t now = 0;

    if (loop->resizing)
        return DRAG_DELAY;
    if (keys_waiting(&loop->keys))
        return loop->keys.pasting ? PASTE_DELAY : ESC_DELAY;
    for (size_t i = 0; i < LOOP_TIMERS; i++)
        if (loop->timer[i] && loop->timer[i] < least)
            least = loop->timer[i];
    if (least == INT64_MAX)
        return -1;
    now = loop_now();
    return least <= now ? 0 : least - now > INT_MAX ? INT_MAX : (int)(least - now);
}

/* The watches as they were when the wait began: a callback may change them. */
static void wake_watches(struct loop *loop, const struct pollfd *fds, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; fds[i].revents && k < loop->watched; k++)
            if (loop->watch[k].fd == fds[i].fd) {
                loop->watch[k].ready(loop->watch[k].data, fds[i].fd);
                break;
            }
}

static void wait_once(struct loop *loop, int timeout)
{
    struct pollfd fds[2 + LOOP_WATCHES] = {
        { .fd = STDIN_FILENO, .events = POLLIN },
        { .fd = signals_fd(), .events = POLLIN },
    };
    size_t watched = loop->watched;
    int ready;

    for (size_t i = 0; i < watched; i++)
        fds[2 + i] = (struct pollfd){ .fd = loop->watch[i].fd, .events = POLLIN };
    ready = poll(fds, 2 + watched, timeout);
    loop->resizing = false;
    if (ready < 0 || fds[1].revents)
        heed_signals(loop);
    if (ready < 0)
        return;
    if (fds[0].revents & POLLIN)
        read_terminal(loop);
    else if (fds[0].revents)
        end_by(loop, SIGHUP);
    else if (ready == 0 && keys_waiting(&loop->keys))
        take_keys(loop, true);
    wake_watches(loop, fds + 2, watched);
    ring(loop);
}

static bool more_typed(void)
{
    struct pollfd terminal = { .fd = STDIN_FILENO, .events = POLLIN };

    return poll(&terminal, 1, 0) > 0;
}

void loop_paint(struct loop *loop)
{
    term_begin();
    if (loop->calls->draw)
        loop->calls->draw(loop->data);
    term_end();
}

void loop_run(struct loop *loop, const struct loop_calls *calls, void *data)
{
    static char paste[KEYS_PASTE];

    loop->calls = calls;
    loop->data = data;
    loop->keys.paste = paste;
    while (!loop->ended) {
        if (!loop->resizing && !more_typed())
            loop_paint(loop);
        wait_once(loop, patience(loop));
    }
    keys_wipe(&loop->keys);
}

void loop_feed(struct loop *loop, const char *bytes, size_t size)
{
    static char paste[KEYS_PASTE];

    loop->keys.paste = paste;
    while (size) {
        size_t part = keys_add(&loop->keys, bytes, size);
        take_keys(loop, false);
        bytes += part;
        size -= part;
    }
    take_keys(loop, true);
    loop_paint(loop);
}

bool loop_settle(struct loop *loop)
{
    int64_t end = loop_now() + 60000;

    while (loop->watched && loop_now() < end) {
        struct pollfd fds[LOOP_WATCHES];
        size_t watched = loop->watched;

        for (size_t i = 0; i < watched; i++)
            fds[i] = (struct pollfd){ .fd = loop->watch[i].fd, .events = POLLIN };
        if (poll(fds, watched, 1000) > 0)
            wake_watches(loop, fds, watched);
    }
    loop_paint(loop);
    return !loop->watched;
}
