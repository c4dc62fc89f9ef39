/* ink.h - text that grows and may hold a secret: no copy is left behind when it does. */
#ifndef BACKEND_SECRET_INK_H
#define BACKEND_SECRET_INK_H

#include "backend/mem.h"

/* As buf_add(), for a buf that no other function of mem.h makes larger. */
void ink_add(struct buf *ink, const char *bytes, size_t size);
void ink_text(struct buf *ink, const char *text); /* as ink_add(), up to the NUL */
void ink_free(struct buf *ink);                   /* wiped before */

#define AUTO_INK __attribute__((cleanup(ink_free)))

#endif
