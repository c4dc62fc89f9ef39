#include "backend/late/open.h"

#include <dlfcn.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { PLACE_MAX = PATH_MAX + 64 };

static bool open_place(const char *module, char path[PLACE_MAX], struct err *err)
{
    ssize_t size = readlink("/proc/self/exe", path, PATH_MAX);

    if (size < 0)
        return fail_errno(err, "cannot find this program's own folder: is /proc mounted?");
    path[size] = '\0';
    char *name = strrchr(path, '/');
    name = name ? name + 1 : path;
    snprintf(name, PLACE_MAX - (size_t)(name - path), "%s", module);
    return true;
}

bool late_there(const char *module, struct err *err)
{
    char path[PLACE_MAX];

    if (!open_place(module, path, err))
        return false;
    return access(path, R_OK) == 0 ||
           fail_errno(err, "%s: this part of the program is missing; install it beside it", path);
}

const void *late_open(const char *module, const char *name, struct err *err)
{
    char path[PLACE_MAX];

    if (!open_place(module, path, err))
        return NULL;
    void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    const void *found = handle ? dlsym(handle, name) : NULL;
    if (!found)
        fail(err, "%s: this part of the program cannot be loaded: %s", path, dlerror());
    return found;
}
