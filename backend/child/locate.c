#include "backend/child/locate.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The folder of the running program, with its last slash; "" without /proc. */
static void locate_own(char folder[PATH_MAX])
{
    ssize_t size = readlink("/proc/self/exe", folder, PATH_MAX - 1);

    folder[size > 0 ? size : 0] = '\0';
    char *slash = strrchr(folder, '/');
    if (slash)
        slash[1] = '\0';
}

bool locate_program(const char *name, char path[LOCATE_PATH], struct err *err)
{
    static const char *const beside[] = { "libexec/printseal/", PRINTSEAL_BESIDE "/" };
    char own[PATH_MAX];

    snprintf(path, LOCATE_PATH, "%s", name);
    if (strchr(name, '/'))
        return true;
    locate_own(own);
    for (size_t i = 0; *own && i < sizeof beside / sizeof *beside; i++) {
        snprintf(path, LOCATE_PATH, "%s%s%s", own, beside[i], name);
        if (access(path, X_OK) == 0)
            return true;
    }
    snprintf(path, LOCATE_PATH, PRINTSEAL_LIBEXEC "/%s", name);
    return access(path, X_OK) == 0 ||
           fail_errno(err, "%s: this part of printseal is missing or cannot be run", path);
}
