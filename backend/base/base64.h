/* base64.h - bytes as base64, with padding and without line ends (RFC 4648, 4). */
#ifndef BACKEND_BASE_BASE64_H
#define BACKEND_BASE_BASE64_H

#include "backend/base/wiped.h"

/* Adds to `out` as wiped_add() does: they may be a secret. */
void base64_add(struct buf *out, const char *bytes, size_t size);

#endif
