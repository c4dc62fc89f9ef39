/* store_write_cert.c - the cert folder of a new generation: what is new, and what stays. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "backend/base/file.h"
#include "backend/store/generation.h"
#include "backend/store/store_writing.h"

static bool write_artefact(struct writing *writing, const struct artefact *artefact,
                           struct err *err)
{
    AUTO_FREE char *path = format("cert/%s", artefact->name);

    if (!artefact->bytes)
        return true;
    if (artefact->size > CERT_MAX)
        return fail(err, "%s: is larger than %d bytes", path, CERT_MAX);
    manifest_add(&writing->manifest, path, artefact->bytes, artefact->size);
    return file_write(writing->cert, artefact->name, artefact->secret ? 0600 : 0640,
                      artefact->bytes, artefact->size, err) ||
           fail_in(err, "cert");
}

static bool replaced(const struct saving *saving, const char *name)
{
    for (size_t i = 0; i < saving->count; i++)
        if (strcmp(saving->artefacts[i].name, name) == 0)
            return true;
    return false;
}

static bool secret_name(const char *name)
{
    const char *end = strrchr(name, '.');

    return !end ||
           (strcmp(end, ".crt") != 0 && strcmp(end, ".cer") != 0 && strcmp(end, ".csr") != 0 &&
            strcmp(end, ".crl") != 0 && strcmp(end, ".txt") != 0);
}

/* A file that is not as it was saved stays so in the new MANIFEST: saving something else does not
 * make it right. */
static bool take_over(struct writing *writing, const char *name, struct err *err)
{
    AUTO_FREE char *path = format("cert/%s", name);
    AUTO_BUF struct buf bytes = { 0 };
    const struct manifest_file *was = manifest_find(&writing->was, path);

    if (!file_read(writing->from, path, CERT_MAX, &bytes, err))
        return false;
    if (was)
        manifest_take(&writing->manifest, was);
    else
        manifest_add(&writing->manifest, path, bytes.text, bytes.size);
    bool fine = file_write(writing->cert, name, secret_name(name) ? 0600 : 0640, bytes.text,
                           bytes.size, err);
    wipe(bytes.text, bytes.size);
    return fine || fail_in(err, "cert");
}

static void keep_missing(struct writing *writing)
{
    for (size_t i = 0; i < writing->was.count; i++) {
        const struct manifest_file *file = &writing->was.files[i];

        if (strncmp(file->path, "cert/", 5) == 0 && !replaced(writing->saving, file->path + 5) &&
            !manifest_find(&writing->manifest, file->path))
            manifest_take(&writing->manifest, file);
    }
}

static bool is_written(const struct writing *writing, const char *name)
{
    AUTO_FREE char *path = format("cert/%s", name);

    return manifest_find(&writing->manifest, path);
}

static bool take_over_all(struct writing *writing, struct err *err)
{
    int fd = openat(writing->from, "cert", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *stream = fd < 0 ? NULL : fdopendir(fd);
    const struct dirent *entry;
    bool fine = true;

    if (!stream)
        return errno == ENOENT || fail_errno(err, "cert: cannot be read");
    while (fine && (entry = readdir(stream)))
        if (entry->d_name[0] != '.' && !replaced(writing->saving, entry->d_name) &&
            !is_written(writing, entry->d_name))
            fine = take_over(writing, entry->d_name, err);
    closedir(stream);
    keep_missing(writing);
    return fine;
}

static bool store_write_cert_is_there(int folder, const char *name)
{
    AUTO_FREE char *path = format("cert/%s", name);

    return faccessat(folder, path, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
}

/* What never goes back, out of the current generation, when another one is taken over. */
static bool carry(struct writing *writing, struct err *err)
{
    static const char *const kept[] = { "issued.txt", "ca-myq.crl" };
    AUTO_CLOSE int now = generation_open(writing->store->dir, writing->store->generation, NULL);
    const int from = writing->from;
    const struct manifest was = writing->was;
    bool fine = true;

    if (now < 0)
        return true;
    writing->from = now;
    writing->was = (struct manifest){ 0 };
    manifest_read(now, &writing->was, NULL);
    for (size_t i = 0; fine && i < sizeof kept / sizeof *kept; i++)
        if (store_write_cert_is_there(now, kept[i]) && !replaced(writing->saving, kept[i]))
            fine = take_over(writing, kept[i], err);
    manifest_free(&writing->was);
    writing->from = from;
    writing->was = was;
    return fine;
}

static bool fill_cert(struct writing *writing, struct err *err)
{
    const struct saving *saving = writing->saving;

    for (size_t i = 0; i < saving->count; i++)
        if (!write_artefact(writing, &saving->artefacts[i], err))
            return false;
    if (saving->from != writing->store->generation && !carry(writing, err))
        return false;
    return writing->from < 0 || take_over_all(writing, err);
}

bool store_write_cert(struct writing *writing, struct err *err)
{
    if (mkdirat(writing->folder, "cert", 0700) != 0)
        return fail_errno(err, "cert: cannot be made");
    AUTO_CLOSE int cert =
        openat(writing->folder, "cert", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    writing->cert = cert;
    if (cert < 0 || fchmod(cert, 0750) != 0)
        return fail_errno(err, "cert: cannot be made");
    if (!fill_cert(writing, err))
        return false;
    return fsync(cert) == 0 || fail_errno(err, "cert: cannot be written");
}
