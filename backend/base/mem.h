/* mem.h - memory that is there or the program ends, text that grows, and handles that close
 * themselves. */
#ifndef BACKEND_BASE_MEM_H
#define BACKEND_BASE_MEM_H

#include <stddef.h>
#include <stdio.h>

/* Out of memory is not an error but an end: abort() restores the terminal through its handler. */
void *must(void *memory);

/* A copy on the heap; the caller frees. NULL stays NULL. */
char *copy(const char *text);

/* As asprintf(), but never NULL; the caller frees. */
char *format(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Room for one more: grows a heap array of *room items of `size` bytes when count has reached it.
 */
void *grow(void *list, size_t count, size_t *room, size_t size);

/* Text that grows. Starts as { 0 }; `text` is NULL until the first piece, then ends with a NUL.
 * Not for secrets: growing leaves copies behind. */
struct buf {
    char *text;
    size_t size, room;
};
void buf_add(struct buf *buf, const char *bytes, size_t size);
void buf_print(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buf_free(struct buf *buf);

/* AUTO_FREE char *x = ...; and friends: freed when the block ends, however it ends. */
#define AUTO_FREE __attribute__((cleanup(mem_free_pointer)))
#define AUTO_CLOSE __attribute__((cleanup(mem_close_fd)))
#define AUTO_BUF __attribute__((cleanup(buf_free)))
void mem_free_pointer(void *pointer);
void mem_close_fd(const int *fd); /* -1 is not closed */

#endif
