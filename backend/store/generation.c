#include "backend/store/generation.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "backend/base/file.h"

enum { FOLDER_FLAGS = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC };

/* ------------------------------------------------ names */

static void generation_name_of(unsigned number, const char *end, char name[GENERATION_NAME])
{
    snprintf(name, GENERATION_NAME, "%06u%s", number, end);
}

/* 0: not the name of a generation. */
static unsigned generation_number_of(const char *name)
{
    char again[GENERATION_NAME];
    unsigned long number = isdigit((unsigned char)*name) ? strtoul(name, NULL, 10) : 0;

    if (number > 999999999)
        return 0;
    generation_name_of((unsigned)number, "", again);
    return strcmp(name, again) == 0 ? (unsigned)number : 0;
}

/* ------------------------------------------------ looking */

bool generation_current(int dir, unsigned *number, struct err *err)
{
    static const char folder[] = "generations/";
    char target[64];
    ssize_t size = readlinkat(dir, "current", target, sizeof target - 1);

    *number = 0;
    if (size < 0 && errno == ENOENT)
        return true;
    if (size < 0 && errno != EINVAL)
        return fail_errno(err, "current");
    target[size < 0 ? 0 : size] = '\0';
    if (strncmp(target, folder, strlen(folder)) == 0)
        *number = generation_number_of(target + strlen(folder));
    return *number ||
           fail(err, "current: must be a symbolic link to a generation, as in generations/000007");
}

static int generation_open_all(int dir)
{
    return openat(dir, "generations", FOLDER_FLAGS);
}

/* Shared by readers, alone by who removes it. Where a file system has no such locks, nobody holds.
 */
static int generation_hold(int fd, int kind)
{
    if (fd < 0 || flock(fd, kind | LOCK_NB) == 0 || errno != EWOULDBLOCK)
        return fd;
    close(fd);
    errno = ENOENT; /* it is being removed */
    return -1;
}

int generation_open(int dir, unsigned number, struct err *err)
{
    char name[GENERATION_NAME];
    AUTO_CLOSE int all = generation_open_all(dir);

    generation_name_of(number, "", name);
    int fd = all < 0 ? -1 : generation_hold(openat(all, name, FOLDER_FLAGS), LOCK_SH);
    if (fd < 0 && errno == ENOENT)
        fail(err, "there is no generation %u; \"printseal history\" lists them", number);
    else if (fd < 0)
        fail_errno(err, "generations/%s: cannot be opened", name);
    return fd;
}

