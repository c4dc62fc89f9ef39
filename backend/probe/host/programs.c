#include "backend/probe/host/programs.h"

#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "backend/base/file.h"
#include "backend/base/mem.h"
#include "backend/base/utf8.h"

/* /proc/PID/comm: what the program calls itself. */
static void read_name(const char *pid, char name[PROGRAM_NAME])
{
    char path[64];

    snprintf(path, sizeof path, "/proc/%.20s/comm", pid);
    AUTO_CLOSE int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t size = fd < 0 ? -1 : read(fd, name, PROGRAM_NAME - 1);
    name[size > 0 ? size : 0] = '\0';
    name[strcspn(name, "\n")] = '\0';
    utf8_sanitize(name);
}

static void programs_note(const struct sockets *sockets, struct program list[], unsigned long inode,
                          const char *pid)
{
    for (size_t i = 0; inode && i < sockets->count; i++)
        if (sockets->list[i].inode == inode && !list[i].pid) {
            list[i].pid = strtol(pid, NULL, 10);
            read_name(pid, list[i].name);
        }
}

/* False: it may not be looked into. One that has just ended holds nothing. */
static bool look_into(const struct sockets *sockets, struct program list[], const char *pid)
{
    char path[64], link[64];
    const struct dirent *entry;
    bool whole = true;

    snprintf(path, sizeof path, "/proc/%.20s/fd", pid);
    DIR *folder = opendir(path);
    if (!folder)
        return access(path, F_OK) != 0;
    while ((entry = file_next(folder, &whole))) {
        ssize_t size = readlinkat(dirfd(folder), entry->d_name, link, sizeof link - 1);
        link[size > 0 ? size : 0] = '\0';
        programs_note(sockets, list, sockets_inode(link), pid);
    }
    closedir(folder);
    return whole;
}

size_t programs_find(const struct sockets *sockets, struct program list[])
{
    DIR *proc = opendir("/proc");
    const struct dirent *entry;
    bool whole = true;
    size_t closed = 0;

    memset(list, 0, LISTENING_MAX * sizeof *list);
    while (proc && (entry = file_next(proc, &whole)))
        if (isdigit((unsigned char)entry->d_name[0]) && !look_into(sockets, list, entry->d_name))
            closed++;
    if (proc)
        closedir(proc);
    return closed + !whole;
}
