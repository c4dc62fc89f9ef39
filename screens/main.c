/* main.c - options, then a command of the table or the wizard. */
#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "backend/base/language.h"
#include "backend/base/mem_end.h"
#include "backend/child/locate.h"
#include "backend/secret/libcrypto.h"
#include "backend/secret/secret.h"
#include "screens/app/app.h"
#include "screens/commands/commands.h"
#include "screens/plain/plain.h"
#include "screens/session/context.h"
#include "screens/session/deploy.h"

/* A terminal that cannot move its cursor. */
static bool is_dumb(void)
{
    const char *term = getenv("TERM");

    return term && strcmp(term, "dumb") == 0 && isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
}

static enum status main_dispatch(const struct context *context, int count, char *args[])
{
    const char *topic = count ? args[0] : NULL;
    bool wizard = count == 0 || (count == 1 && section_find(topic));

    if (!wizard)
        return command_main(context, count, args);
    enum status status = context->plain || is_dumb() ? command_flushed(plain_run(context, topic))
                                                     : wizard_run(context, topic);
    return status == STATUS_FINE ? session_deploy_later(context) : status;
}

static enum status main_show(enum context_asked asked)
{
    if (asked == ASKED_HELP)
        command_usage(stdout);
    else
        printf("printseal %s\n", PRINTSEAL_VERSION);
    return command_flushed(STATUS_FINE);
}

/* Who closed one of the three would find a file of ours under its number, and our sentences in it:
 * in their place is what can neither be read nor written. */
static bool main_three_streams(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0 &&
            open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) != fd)
            return false;
    return true;
}

/* With less than this (ulimit -s) the end would come at any call. What is allowed is not taken
 * before it is needed. */
static bool main_stack(struct err *err)
{
    enum { LEAST = 1 << 20 };
    struct rlimit stack;

    if (getrlimit(RLIMIT_STACK, &stack) != 0 || stack.rlim_cur >= LEAST)
        return true;
    unsigned long was = (unsigned long)(stack.rlim_cur >> 10);
    stack.rlim_cur = LEAST;
    if (stack.rlim_max < LEAST)
        stack.rlim_max = LEAST; /* root may */
    return setrlimit(RLIMIT_STACK, &stack) == 0 ||
           fail(err, "the stack is limited to %lu KiB (ulimit -s), and needs %d", was, LEAST >> 10);
}

/* Letters and sentences are the person's; no other, for numbers in files and JSON have a point. */
static void main_language(void)
{
    char folder[LOCATE_PATH];

    setlocale(LC_CTYPE, "");
    if (!language_asked())
        return;
    locate_locales(false, folder);
    language_start(folder);
}

static enum status main_run(int argc, char *argv[])
{
    struct context context = { 0 };
    int count = argc > 0 ? argc - 1 : 0;
    enum context_asked asked;
    struct err err;

    if (!main_three_streams())
        return STATUS_FAILED;
    mem_end_with(STATUS_FAILED);
    signal(SIGXFSZ,
           SIG_IGN);   /* a file that may not be so large (ulimit -f) is one more full disk */
    libcrypto_alone(); /* X.509 is done by libexec/printseal/certificates */
    main_language();
    if (!main_stack(&err) || !secret_seal_process(&err) || !secret_start(&err))
        return session_complain(STATUS_FAILED, &err);
    if (!context_read(&context, &count, argv + (argc > 0), &asked))
        return STATUS_USAGE;
    if (asked != ASKED_NOTHING)
        return main_show(asked);
    return main_dispatch(&context, count, argv + (argc > 0));
}

int main(int argc, char *argv[])
{
    return (int)main_run(argc, argv);
}
