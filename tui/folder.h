/* folder.h - the names in one folder of a disk, in order, and those that begin as something typed.
 */
#ifndef TUI_FOLDER_H
#define TUI_FOLDER_H

#include <stdbool.h>
#include <stddef.h>

enum { FOLDER_PATH = 1024, FOLDER_MAX = 100000 };

struct folder_entry {
    char *name;  /* any bytes but '/' and NUL, as they lie on the disk */
    bool folder; /* a link to a folder, too */
};

/* Starts as { 0 }. */
struct folder {
    char path[FOLDER_PATH]; /* as it was asked for, with a '/' at its end */
    struct folder_entry *entries;
    size_t count;
    bool more; /* beyond FOLDER_MAX; they are not in the list */
};

/* Reads it anew: folders first, each kind by name, letters of any case being equal. NULL; or why it
 * cannot be read, in a few words, and then it is empty. */
const char *folder_read(struct folder *folder, const char *path);
void folder_close(struct folder *folder);

/* What is at that path? */
enum folder_kind { FOLDER_NOTHING, FOLDER_FILE, FOLDER_FOLDER };
enum folder_kind folder_kind(const char *path);

/* Which entries begin with what was typed, letters of any case being equal; if none does, which
 * contain it. Hidden ones only if a dot was typed first. Writes their numbers to matches, which has
 * room for all, and returns how many there are. */
size_t folder_match(const struct folder *folder, const char *typed, size_t *matches);

/* How many bytes all of these names have in common with the first, letters of any case being equal;
 * never half a character. */
size_t folder_common(const struct folder *folder, const size_t *matches, size_t count);

#endif
