#include "screens/app/ask_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/folder.h"

struct ask_file_asking {
    bool (*answered)(struct app *app, const char *path);
};

static bool ask_file_answered(struct app *app, const void *data, int button, const char *typed)
{
    const char *home = getenv("HOME");
    bool tilde = home && typed[0] == '~' && typed[1] == '/';
    struct ask_file_asking asking;
    char path[FOLDER_PATH];

    memcpy(&asking, data, sizeof asking);
    if (button != 0)
        return true;
    snprintf(path, sizeof path, "%s%s", tilde ? home : "", tilde ? typed + 1 : typed);
    bool named = *path && strcmp(path, "-") != 0; /* that would be standard output */
    if (!named)
        app_report(app, MARK_FAIL, "Enter a file name");
    return named && asking.answered(app, path);
}

void ask_file(struct app *app, const char *title, const char *text, const char *name,
              bool (*answered)(struct app *app, const char *path))
{
    static const char *const buttons[] = { "Save", "Cancel", NULL };
    const char *home = getenv("HOME");
    char path[256];
    struct question question = {
        .title = title, .buttons = buttons, .line = path, .answered = ask_file_answered
    };
    const struct ask_file_asking asking = { answered };

    snprintf(path, sizeof path, "%s%s", home ? "~/" : "", name);
    snprintf(question.text, sizeof question.text, "%s", text);
    memcpy(question.data, &asking, sizeof asking);
    app_ask(app, &question);
}
