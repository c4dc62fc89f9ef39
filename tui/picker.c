#include "tui/picker_own.h"
#include "tui/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char *picker_typed(const struct picker *picker)
{
    const char *slash = strrchr(picker->line.text, '/');

    return slash ? slash + 1 : picker->line.text;
}

/* ------------------------------------------------ the list */

static size_t picker_count(const void *data)
{
    return ((const struct picker *)data)->count + 1;
}

static bool picker_join(const struct picker *picker, const char *name, char path[FOLDER_PATH])
{
    return snprintf(path, FOLDER_PATH, "%s%s", picker->folder.path, name) < FOLDER_PATH;
}

size_t picker_find(const struct picker *picker, const char *path)
{
    size_t i = 0;

    while (i < picker->chosen_count && strcmp(picker->chosen[i], path) != 0)
        i++;
    return i;
}

static void picker_row(const void *data, size_t i, struct list_row *picker_row)
{
    static char shown[FOLDER_PATH];
    const struct picker *picker = data;
    char path[FOLDER_PATH];

    picker_row->cell[0] = "../";
    if (i == 0)
        return;
    const struct folder_entry *entry = &picker->folder.entries[picker->matches[i - 1]];
    snprintf(shown, sizeof shown, "%s%s", entry->name, entry->folder ? "/" : "");
    picker_row->cell[0] = shown;
    if (picker_join(picker, entry->name, path) && picker_find(picker, path) < picker->chosen_count)
        picker_row->mark = MARK_FINE;
}

static const struct list_model picker_model = { .count = picker_count, .row = picker_row };

static bool picker_ends(const char *text, const char *end)
{
    size_t length = strlen(text), size = strlen(end);

    return length >= size && strcmp(text + length - size, end) == 0;
}

/* "/a/b/" is below "/a/", "a/" below what has no name: "./", and that below "../". */
static void above(const char *folder, char path[FOLDER_PATH])
{
    size_t length = strlen(folder);

    if (strcmp(folder, "./") == 0 || picker_ends(folder, "../")) {
        snprintf(path, FOLDER_PATH, "%.*s../", FOLDER_PATH - 4,
                 *folder == '.' && folder[1] == '/' ? "" : folder);
        return;
    }
    while (length > 1 && folder[length - 1] == '/')
        length--;
    while (length && folder[length - 1] != '/')
        length--;
    snprintf(path, FOLDER_PATH, "%.*s", length ? (int)length : 2, length ? folder : "./");
}

bool picker_in_hand(const struct picker *picker, char path[FOLDER_PATH])
{
    size_t i = picker->list.focus;

    if (i == 0)
        return above(picker->folder.path, path), true;
    return picker_join(picker, picker->folder.entries[picker->matches[i - 1]].name, path);
}

/* ------------------------------------------------ what is chosen */

void picker_choose(struct picker *picker, const char *path, bool may_go)
{
    size_t i = picker_find(picker, path);

    if (i < picker->chosen_count && may_go) {
        free(picker->chosen[i]);
        picker->chosen_count--;
        memmove(picker->chosen + i, picker->chosen + i + 1,
                (picker->chosen_count - i) * sizeof *picker->chosen);
    } else if (i == picker->chosen_count && i == PICKER_MAX) {
        snprintf(picker->reply, sizeof picker->reply, text_tr("no more than %d files"), PICKER_MAX);
    } else if (i == picker->chosen_count) {
        picker->chosen[i] = strdup(path);
        picker->chosen_count += picker->chosen[i] != NULL;
    }
}

/* ------------------------------------------------ the folder */

static void narrow(struct picker *picker)
{
    const char *typed = picker_typed(picker);

    picker->count = picker->matches ? folder_match(&picker->folder, typed, picker->matches) : 0;
    picker->list.focus = picker->count ? 1 : 0;
}

