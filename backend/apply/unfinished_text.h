/* unfinished_text.h - what the lock of an apply says while files are being changed, a line each:
 *
 *   var/backups/printseal/nftables-20261129T200000Z-4711      where the old files are
 *   0644 SHA256 etc/nftables.conf                             mode it had, digest of the new file
 *   - SHA256 etc/nftables.d/printseal.nft                     it was not there
 *   whole                                                     and what the program was told to read
 *   reload
 */
#ifndef BACKEND_APPLY_UNFINISHED_TEXT_H
#define BACKEND_APPLY_UNFINISHED_TEXT_H

#include "backend/apply/plan.h"
#include "backend/secret/crypto.h"

#define UNFINISHED_RELOAD "reload\n"

struct unfinished_line {
    bool was;
    mode_t mode;              /* it had */
    char sha256[SHA256_TEXT]; /* of the new file */
    const char *path;         /* in the text */
};

/* Of a plan with a backup. False, and why: digests cannot be made. */
bool unfinished_text_make(const struct plan *plan, struct buf *text, struct err *err);

/* Was all of it written? Else no file was changed. */
bool unfinished_text_whole(const struct buf *text);
bool unfinished_text_reloaded(const struct buf *text);

/* Both cut the text up and go on from *at. The caller frees the first. The second is false where no
 * file is named; the line's path is then what the line begins with. */
char *unfinished_text_backup(char **at);
bool unfinished_text_next(char **at, struct unfinished_line *line);

/* Does the line stand behind the last file? Else the text is damaged. */
bool unfinished_text_last(const struct unfinished_line *line);

/* Are these the bytes of the new file? */
bool unfinished_text_is(const struct unfinished_line *line, const struct buf *bytes);

#endif
