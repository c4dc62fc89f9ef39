/* wiped.h - bytes that may hold a secret, wiped after use; and text that grows without leaving a
 * copy behind. */
#ifndef BACKEND_BASE_WIPED_H
#define BACKEND_BASE_WIPED_H

#include "backend/base/mem.h"

/* Wipes bytes so that no compiler takes it away; NULL is fine if there are none. */
void wipe(void *bytes, size_t size);

/* As buf_add(), for a buf that no other function of mem.h makes larger. */
void wiped_add(struct buf *wiped, const char *bytes, size_t size);
void wiped_text(struct buf *wiped, const char *text); /* as wiped_add(), up to the NUL */
void wiped_free(struct buf *wiped);                   /* wiped before */

#define AUTO_WIPED __attribute__((cleanup(wiped_free)))

#endif
