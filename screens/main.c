/* main.c - options, then a command of the table or the wizard. */
#include <getopt.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "backend/base/mem_end.h"
#include "backend/base/moment.h"
#include "backend/secret/libcrypto.h"
#include "backend/secret/secret.h"
#include "screens/app/app.h"
#include "screens/commands/commands.h"
#include "screens/plain/plain.h"
#include "screens/session/deploy.h"

enum { PLAIN = 256, READ_ONLY, WAIT };

static const struct option options[] = {
    { "help", no_argument, NULL, 'h' },
    { "version", no_argument, NULL, 'V' },
    { "read-only", no_argument, NULL, READ_ONLY },
    { "plain", no_argument, NULL, PLAIN },
    { "wait", required_argument, NULL, WAIT },
    { 0 },
};

/* A terminal that cannot move its cursor. */
static bool is_dumb(void)
{
    const char *term = getenv("TERM");

    return term && strcmp(term, "dumb") == 0 && isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
}

static enum status main_dispatch(const struct context *context, int count, char *const args[])
{
    const char *topic = count ? args[0] : NULL;
    bool wizard = count == 0 || (count == 1 && section_find(topic));

    if (!wizard)
        return command_main(context, count, args);
    enum status status =
        context->plain || is_dumb() ? plain_run(context, topic) : wizard_run(context, topic);
    return status == STATUS_FINE ? session_deploy_later(context) : status;
}

static enum status show_version(void)
{
    return printf("printseal %s\n", PRINTSEAL_VERSION) < 0 || fflush(stdout) ? STATUS_FAILED
                                                                             : STATUS_FINE;
}

static enum status show_usage(FILE *out, enum status status)
{
    command_usage(out);
    return fflush(out) ? STATUS_FAILED : status;
}

/* -C may stand behind the command as well, as people write it: it is taken out there. Behind "--"
 * it is a word like any other. */
static int take_folder(struct context *context, int count, char *args[])
{
    int left = 0;

    for (int i = 0; i < count; i++) {
        if (strcmp(args[i], "--") == 0) {
            while (i < count)
                args[left++] = args[i++];
        } else if (strcmp(args[i], "-C") == 0 && i + 1 < count) {
            context->folder = args[++i];
        } else {
            args[left++] = args[i];
        }
    }
    args[left] = NULL;
    return left;
}

static bool main_take_wait(struct context *context, const char *text, struct err *err)
{
    enum { MOST = DAY };
    size_t digits = strspn(text, "0123456789");

    context->wait = digits && digits < 6 && !text[digits] ? strtol(text, NULL, 10) : MOST + 1;
    return context->wait <= MOST || fail(err, "--wait needs seconds, from 0 to %d", MOST);
}

static enum status main_run(int argc, char *argv[])
{
    struct context context = { 0 };
    struct err err;
    int option;

    mem_end_with(STATUS_FAILED);
    libcrypto_alone();       /* X.509 is done by libexec/printseal/certificates */
    setlocale(LC_CTYPE, ""); /* no other: numbers in files and JSON have a point */
    if (!secret_seal_process(&err) || !secret_start(&err))
        return session_complain(STATUS_FAILED, &err);
    while ((option = getopt_long(argc, argv, "+C:hV", options, NULL)) != -1) {
        switch (option) {
        case 'C':
            context.folder = optarg;
            break;
        case 'h':
            return show_usage(stdout, STATUS_FINE);
        case 'V':
            return show_version();
        case READ_ONLY:
            context.read_only = true;
            break;
        case WAIT:
            if (!main_take_wait(&context, optarg, &err))
                return session_complain(STATUS_USAGE, &err);
            break;
        case PLAIN:
            context.plain = true;
            break;
        default:
            return show_usage(stderr, STATUS_USAGE);
        }
    }
    int count = take_folder(&context, argc - optind, argv + optind);
    return main_dispatch(&context, count, argv + optind);
}

int main(int argc, char *argv[])
{
    return (int)main_run(argc, argv);
}
