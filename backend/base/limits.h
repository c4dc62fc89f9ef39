/* limits.h - sizes that folders above and below must agree on. */
#ifndef BACKEND_BASE_LIMITS_H
#define BACKEND_BASE_LIMITS_H

enum { PATH_SIZE = 128 }; /* of a setting's path, "section.name.key", with its NUL */

#endif
