#include "screens/session/prompt.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "backend/base/language.h"
#include "backend/base/mem.h"
#include "backend/setup/prepare.h"

/* ------------------------------------------------ a terminal without echo */

static volatile sig_atomic_t caught;
static const int ending[] = { SIGHUP, SIGINT, SIGQUIT, SIGTERM };
enum { ENDING = sizeof ending / sizeof *ending };

static void catch (int number)
{
    caught = number;
}

/* What ends a program on the spot: the echo comes back, and it takes its course. */
static const int crashing[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGSYS };
static struct termios prompt_loud;

static void prompt_crash(int number)
{
    tcsetattr(STDIN_FILENO, TCSANOW, &prompt_loud);
    raise(number); /* SA_RESETHAND: this time it ends */
}

static void prompt_guard(bool on)
{
    const struct sigaction guard = { .sa_handler = on ? prompt_crash : SIG_DFL,
                                     .sa_flags = on ? (int)(SA_RESETHAND | SA_NODEFER) : 0 };

    for (size_t i = 0; i < sizeof crashing / sizeof *crashing; i++)
        sigaction(crashing[i], &guard, NULL);
}

struct quiet {
    struct termios was;
    struct sigaction actions[ENDING], stop;
    sigset_t mask;
};

static void prompt_restore(const struct quiet *quiet)
{
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet->was);
    prompt_guard(false);
    for (size_t i = 0; i < ENDING; i++)
        sigaction(ending[i], &quiet->actions[i], NULL);
    sigaction(SIGTSTP, &quiet->stop, NULL);
    sigprocmask(SIG_SETMASK, &quiet->mask, NULL);
    if (caught)
        raise(caught);
}

/* A signal in the middle must not leave a terminal that shows nothing: it interrupts the wait, the
 * echo comes back, and only then does it take its course. It is blocked but while we wait, or one
 * just before the wait would be lost. */
static bool silence(struct quiet *quiet, struct err *err)
{
    struct sigaction interrupt = { .sa_handler = catch }, ignore = { .sa_handler = SIG_IGN };
    struct termios silent;
    sigset_t blocked;

    if (tcgetattr(STDIN_FILENO, &quiet->was) != 0)
        return fail_errno(err, "the terminal cannot be asked");
    sigemptyset(&blocked);
    for (size_t i = 0; i < ENDING; i++)
        sigaddset(&blocked, ending[i]);
    sigprocmask(SIG_BLOCK, &blocked, &quiet->mask);
    for (size_t i = 0; i < ENDING; i++) {
        sigaction(ending[i], NULL, &quiet->actions[i]);
        if (quiet->actions[i].sa_handler != SIG_IGN) /* nohup, or trap '' INT: it stays ignored */
            sigaction(ending[i], &interrupt, NULL);
    }
    sigaction(SIGTSTP, &ignore, &quiet->stop);
    prompt_loud = silent = quiet->was;
    prompt_guard(true);
    silent.c_lflag &= ~(tcflag_t)(ECHO | ECHOE | ECHOK);
    silent.c_lflag |= ICANON | ECHONL;
    if (tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent) == 0)
        return true;
    fail_errno(err, "the terminal's echo cannot be switched off");
    prompt_restore(quiet);
    return false;
}

/* ------------------------------------------------ reading */

static enum status cut_newline(struct typed *typed, struct err *err)
{
    if (typed->size && typed->text[typed->size - 1] == '\n')
        typed->size--;
    if (typed->size && typed->text[typed->size - 1] == '\r')
        typed->size--;
    typed->text[typed->size] = '\0';
    if (typed->size <= SECRET_MAX)
        return STATUS_FINE;
    fail(err, "the secret is longer than %d bytes", SECRET_MAX);
    return STATUS_USAGE;
}

static enum status prompt_unread(struct err *err)
{
    fail_errno(err, "standard input cannot be read");
    return STATUS_FAILED;
}

/* Until the end, or (quiet, on a terminal) until the newline that ends what was typed. */
static enum status prompt_read_all(struct typed *typed, const struct quiet *quiet, struct err *err)
{
    struct pollfd input = { .fd = STDIN_FILENO, .events = POLLIN };

    while (typed->size < sizeof typed->text - 1) {
        if (quiet && ppoll(&input, 1, NULL, &quiet->mask) < 0)
            return prompt_unread(err);
        ssize_t got =
            read(STDIN_FILENO, typed->text + typed->size, sizeof typed->text - 1 - typed->size);

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return prompt_unread(err);
        typed->size += (size_t)got;
        if (got == 0 || (quiet && typed->text[typed->size - 1] == '\n'))
            break;
    }
    return cut_newline(typed, err);
}

static enum status ask_once(const struct quiet *quiet, const char *question, struct typed *typed,
                            struct err *err)
{
    *typed = (struct typed){ 0 };
    dprintf(STDERR_FILENO, "%s: ", question);
    return prompt_read_all(typed, quiet, err);
}

static enum status prompt_ask(const struct quiet *quiet, const char *what, bool twice,
                              struct typed *typed, struct err *err)
{
    AUTO_FREE char *again = format("%s (again)", what);
    struct typed repeated;

    for (int i = 0; i < 3; i++) {
        enum status status = ask_once(quiet, what, typed, err);
        if (status != STATUS_FINE || !twice)
            return status;
        status = ask_once(quiet, again, &repeated, err);
        bool same = status == STATUS_FINE && repeated.size == typed->size &&
                    memcmp(repeated.text, typed->text, typed->size) == 0;
        wipe(&repeated, sizeof repeated);
        if (same || status == STATUS_FAILED)
            return status;
        dprintf(STDERR_FILENO, "%s", tr("They differ.\n"));
    }
    fail(err, "the two entries did not match");
    return STATUS_USAGE;
}

enum status prompt_secret(const char *what, bool twice, struct typed *typed, struct err *err)
{
    struct quiet quiet;

    *typed = (struct typed){ 0 };
    if (!isatty(STDIN_FILENO))
        return prompt_read_all(typed, NULL, err);
    if (!silence(&quiet, err))
        return STATUS_FAILED;
    enum status status = prompt_ask(&quiet, what, twice, typed, err);
    prompt_restore(&quiet);
    return status;
}

enum status prompt_new(const struct config *config, const struct config_place *place,
                       struct secret **secret)
{
    struct typed typed;
    struct err err;
    enum status status = prompt_secret(place->setting->label, true, &typed, &err);

    *secret = status == STATUS_FINE
                  ? prepare_typed(config, place->setting, typed.text, typed.size, TYPED, &err)
                  : NULL;
    wipe(&typed, sizeof typed);
    if (*secret)
        return STATUS_FINE;
    return session_complain(status == STATUS_FINE ? STATUS_USAGE : status, &err);
}
