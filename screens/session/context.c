#include "screens/session/context.h"

#include <stdlib.h>
#include <string.h>

#include "backend/base/err.h"
#include "backend/base/language.h"
#include "backend/base/moment.h"

static bool context_wait(struct context *context, const char *text, struct err *err)
{
    enum { MOST = DAY };
    size_t digits = strspn(text, "0123456789");

    context->wait = digits && digits < 6 && !text[digits] ? strtol(text, NULL, 10) : MOST + 1;
    return context->wait <= MOST || fail(err, "--wait needs seconds, from 0 to %d", MOST);
}

static bool context_folder(struct context *context, const char *text, struct err *err)
{
    (void)err;
    context->folder = text;
    return true;
}

static bool context_read_only(struct context *context, const char *text, struct err *err)
{
    (void)text;
    (void)err;
    return context->read_only = true;
}

static bool context_plain(struct context *context, const char *text, struct err *err)
{
    (void)text;
    (void)err;
    return context->plain = true;
}

static bool context_mouse(struct context *context, const char *text, struct err *err)
{
    (void)text;
    (void)err;
    return context->mouse = true;
}

/* In the order of the enumeration. */
enum { FOLDER, READ_ONLY, PLAIN, MOUSE, WAIT, VERSION, HELP, PROGRAM_OPTIONS };

const struct option_row context_options[PROGRAM_OPTIONS + 1] = {
    [FOLDER] = { "--folder", "FOLDER",
                 "the configuration's folder; else $PRINTSEAL_DIR, else /etc/printseal for root, "
                 "else printseal in the user's configuration folder",
                 "-C /srv/printseal check", 'C' },
    [READ_ONLY] = { "--read-only", NULL, "show everything, change nothing", "--read-only tls", 0 },
    [PLAIN] = { "--plain", NULL, "ask line by line: for screen readers and dumb terminals",
                "--plain radius", 0 },
    [MOUSE] = { "--mouse", NULL,
                "let the wizard take clicks and the wheel; Shift then selects text", "--mouse", 0 },
    [WAIT] = { "--wait", "SECONDS", "wait so long for who is changing the configuration",
               "--wait 30 set tls.hsts=true", 0 },
    [VERSION] = { "--version", NULL, "print the version", "--version", 'V' },
    [HELP] = { "--help", NULL, "say how it is used; behind a command, how that is used",
               "cert issue --help", 'h' },
};

static const struct {
    bool (*take)(struct context *context, const char *value, struct err *err);
    bool behind; /* may stand behind the command as well */
    enum context_asked asked;
} context_rows[PROGRAM_OPTIONS] = {
    [FOLDER] = { context_folder, true, ASKED_NOTHING },
    [READ_ONLY] = { context_read_only, true, ASKED_NOTHING },
    [PLAIN] = { context_plain, false, ASKED_NOTHING },
    [MOUSE] = { context_mouse, false, ASKED_NOTHING },
    [WAIT] = { context_wait, true, ASKED_NOTHING },
    [VERSION] = { NULL, false, ASKED_VERSION },
    [HELP] = { NULL, false, ASKED_HELP },
};

static bool context_take(struct context *context, char *const args[], int *i,
                         enum context_asked *asked, struct err *err)
{
    struct option_taken taken;

    if (!arguments_option_take(context_options, args, i, &taken, err))
        return false;
    size_t at = (size_t)(taken.row - context_options);
    if (*asked == ASKED_NOTHING)
        *asked = context_rows[at].asked;
    return !context_rows[at].take || context_rows[at].take(context, taken.value, err);
}

/* Is the word behind the command one of the program's options? */
static bool context_behind(const char *word)
{
    size_t size = word[0] != '-' ? 0 : word[1] == '-' ? strcspn(word, "=") : 2;

    for (size_t i = 0; i < PROGRAM_OPTIONS && size > 1; i++) {
        const struct option_row *row = &context_options[i];
        bool named = strlen(row->name) == size && memcmp(row->name, word, size) == 0;

        if (context_rows[i].behind &&
            (named || (size == 2 && row->letter && word[1] == row->letter)))
            return true;
    }
    return false;
}

/* "-" alone and what follows "--" are words. */
static bool context_ours(const char *word, int left)
{
    return left ? context_behind(word) : word[0] == '-' && word[1];
}

bool context_read(struct context *context, int *count, char *args[], enum context_asked *asked)
{
    struct err err;
    int left = 0, i = 0;

    *asked = ASKED_NOTHING;
    for (; i < *count && (strcmp(args[i], "--") != 0); i++) {
        if (!context_ours(args[i], left))
            args[left++] = args[i];
        else if (!context_take(context, args, &i, asked, &err)) {
            session_complain(STATUS_USAGE, &err);
            fputs(tr("printseal --help lists the options\n"), stderr);
            return false;
        }
    }
    i += !left &&
         i < *count; /* "--" before the command ends the options, and is none of its words */
    while (i < *count)
        args[left++] = args[i++];
    args[left] = NULL;
    *count = left;
    return true;
}