static int ascending(const void *a, const void *b)
{
    const unsigned *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

bool generation_list(int dir, unsigned **numbers, size_t *count, struct err *err)
{
    int all = generation_open_all(dir);
    DIR *stream = all < 0 ? NULL : fdopendir(all);
    const struct dirent *entry;
    bool whole = true;
    size_t room = 0;

    *numbers = NULL;
    *count = 0;
    if (!stream)
        return errno == ENOENT || fail_errno(err, "generations: cannot be read");
    while ((entry = file_next(stream, &whole))) {
        unsigned number = generation_number_of(entry->d_name);

        if (!number)
            continue;
        *numbers = grow(*numbers, *count, &room, sizeof **numbers);
        (*numbers)[(*count)++] = number;
    }
    if (!whole)
        fail_errno(err, "generations: cannot be read to the end");
    closedir(stream);
    if (*count)
        qsort(*numbers, *count, sizeof **numbers, ascending);
    return whole;
}

bool generation_newer(int dir, unsigned number)
{
    AUTO_FREE unsigned *numbers = NULL;
    size_t count = 0;

    return generation_list(dir, &numbers, &count, NULL) && count && numbers[count - 1] > number;
}

/* ------------------------------------------------ making */

static int generation_made(int dir, const char *name)
{
    if (mkdirat(dir, name, 0700) != 0)
        return -1;
    int fd = openat(dir, name, FOLDER_FLAGS);
    if (fd >= 0 && fchmod(fd, 0750) == 0)
        return fd;
    if (fd >= 0)
        close(fd);
    return -1;
}

static bool make_all(int dir)
{
    AUTO_CLOSE int all = generation_open_all(dir);

    if (all >= 0)
        return true;
    if (errno != ENOENT)
        return false;
    AUTO_CLOSE int fresh = generation_made(dir, "generations");
    return fresh >= 0 && fsync(dir) == 0;
}

int generation_begin(int dir, unsigned number, struct err *err)
{
    char unfinished[GENERATION_NAME], name[GENERATION_NAME];

    generation_name_of(number, ".tmp", unfinished);
    generation_name_of(number, "", name);
    AUTO_CLOSE int all = make_all(dir) ? generation_open_all(dir) : -1;
    int fd = all < 0 ? -1 : generation_made(all, unfinished);
    if (fd < 0)
        fail_errno(err, "generations/%s: cannot be made", name);
    return fd;
}

bool generation_finish(int dir, unsigned number, struct err *err)
{
    char unfinished[GENERATION_NAME], name[GENERATION_NAME];
    AUTO_CLOSE int all = generation_open_all(dir);

    generation_name_of(number, ".tmp", unfinished);
    generation_name_of(number, "", name);
    if (all >= 0 && renameat(all, unfinished, all, name) == 0 && fsync(all) == 0)
        return true;
    return fail_errno(err, "generations/%s: cannot be made", name);
}

void generation_drop(int dir, unsigned number)
{
    char name[GENERATION_NAME];
    AUTO_CLOSE int all = generation_open_all(dir);

    if (all < 0)
        return;
    generation_name_of(number, ".tmp", name);
    file_remove_folder(all, name, NULL);
    generation_name_of(number, "", name);
    file_remove_folder(all, name, NULL);
}

/* ------------------------------------------------ turning */

static bool store_generation_turn(int dir, unsigned number)
{
    char target[GENERATION_NAME + 16], name[GENERATION_NAME];

    if (!number)
        return unlinkat(dir, "current", 0) == 0;
    generation_name_of(number, "", name);
    snprintf(target, sizeof target, "generations/%s", name);
    if (unlinkat(dir, "current.new", 0) != 0 && errno != ENOENT)
        return false;
    return symlinkat(target, dir, "current.new") == 0 &&
           renameat(dir, "current.new", dir, "current") == 0;
}

bool generation_turn(int dir, unsigned from, unsigned to, struct err *err)
{
    if (!store_generation_turn(dir, to)) {
        fail_errno(err, "current: cannot be turned to generation %u", to);
        unlinkat(dir, "current.new", 0);
        return false;
    }
    if (fsync(dir) == 0)
        return true;
    fail_errno(err, "current: cannot be turned to generation %u", to);
    store_generation_turn(dir, from);
    return false;
}

/* ------------------------------------------------ removing */

bool generation_sweep(int dir, struct err *err)
{
    int all = generation_open_all(dir);
    DIR *stream = all < 0 ? NULL : fdopendir(all);
    const struct dirent *entry;
    bool fine = true, whole = true;

    if (!stream)
        return errno == ENOENT || fail_errno(err, "generations: cannot be read");
    while (fine && (entry = file_next(stream, &whole))) {
        const char *end = strrchr(entry->d_name, '.');

        if (end && strcmp(end, ".tmp") == 0)
            fine = file_remove_folder(all, entry->d_name, err);
    }
    if (!whole)
        fail_errno(err, "generations: cannot be read to the end");
    closedir(stream);
    return fine && whole;
}

/* One that somebody reads stays until the next save. A folder that goes is renamed first: cut off
 * in the middle, it is not taken for a whole one. */
static void remove_one(int all, unsigned number)
{
    char name[GENERATION_NAME], going[GENERATION_NAME];

    generation_name_of(number, "", name);
    generation_name_of(number, ".tmp", going);
    AUTO_CLOSE int fd = generation_hold(openat(all, name, FOLDER_FLAGS), LOCK_EX);
    if (fd >= 0 && renameat(all, name, all, going) == 0)
        file_remove_folder(all, going, NULL);
}

void generation_prune(int dir, unsigned current, size_t keep)
{
    AUTO_FREE unsigned *numbers = NULL;
    AUTO_CLOSE int all = generation_open_all(dir);
    size_t count = 0;

    if (all < 0 || !generation_list(dir, &numbers, &count, NULL))
        return;
    for (size_t i = 0; i + (keep ? keep : 1) < count; i++)
        if (numbers[i] != current)
            remove_one(all, numbers[i]);
}
