/* sanitized.h - built with AddressSanitizer? It reserves terabytes of address space and reports
 * from handlers of its own, so what limits a child has to leave it some. */
#ifndef BACKEND_BASE_SANITIZED_H
#define BACKEND_BASE_SANITIZED_H

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

#endif
