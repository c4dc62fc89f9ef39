#include "backend/secret/keyfile.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "backend/base/mem.h"
#include "backend/secret/locked.h"

static const char master[] = "master.key", fresh[] = ".master.key.new";
static const char credential[] = "printseal.key";

/* A named pipe or a device must not stop us, nor a link lead us elsewhere. */
static int keyfile_open_key(int dir, const char *name)
{
    return openat(dir, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
}

static enum keyfile explain_open(const char *name, struct err *err)
{
    if (errno == ENOENT)
        return fail(err, "there is no %s", name), KEYFILE_ABSENT;
    if (errno == ELOOP)
        return fail(err, "%s is a symbolic link, which is refused; put the file itself there",
                    name),
               KEYFILE_REFUSED;
    return fail_errno(err, "cannot open %s", name), KEYFILE_REFUSED;
}

/* Returns bytes read, fewer at the end of the file, or -1. */
static ssize_t keyfile_read_all(int fd, unsigned char *bytes, size_t size)
{
    size_t done = 0;
    ssize_t got;

    while (done < size) {
        got = read(fd, bytes + done, size - done);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return got < 0 ? -1 : (ssize_t)done;
        done += (size_t)got;
    }
    return (ssize_t)done;
}

static bool private_file(const struct stat *stat, struct err *err)
{
    if (!S_ISREG(stat->st_mode))
        return fail(err, "%s is not a regular file", master);
    if (stat->st_uid != geteuid())
        return fail(err, "%s belongs to user %u, not to user %u who runs this", master,
                    (unsigned)stat->st_uid, (unsigned)geteuid());
    if (stat->st_mode & 07177)
        return fail(err, "%s has permissions %04o, so that others may have read it; needs 0400",
                    master, (unsigned)(stat->st_mode & 07777));
    return stat->st_size == KEY_SIZE ||
           fail(err, "%s has %lld bytes; needs %d", master, (long long)stat->st_size, KEY_SIZE);
}

enum keyfile keyfile_master(int dir, unsigned char key[KEY_SIZE], struct err *err)
{
    AUTO_CLOSE int fd = keyfile_open_key(dir, master);
    struct stat stat;

    if (fd < 0)
        return explain_open(master, err);
    if (fstat(fd, &stat) != 0)
        return fail_errno(err, "cannot look at %s", master), KEYFILE_REFUSED;
    if (!private_file(&stat, err))
        return KEYFILE_REFUSED;
    errno = EIO; /* for a file that got shorter meanwhile */
    if (keyfile_read_all(fd, key, KEY_SIZE) != KEY_SIZE)
        return fail_errno(err, "cannot read %s", master), KEYFILE_REFUSED;
    return KEYFILE_READ;
}

static bool write_key(int fd)
{
    AUTO_LOCKED unsigned char *key = locked_new(LOCKED_KEY);

    crypto_random(key, KEY_SIZE);
    return fchmod(fd, 0400) == 0 && write(fd, key, KEY_SIZE) == KEY_SIZE && fsync(fd) == 0;
}

bool keyfile_sweep(int dir, struct err *err)
{
    return unlinkat(dir, fresh, 0) == 0 || errno == ENOENT ||
           fail_errno(err, "%s: cannot be removed", fresh);
}

/* Written beside and then linked: nobody ever sees half a key, and one that is there stays. */
bool keyfile_make(int dir, struct err *err)
{
    if (!keyfile_sweep(dir, err))
        return false;
    AUTO_CLOSE int fd =
        openat(dir, fresh, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0400);
    if (fd < 0)
        return fail_errno(err, "cannot make %s", master);
    bool made = write_key(fd) && (linkat(dir, fresh, dir, master, 0) == 0 || errno == EEXIST);
    if (!made)
        fail_errno(err, "cannot make %s", master);
    unlinkat(dir, fresh, 0);
    return made && (fsync(dir) == 0 || fail_errno(err, "cannot make %s last", master));
}

/* Owner and mode are systemd's business: it hands them out read-only, as root's or the unit's. */
enum keyfile keyfile_credential(unsigned char bytes[CREDENTIAL_MAX], size_t *size, struct err *err)
{
    const char *folder = secure_getenv("CREDENTIALS_DIRECTORY");

    if (!folder || folder[0] != '/')
        return fail(err, "$CREDENTIALS_DIRECTORY is not set"), KEYFILE_ABSENT;
    AUTO_CLOSE int dir = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    AUTO_CLOSE int fd = dir < 0 ? -1 : keyfile_open_key(dir, credential);
    struct stat stat;

    if (fd < 0)
        return explain_open("credential printseal.key", err);
    if (fstat(fd, &stat) != 0 || !S_ISREG(stat.st_mode) || stat.st_size < 1 ||
        stat.st_size > CREDENTIAL_MAX)
        return fail(err, "credential %s needs to be a file of 1 to %d bytes", credential,
                    CREDENTIAL_MAX),
               KEYFILE_REFUSED;
    errno = EIO;
    ssize_t got = keyfile_read_all(fd, bytes, (size_t)stat.st_size);
    if (got != stat.st_size)
        return fail_errno(err, "cannot read credential %s", credential), KEYFILE_REFUSED;
    *size = (size_t)got;
    return KEYFILE_READ;
}