static void read_folder(struct picker *picker, const char *path)
{
    const char *why = folder_read(&picker->folder, path);

    free(picker->matches);
    picker->matches = calloc(picker->folder.count + 1, sizeof *picker->matches);
    snprintf(picker->why, sizeof picker->why, "%s", why ? why : "");
}

/* The folder that is typed, "~" being the home folder and nothing the present one. */
static void typed_folder(const struct picker *picker, char path[FOLDER_PATH])
{
    const char *text = picker->line.text, *home = getenv("HOME");
    int length = (int)(picker_typed(picker) - text);

    if (length >= 2 && text[0] == '~' && text[1] == '/' && home)
        snprintf(path, FOLDER_PATH, "%s%.*s", home, length - 1, text + 1);
    else
        snprintf(path, FOLDER_PATH, "%.*s", length ? length : 2, length ? text : "./");
}

void picker_follow(struct picker *picker)
{
    char path[FOLDER_PATH];

    typed_folder(picker, path);
    if (strcmp(path, picker->folder.path) != 0)
        read_folder(picker, path);
    narrow(picker);
}

void picker_go(struct picker *picker, const char *path)
{
    char whole[FOLDER_PATH + 1];
    size_t length = strlen(path);
    bool open = folder_kind(path) == FOLDER_FOLDER && length && path[length - 1] != '/';

    snprintf(whole, sizeof whole, "%s%s", path, open ? "/" : "");
    edit_start(&picker->line, whole, 0);
    picker->folder.path[0] = '\0'; /* read anew, even if it is the same */
    picker_follow(picker);
}

void picker_open(struct picker *picker, const char *path)
{
    char here[FOLDER_PATH] = "/";

    *picker = (struct picker){ 0 };
    picker->list = (struct list){ .model = &picker_model, .data = picker, .columns = 1 };
    if (!path && !getcwd(here, sizeof here))
        snprintf(here, sizeof here, "/");
    picker_go(picker, path ? path : here);
}

void picker_close(struct picker *picker)
{
    for (size_t i = 0; i < picker->chosen_count; i++)
        free(picker->chosen[i]);
    free(picker->matches);
    folder_close(&picker->folder);
    *picker = (struct picker){ 0 };
}

/* ------------------------------------------------ painting */

struct area picker_list_area(struct area area)
{
    area.y++;
    area.rows -= area.rows > 3 ? 2 : 1;
    return area;
}

/* The last line: what went wrong, else what is chosen, else what can be done. */
static void picker_draw_put_foot(const struct picker *picker, struct area area)
{
    char text[200];
    int y = area.y + area.rows - 1;

    if (area.rows <= 3)
        return;
    snprintf(text, sizeof text, text_tr("this folder cannot be read: %s"), picker->why);
    if (picker->reply[0] || picker->why[0])
        theme_put(y, area.x, area.cols, ROLE_WARN, picker->reply[0] ? picker->reply : text);
    else if (picker->chosen_count) {
        const char *last = picker->chosen[picker->chosen_count - 1], *slash = strrchr(last, '/');
        snprintf(text, sizeof text, text_tr("%zu chosen, last %.120s"), picker->chosen_count,
                 slash ? slash + 1 : last);
        theme_put(y, area.x, area.cols, ROLE_FINE, text);
    } else if (picker->folder.more)
        theme_put(y, area.x, area.cols, ROLE_DIM,
                  text_tr("there are more: type how the name begins"));
    else
        theme_put(y, area.x, area.cols, ROLE_DIM,
                  picker->listing ? text_tr("Space chooses several, Enter takes")
                                  : text_tr("path; Tab completes"));
}

void picker_draw(const struct picker *picker, struct area area, bool active)
{
    text_put(area.y, area.x, 2, picker->listing ? "" : ">");
    list_draw(&picker->list, picker_list_area(area), active && picker->listing);
    picker_draw_put_foot(picker, area);
    edit_draw(&picker->line, area.y, area.x + 3, area.cols - 3, active && !picker->listing);
}
