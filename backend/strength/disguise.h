/* disguise.h - words that do not look like any: woven with a row ("p1a2s3s4"), or written in base64
 * or hexadecimal. */
#ifndef BACKEND_STRENGTH_DISGUISE_H
#define BACKEND_STRENGTH_DISGUISE_H

#include "backend/strength/fold.h"

enum { DISGUISE_MAX = 3 };

/* What the plain reading hides, at most DISGUISE_MAX further readings; returns how many. Text
 * beyond ALTERNATIVE_MAX bytes hides nothing. */
size_t disguise_all(const struct fold_reading *plain, struct fold_reading readings[DISGUISE_MAX]);

#endif
