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

#define FOLDER_REST "the rest of the folder" /* in place of a name, when reading breaks off */

static FILE *folder_reports; /* read in the worker */

/* ------------------------------------------------ the other process */

static bool folder_wants(const char *name)
{
    const char *dot = strrchr(name, '.');

    return name[0] != '.' && dot && strcmp(dot, ".json") == 0;
}

static void folder_put_text(FILE *to, const char *name, const char *text, size_t size, bool read)
{
    const struct folder_head head = { strlen(name), size, read };

    fwrite(&head, sizeof head, 1, to);
    fwrite(name, head.name, 1, to);
    fwrite(text, 1, head.text, to);
}

static void folder_put(FILE *to, int dir, const char *name)
{
    AUTO_BUF struct buf bytes = { 0 };
    struct err err;
    bool read = file_read(dir, name, SAVED_SIZE, &bytes, &err);

    folder_put_text(to, name, read ? bytes.text : err.text, read ? bytes.size : strlen(err.text),
                    read);
}

static _Noreturn void folder_serve(DIR *folder, int fd)
{
    FILE *to = must(fdopen(fd, "w"));

    const struct dirent *entry;
    bool whole = true;

    prctl(PR_SET_PDEATHSIG, SIGKILL);
    while (!ferror(to) && (entry = file_next(folder, &whole)))
        if (folder_wants(entry->d_name))
            folder_put(to, dirfd(folder), entry->d_name);
    if (!whole)
        folder_put_text(to, FOLDER_REST, strerror(errno), strlen(strerror(errno)), false);
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
