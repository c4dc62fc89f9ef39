/* look.c - one word in a file of the user's: $XDG_STATE_HOME/printseal/look. That it cannot be kept
 * is said, and is no harm. */
#include "screens/app/look.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "backend/base/file.h"
#include "backend/base/language.h"
#include "backend/base/mem.h"
#include "screens/app/app.h"

/* A relative path is to be ignored: XDG Base Directory Specification. NULL: this user has none. */
static char *look_folder(void)
{
    const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");

    if (state && *state == '/')
        return format("%s/printseal", state);
    return home && *home == '/' ? format("%s/.local/state/printseal", home) : NULL;
}

void look_recall(void)
{
    AUTO_FREE char *folder = look_folder();
    char word[16] = "";
    AUTO_CLOSE int in = folder ? open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    AUTO_CLOSE int fd = in >= 0 ? openat(in, "look", O_RDONLY | O_NONBLOCK | O_CLOEXEC) : -1;

    if (fd < 0 || read(fd, word, sizeof word - 1) <= 0)
        return;
    word[strcspn(word, "\n")] = '\0';
    for (enum theme_look look = LOOK_BY_ITSELF; look < LOOKS; look++)
        if (strcmp(word, theme_looks[look]) == 0)
            theme_choose(look);
}

/* For this user alone. */
static bool look_keep(enum theme_look look, struct err *err)
{
    AUTO_FREE char *folder = look_folder(), *line = format("%s\n", theme_looks[look]);

    if (!folder)
        return fail(err, "there is no home folder");
    if (!file_make_folders(folder, 0700, 0700, mkdir, err))
        return false;
    AUTO_CLOSE int in = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return in >= 0 ? file_replace(in, "look", 0600, line, strlen(line), err)
                   : fail_errno(err, "%s", folder);
}

static bool look_answered(struct app *app, const void *data, int button, const char *typed)
{
    const char *named = getenv("PRINTSEAL_LOOK");
    struct err err;

    (void)data;
    (void)typed;
    if (button < 0)
        return true;
    theme_choose((enum theme_look)button);
    if (!look_keep((enum theme_look)button, &err))
        app_report(app, MARK_WARN, "Until the end only, it cannot be remembered: %s", err.text);
    else if (named && *named)
        app_report(app, MARK_NONE, "Remembered; now PRINTSEAL_LOOK=%s stands above it", named);
    else
        app_report(app, MARK_FINE, "Remembered for you");
    return true;
}

static const char *const look_buttons[] = { "By itself", "Default", "High contrast", "Plain",
                                            NULL };

void look_ask(struct app *app)
{
    static const char *const reasons[] = {
        [LOOK_OF_ITSELF] = "by itself",
        [LOOK_OF_SPEED] = "by itself, for the line is slow",
        [LOOK_OF_CHOICE] = "chosen by you and remembered",
        [LOOK_OF_NAME] = "as PRINTSEAL_LOOK says",
    };
    const struct theme_state look = theme_state();
    struct question question = {
        .title = "Look", .buttons = look_buttons, .button = look.chosen, .answered = look_answered
    };
    char now[160];

    snprintf(now, sizeof now, tr("Now: %s, %s."), tr(look_buttons[look.shown]),
             tr(reasons[look.reason]));
    snprintf(question.text, sizeof question.text, "%s\n%s", now,
             tr("By itself: plain on a slow line, else the default. High contrast: 7:1 or "
                "better. Plain: few bytes. No colours: NO_COLOR=1."));
    app_ask(app, &question);
}
