/* picker_keys.c - what a key and a paste mean. */
#include "tui/picker_own.h"
#include "tui/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* "~/x" is in the home folder; all else stays as it is. "" where no file can have so long a path.
 */
static void expand(const char *typed, char path[FOLDER_PATH])
{
    const char *home = getenv("HOME");
    bool tilde = home && typed[0] == '~' && (typed[1] == '/' || typed[1] == '\0');

    if (snprintf(path, FOLDER_PATH, "%s%s", tilde ? home : "", tilde ? typed + 1 : typed) >=
        FOLDER_PATH)
        path[0] = '\0';
}

static void picker_keys_take(struct picker *picker, const char *path)
{
    picker_choose(picker, path, false);
    picker->done = picker->chosen_count && !picker->reply[0];
}

/* ------------------------------------------------ Enter */

static void open_or_take(struct picker *picker, const char *path)
{
    switch (folder_kind(path)) {
    case FOLDER_FOLDER:
        picker_go(picker, path);
        return;
    case FOLDER_FILE:
        picker_keys_take(picker, path);
        return;
    case FOLDER_NOTHING:
        snprintf(picker->reply, sizeof picker->reply, text_tr("there is no such file"));
    }
}

static void enter_in_hand(struct picker *picker)
{
    char path[FOLDER_PATH];

    if (picker_in_hand(picker, path))
        open_or_take(picker, path);
}

/* What is marked, and nothing else; what is in hand where nothing is marked. */
static void enter_list(struct picker *picker)
{
    char path[FOLDER_PATH];

    if (picker_in_hand(picker, path) && folder_kind(path) == FOLDER_FILE && picker->chosen_count)
        picker->done = true;
    else
        enter_in_hand(picker);
}

/* What was typed, if it is there; else the first name that fits. */
static void enter_line(struct picker *picker)
{
    char path[FOLDER_PATH];

    expand(picker->line.text, path);
    if (*picker_typed(picker) == '\0' && picker->chosen_count)
        picker->done = true;
    else if (*picker_typed(picker) == '\0')
        picker->listing = true;
    else if (folder_kind(path) == FOLDER_NOTHING && picker->count)
        enter_in_hand(picker);
    else
        open_or_take(picker, path);
}

/* ------------------------------------------------ Tab */

/* True: something was added. */
static bool picker_keys_complete(struct picker *picker)
{
    const char *typed = picker_typed(picker);
    size_t folder = (size_t)(typed - picker->line.text);
    char path[EDIT_SIZE + 2];

    if (!picker->count || !*typed)
        return false;
    const struct folder_entry *first = &picker->folder.entries[picker->matches[0]];
    size_t common = folder_common(&picker->folder, picker->matches, picker->count);
    bool whole = picker->count == 1 && first->folder;
    if (common < strlen(typed) || (common == strlen(typed) && !whole))
        return false;
    snprintf(path, sizeof path, "%.*s%.*s%s", (int)folder, picker->line.text, (int)common,
             first->name, whole ? "/" : "");
    edit_start(&picker->line, path, 0);
    picker_follow(picker);
    return true;
}

static void tab(struct picker *picker)
{
    if (!picker_keys_complete(picker) && picker->count)
        picker->listing = true;
    else if (!picker->count)
        snprintf(picker->reply, sizeof picker->reply, text_tr("no name begins like that"));
}

/* ------------------------------------------------ keys */

/* "/" behind a "/", or behind "/~", begins anew: no folder has so short a name. */
static bool picker_keys_root(struct picker *picker)
{
    const char *typed = picker_typed(picker);
    bool home = strcmp(typed, "~") == 0;

    if (picker->line.at != picker->line.size || !picker->line.size || (*typed && !home))
        return false;
    edit_start(&picker->line, home ? "~/" : "/", 0);
    return true;
}

static enum key_answer key_line(struct picker *picker, int key)
{
    switch (key) {
    case K_ENTER:
        return enter_line(picker), TAKEN;
    case K_TAB:
        return tab(picker), TAKEN;
    case K_DOWN:
    case K_PAGE_DOWN:
        return picker->listing = true, TAKEN;
    default:
        break;
    }
    if (!(key == '/' && picker_keys_root(picker)) && !edit_key(&picker->line, key))
        return key_types(key) ? TAKEN : IGNORED;
    picker_follow(picker);
    return TAKEN;
}

