#include "tui/folder.h"

#include "tui/text.h"
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

void folder_close(struct folder *folder)
{
    for (size_t i = 0; i < folder->count; i++)
        free(folder->entries[i].name);
    free(folder->entries);
    *folder = (struct folder){ 0 };
}

enum folder_kind folder_kind(const char *path)
{
    struct stat stat_;

    if (stat(path, &stat_) != 0)
        return FOLDER_NOTHING;
    return S_ISDIR(stat_.st_mode) ? FOLDER_FOLDER : FOLDER_FILE;
}

/* Most file systems tell the kind with the name, so that nothing more need be asked. */
static bool folder_is_folder(const struct folder *folder, const struct dirent *entry)
{
    char path[FOLDER_PATH + 256];

    if (entry->d_type != DT_UNKNOWN && entry->d_type != DT_LNK)
        return entry->d_type == DT_DIR;
    snprintf(path, sizeof path, "%s%s", folder->path, entry->d_name);
    return folder_kind(path) == FOLDER_FOLDER;
}

/* False: no memory. */
static bool folder_add(struct folder *folder, size_t *room, const struct dirent *entry)
{
    if (folder->count == *room) {
        size_t more = *room ? *room * 2 : 64;
        struct folder_entry *entries = realloc(folder->entries, more * sizeof *entries);
        if (!entries)
            return false;
        folder->entries = entries;
        *room = more;
    }
    char *name = strdup(entry->d_name);
    if (name)
        folder->entries[folder->count++] =
            (struct folder_entry){ name, folder_is_folder(folder, entry) };
    return name;
}

static bool is_self_or_above(const char *name)
{
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

/* 0, or errno where reading broke off: half a folder is not shown as a whole one. */
static int folder_read_all(struct folder *folder, DIR *from)
{
    const struct dirent *entry;
    size_t room = 0;

    while (errno = 0, (entry = readdir(from))) {
        if (is_self_or_above(entry->d_name))
            continue;
        folder->more = folder->count == FOLDER_MAX || !folder_add(folder, &room, entry);
        if (folder->more)
            return 0;
    }
    return errno;
}

static int folder_compare(const void *left, const void *right)
{
    const struct folder_entry *a = left, *b = right;

    if (a->folder != b->folder)
        return a->folder ? -1 : 1;
    int order = strcasecmp(a->name, b->name);
    return order ? order : strcmp(a->name, b->name);
}

const char *folder_read(struct folder *folder, const char *path)
{
    size_t length = strlen(path);

    folder_close(folder);
    if (length + 2 > sizeof folder->path)
        return text_tr("its path is too long");
    snprintf(folder->path, sizeof folder->path, "%s%s", path,
             length && path[length - 1] == '/' ? "" : "/");
    DIR *from = opendir(folder->path);
    if (!from)
        return strerror(errno);
    int why = folder_read_all(folder, from);
    closedir(from);
    if (why) {
        folder_close(folder);
        return strerror(why);
    }
    if (folder->count)
        qsort(folder->entries, folder->count, sizeof *folder->entries, folder_compare);
    return NULL;
}

static bool folder_begins(const char *name, const char *typed)
{
    return strncasecmp(name, typed, strlen(typed)) == 0;
}

static bool contains(const char *name, const char *typed)
{
    return text_match(name, typed);
}

static size_t tui_folder_match(const struct folder *folder, const char *typed, size_t *matches,
                               bool (*fits)(const char *name, const char *typed))
{
    size_t count = 0;

    for (size_t i = 0; i < folder->count; i++) {
        const char *name = folder->entries[i].name;
        if ((*name != '.' || *typed == '.') && fits(name, typed))
            matches[count++] = i;
    }
    return count;
}

size_t folder_match(const struct folder *folder, const char *typed, size_t *matches)
{
    size_t count = tui_folder_match(folder, typed, matches, folder_begins);

    return count ? count : tui_folder_match(folder, typed, matches, contains);
}

size_t folder_common(const struct folder *folder, const size_t *matches, size_t count)
{
    const char *first = count ? folder->entries[matches[0]].name : "";
    size_t common = strlen(first);

    for (size_t i = 1; i < count; i++) {
        const char *name = folder->entries[matches[i]].name;
        size_t same = 0;
        while (same < common && strncasecmp(name + same, first + same, 1) == 0)
            same++;
        common = same;
    }
    while (common && ((unsigned char)first[common] & 0xc0) == 0x80)
        common--;
    return common;
}
