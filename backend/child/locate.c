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

/* Below the running program's folder in a build folder, and when it is installed; else the full
 * path it was to be installed in. */
struct locate {
    const char *built, *installed, *full;
};
static const struct locate programs = { "libexec/printseal", PRINTSEAL_BESIDE, PRINTSEAL_LIBEXEC };
static const struct locate shared = { "share/printseal", PRINTSEAL_SHARE_BESIDE, PRINTSEAL_SHARE };

static const struct locate locales = { "share/locale", PRINTSEAL_LOCALE_BESIDE, PRINTSEAL_LOCALE };
static const struct locate locales_of_worker = { "../../share/locale",
                                                 PRINTSEAL_LOCALE_BESIDE_WORKER, PRINTSEAL_LOCALE };

static bool locate_in(const struct locate *where, const char *name, int mode,
                      char path[LOCATE_PATH])
{
    const char *const beside[] = { where->built, where->installed };
    char own[PATH_MAX];

    locate_own(own);
    for (size_t i = 0; *own && i < sizeof beside / sizeof *beside; i++) {
        snprintf(path, LOCATE_PATH, "%s%s/%s", own, beside[i], name);
        if (access(path, mode) == 0)
            return true;
    }
    snprintf(path, LOCATE_PATH, "%s/%s", where->full, name);
    return access(path, mode) == 0;
}

bool locate_program(const char *name, char path[LOCATE_PATH], struct err *err)
{
    snprintf(path, LOCATE_PATH, "%s", name);
    return strchr(name, '/') || locate_in(&programs, name, X_OK, path) ||
           fail_errno(err, "%s: this part of printseal is missing or cannot be run", path);
}

bool locate_shared(const char *name, char path[LOCATE_PATH], struct err *err)
{
    return locate_in(&shared, name, R_OK, path) ||
           fail_errno(err, "%s: this part of printseal is missing or cannot be read", path);
}

void locate_locales(bool worker, char path[LOCATE_PATH])
{
    locate_in(worker ? &locales_of_worker : &locales, "", R_OK, path);
}