static void choose_in_hand(struct picker *picker)
{
    char path[FOLDER_PATH];

    if (!picker_in_hand(picker, path))
        return;
    picker->next = folder_kind(path) == FOLDER_FILE;
    if (picker->next)
        picker_choose(picker, path, true);
    else
        snprintf(picker->reply, sizeof picker->reply,
                 text_tr("only files can be chosen; Enter opens a folder"));
}

static void forget_name(struct picker *picker)
{
    char folder[EDIT_SIZE];

    snprintf(folder, sizeof folder, "%.*s", (int)(picker_typed(picker) - picker->line.text),
             picker->line.text);
    edit_start(&picker->line, folder, 0);
}

static enum key_answer key_list(struct picker *picker, struct area area, int key)
{
    switch (key) {
    case K_ENTER:
        return enter_list(picker), TAKEN;
    case ' ':
    case K_INSERT:
        choose_in_hand(picker);
        return list_key(&picker->list, picker_list_area(area), K_DOWN), TAKEN;
    case K_TAB:
    case K_BACKTAB:
        return picker->listing = false, TAKEN;
    case K_ESC:
        return IGNORED;
    default:
        break;
    }
    enum key_answer answer =
        key_types(key) ? IGNORED : list_key(&picker->list, picker_list_area(area), key);
    if (answer == IGNORED && key == K_UP)
        picker->listing = false;
    if (answer == TAKEN || key == K_UP || key == K_DOWN)
        return TAKEN;
    picker->listing = false; /* whatever edits goes on with the line */
    if (picker->next && key_types(key))
        forget_name(picker);
    picker->next = false;
    return key_line(picker, key);
}

enum key_answer picker_key(struct picker *picker, struct area area, int key)
{
    picker->reply[0] = '\0';
    return picker->listing ? key_list(picker, area, key) : key_line(picker, key);
}

/* ------------------------------------------------ paste */

/* As shells and file managers write paths: in quotes, as an address. */
static void strip(const char *text, size_t size, char path[FOLDER_PATH])
{
    static const char scheme[] = "file://";
    char bare[FOLDER_PATH];

    while (size && text[size - 1] == ' ')
        size--;
    while (size && *text == ' ')
        text++, size--;
    if (size >= 2 && (*text == '\'' || *text == '"') && text[size - 1] == *text)
        text++, size -= 2;
    if (size > sizeof scheme && strncmp(text, scheme, sizeof scheme - 1) == 0)
        text += sizeof scheme - 1, size -= sizeof scheme - 1;
    snprintf(bare, sizeof bare, "%.*s", (int)(size < FOLDER_PATH ? size : FOLDER_PATH - 1), text);
    expand(bare, path);
}

/* Several files parted by blanks: all of them are there, or it is one path with blanks in it. */
static bool paste_several(struct picker *picker, const char *text, bool choose)
{
    char path[FOLDER_PATH];
    size_t count = 0;

    for (size_t size; *text; text += size + strspn(text + size, " "), count++) {
        bool quoted = (*text == '\'' || *text == '"') && strchr(text + 1, *text);
        size = quoted ? (size_t)(strchr(text + 1, *text) - text) + 1 : strcspn(text, " ");
        strip(text, size, path);
        if (folder_kind(path) != FOLDER_FILE)
            return false;
        if (choose)
            picker_choose(picker, path, false);
    }
    return count > 1;
}

void picker_paste(struct picker *picker, const char *text)
{
    char path[FOLDER_PATH];

    picker->reply[0] = '\0';
    picker->listing = false;
    strip(text, strlen(text), path);
    if (folder_kind(path) == FOLDER_NOTHING && paste_several(picker, text, false)) {
        paste_several(picker, text, true);
        return;
    }
    if (*path == '/')
        picker_go(picker, path);
    else if (!edit_paste(&picker->line, path))
        snprintf(picker->reply, sizeof picker->reply, text_tr("not all of it fitted"));
    picker_follow(picker);
}
