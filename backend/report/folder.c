#include "backend/report/folder.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "backend/base/file.h"
#include "backend/report/saved.h"

/* In front of each name and text. */
struct folder_head {
    size_t name, text;
    bool read;
};

static FILE *folder_reports; /* read in the worker */

/* ------------------------------------------------ the other process */

static bool folder_wants(const char *name)
{
    const char *dot = strrchr(name, '.');

    return name[0] != '.' && dot && strcmp(dot, ".json") == 0;
}

static void folder_put(FILE *to, int dir, const char *name)
{
    AUTO_BUF struct buf bytes = { 0 };
    struct err err;
    bool read = file_read(dir, name, SAVED_SIZE, &bytes, &err);
    const char *text = read ? bytes.text : err.text;
    const struct folder_head head = { strlen(name), read ? bytes.size : strlen(err.text), read };

    fwrite(&head, sizeof head, 1, to);
    fwrite(name, head.name, 1, to);
    fwrite(text, 1, head.text, to);
}

static _Noreturn void folder_serve(DIR *folder, int fd)
{
    FILE *to = must(fdopen(fd, "w"));

    prctl(PR_SET_PDEATHSIG, SIGKILL);
    for (const struct dirent *entry = readdir(folder); entry && !ferror(to);
         entry = readdir(folder))
        if (folder_wants(entry->d_name))
            folder_put(to, dirfd(folder), entry->d_name);
    fflush(to);
    _exit(0);
}

int folder_open(const void *job, size_t size, int out)
{
    DIR *folder = opendir(job);
    int ends[2];

    (void)size;
    if (!folder) {
        worker_report(out, "fail %s: cannot be read as a folder: %s", (const char *)job,
                      strerror(errno));
        return 1;
    }
    if (pipe(ends) != 0)
        return 1;
    pid_t pid = fork();
    if (pid == 0)
        folder_serve(folder, ends[1]);
    closedir(folder);
    close(ends[1]);
    folder_reports = must(fdopen(ends[0], "r"));
    return pid < 0;
}

/* ------------------------------------------------ the worker */

static bool folder_get(void *bytes, size_t size)
{
    return fread(bytes, 1, size, folder_reports) == size;
}

bool folder_next(char name[FOLDER_NAME], struct buf *text, bool *read)
{
    struct folder_head head;

    buf_free(text);
    if (!folder_get(&head, sizeof head) || head.name >= FOLDER_NAME || head.text > SAVED_SIZE)
        return false;
    *text = (struct buf){ must(malloc(head.text + 1)), head.text, head.text + 1 };
    name[head.name] = text->text[head.text] = '\0';
    *read = head.read;
    return folder_get(name, head.name) && folder_get(text->text, head.text);
}
