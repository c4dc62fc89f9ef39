/* memory.h - how often some bytes stand in the memory of this process: for secrets that must not.
 */
#ifndef TESTS_MEMORY_H
#define TESTS_MEMORY_H

#include <fcntl.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { MEMORY_WINDOW = 1 << 20, MEMORY_HUGE = 1 << 30 }; /* beyond: the sanitizer's own tables */

/* The needle is kept with every bit turned, so that a test holds no copy of what it looks for. */
static void memory_turn(void *bytes, size_t size)
{
    for (unsigned char *at = bytes; size; size--, at++)
        *at = (unsigned char)~*at;
}

static size_t memory_count_in(const unsigned char *bytes, size_t size, const unsigned char *needle,
                              size_t length)
{
    const unsigned char *end = bytes + size, *at = bytes;
    size_t found = 0;

    /* by the first byte, which the C library finds faster than a loop that sanitizers watch */
    for (; (size_t)(end - at) >= length; at++) {
        size_t k = 0;

        at = memchr(at, (unsigned char)~needle[0], (size_t)(end - at) - length + 1);
        if (!at)
            break;
        while (k < length && (at[k] ^ needle[k]) == 0xff)
            k++;
        found += k == length;
    }
    return found;
}

static size_t memory_count_between(int memory, unsigned char *window, uintptr_t from, uintptr_t to,
                                   const void *needle, size_t length)
{
    size_t found = 0;

    for (; from < to; from += MEMORY_WINDOW - length + 1) {
        size_t size = to - from < MEMORY_WINDOW ? to - from : MEMORY_WINDOW;
        ssize_t got = pread(memory, window, size, (off_t)from);

        if (got > 0)
            found += memory_count_in(window, (size_t)got, needle, length);
        if (size < MEMORY_WINDOW)
            break;
    }
    return found;
}

/* Counts what memory_turn() made of `needle`. */
static size_t memory_count(const void *needle, size_t length)
{
    /* executable, so that the kernel does not join it to a neighbour and it can be left out */
    unsigned char *window = mmap(NULL, MEMORY_WINDOW, PROT_READ | PROT_WRITE | PROT_EXEC,
                                 MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    FILE *maps = fopen("/proc/self/maps", "re");
    int memory = open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
    uintptr_t from, to;
    size_t found = 0;
    char rights, rest[512];

    assert_true(window != MAP_FAILED && maps && memory >= 0);
    while (fscanf(maps, "%" SCNxPTR "-%" SCNxPTR " %c%511[^\n]\n", &from, &to, &rights, rest) == 4)
        if (rights == 'r' && to - from < MEMORY_HUGE && from != (uintptr_t)window)
            found += memory_count_between(memory, window, from, to, needle, length);
    fclose(maps);
    close(memory);
    munmap(window, MEMORY_WINDOW);
    return found;
}

#endif
