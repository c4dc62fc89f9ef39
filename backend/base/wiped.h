/* wiped.h - text that grows and may hold a secret: no copy is left behind when it does. */
#ifndef BACKEND_BASE_WIPED_H
#define BACKEND_BASE_WIPED_H

#include "backend/base/mem.h"

/* As buf_add(), for a buf that no other function of mem.h makes larger. */
void wiped_add(struct buf *wiped, const char *bytes, size_t size);
void wiped_text(struct buf *wiped, const char *text); /* as ink_add(), up to the NUL */
void wiped_free(struct buf *wiped);                   /* wiped before */

#define AUTO_WIPED __attribute__((cleanup(wiped_free)))

#endif
