/* idna.h - host names in other scripts, through libidn2, which is loaded only when one turns up. */
#ifndef BACKEND_CHECK_IDNA_H
#define BACKEND_CHECK_IDNA_H

#include <stdbool.h>
#include <stddef.h>

#include "backend/base/err.h"

/* IDNA 2008 with UTS 46, non-transitional. Fails if the name may not be used, if the result does
 * not fit, or if the library is not installed. */
bool idna_to_ascii(const char *text, char ascii[], size_t size, struct err *err);
bool idna_to_unicode(const char *text, char unicode[], size_t size, struct err *err);

#endif
