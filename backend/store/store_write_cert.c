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

static bool write_artefact(struct store_writing *writing, const struct artefact *artefact,
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

bool store_replaced(const struct saving *saving, const char *name)
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
bool store_take_over(struct store_writing *writing, const char *name, struct err *err)
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

/* What the old MANIFEST has and is not there any more stays in the new one. What is there and was
 * not seen is no such thing: the folder was not read to its end, anyone who claims it was. */
static bool keep_missing(struct store_writing *writing, struct err *err)
{
    for (size_t i = 0; i < writing->was.count; i++) {
        const struct manifest_file *file = &writing->was.files[i];

        if (strncmp(file->path, "cert/", 5) != 0 ||
            store_replaced(writing->saving, file->path + 5) ||
            manifest_find(&writing->manifest, file->path))
            continue;
        if (file_exists(writing->from, file->path))
            return fail(err, "%s: is there but was not found in its folder", file->path);
        manifest_take(&writing->manifest, file);
    }
    return true;
}

static bool is_written(const struct store_writing *writing, const char *name)
{
    AUTO_FREE char *path = format("cert/%s", name);

    return manifest_find(&writing->manifest, path);
}

static bool take_over_all(struct store_writing *writing, struct err *err)
{
    int fd = openat(writing->from, "cert", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *stream = fd < 0 ? NULL : fdopendir(fd);
    const struct dirent *entry;
    bool fine = true, whole = true;

    if (!stream)
        return errno == ENOENT || fail_errno(err, "cert: cannot be read");
    while (fine && (entry = file_next(stream, &whole)))
        if (entry->d_name[0] != '.' && !store_replaced(writing->saving, entry->d_name) &&
            !is_written(writing, entry->d_name))
            fine = store_take_over(writing, entry->d_name, err);
    if (!whole)
        fail_errno(err, "cert: cannot be read to the end");
    closedir(stream);
    return fine && whole && keep_missing(writing, err);
}

static bool fill_cert(struct store_writing *writing, struct err *err)
{
    const struct saving *saving = writing->saving;

    for (size_t i = 0; i < saving->count; i++)
        if (!write_artefact(writing, &saving->artefacts[i], err))
            return false;
    if (!store_registry_kept(writing, err))
        return false;
    return writing->from < 0 || take_over_all(writing, err);
}

bool store_write_cert(struct store_writing *writing, struct err *err)
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
