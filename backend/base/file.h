/* file.h - files of a folder read and written so that neither a stranger nor a power cut harms. */
#ifndef BACKEND_BASE_FILE_H
#define BACKEND_BASE_FILE_H

#include <dirent.h>
#include <sys/types.h>

#include "backend/base/err.h"
#include "backend/base/mem.h"

/* Reads a whole regular file of at most max bytes, and never waits for one; explains a folder, a
 * pipe, a device, no permission, a symbolic link that leads out of dir, too large. dir may be
 * AT_FDCWD: then path may lead anywhere. out holds no other copy of the bytes: wipe it if they are
 * secret. */
bool file_read(int dir, const char *path, size_t max, struct buf *out, struct err *err);

/* The same for a file that somebody names on the command line, which may be a pipe, too ("-" is
 * standard input): waits for its end, but never for a terminal. out->size is max + 1 if a pipe has
 * more. */
bool file_read_any(const char *path, size_t max, struct buf *out, struct err *err);

/* Writes all bytes, however many calls that takes. False and errno. */
bool file_write_all(int fd, const char *bytes, size_t size);

/* A file of mode 0600 that must not be there yet, and has no name before file_new_end(), so that
 * nobody ever finds half of it; where the system has no such files, it has its name from the start.
 * -1 and errno. The caller closes. */
int file_new_open(const char *path);
bool file_new_end(int fd, const char *path);  /* to the disk, with its name; false and errno */
void file_new_drop(int fd, const char *path); /* takes the name away again, if it has one */

/* All three: a new file with these bytes, or none. */
bool file_write_new(const char *path, const char *bytes, size_t size, struct err *err);

/* Makes a file that must not be there yet, whatever the umask says, written through to the disk.
 * False and errno, for a caller whose user knows the file by another name. */
bool file_write(int dir, const char *name, mode_t mode, const char *bytes, size_t size,
                struct err *err);

/* The same in place of what is there: anyone who looks sees the old file or the new one. Of a
 * program that was killed meanwhile a file of this name and FILE_FRESH stays, until the next time.
 */
#define FILE_FRESH ".new"
bool file_replace(int dir, const char *name, mode_t mode, const char *bytes, size_t size,
                  struct err *err);

/* The next name in a folder, "." and ".." left out. NULL at the end; or, with *whole turned false
 * and errno set, where reading broke off: then the names seen so far are not all there are. */
const struct dirent *file_next(DIR *folder, bool *whole);

/* Is there something of this name? Also true if that cannot be found out, so that what is there is
 * never taken for absent. Follows no link. */
bool file_exists(int dir, const char *path);

/* Is it there for all we know, and may this user not read it? That is nobody's fault: what is in it
 * is not known, neither good nor bad. */
bool file_denied(int dir, const char *path);

/* Makes a folder of mode `last` and those on the way to it that are missing, of mode `way`, by
 * make(): mkdir(), or what does more. What is there already is fine. */
bool file_make_folders(const char *path, mode_t way, mode_t last,
                       int make(const char *path, mode_t mode), struct err *err);

/* Takes away a folder and what is in it; follows no link. What is not there is fine. */
bool file_remove_folder(int dir, const char *name, struct err *err);

#endif
