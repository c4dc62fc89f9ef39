/* memory.c - one allocation of a program finds no memory; taken in by LD_PRELOAD.
 *
 * FAULT_AT=N is the Nth of the process, from 1. With FAULT_LOG=FILE instead, of each allocation
 * whose callers are new its number and theirs are written there, a line each: to fail those is to
 * fail all. */
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CALLERS = 8, FAR_CALLERS = 32, SEEN = 1 << 16 };

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *memory, size_t size);

static unsigned long memory_count, memory_at;
static int memory_log = -1;
static bool memory_ready, memory_inside;
static uint64_t memory_seen[SEEN];

static void memory_start(void)
{
    const char *at = getenv("FAULT_AT"), *log = getenv("FAULT_LOG");

    memory_ready = true;
    memory_at = at ? strtoul(at, NULL, 10) : 0;
    if (log)
        memory_log = open(log, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
}

/* They look at none, so that the program makes sure beforehand: libconfig, zxcvbn, and glibc for a
 * user. */
static bool memory_blind(void *caller)
{
    Dl_info where;

    return dladdr(caller, &where) &&
           ((where.dli_fname &&
             (strstr(where.dli_fname, "libconfig") || strstr(where.dli_fname, "libzxcvbn"))) ||
            (where.dli_sname && strcmp(where.dli_sname, "getpwuid") == 0));
}

/* 0 if somebody blind is among them. */
static uint64_t memory_callers(void)
{
    void *callers[FAR_CALLERS];
    uint64_t sum = 14695981039346656037U;
    int count = backtrace(callers, FAR_CALLERS);

    for (int i = 3; i < count; i++) {
        if (memory_blind(callers[i]))
            return 0;
        if (i < CALLERS)
            sum = (sum ^ (uintptr_t)callers[i]) * 1099511628211U;
    }
    return sum;
}

/* True if they have not called before. */
static bool memory_new(uint64_t sum)
{
    for (uint64_t i = sum % SEEN;; i = (i + 1) % SEEN) {
        if (memory_seen[i] == sum)
            return false;
        if (memory_seen[i] == 0) {
            memory_seen[i] = sum;
            return true;
        }
    }
}

static void memory_tell(void)
{
    uint64_t callers = memory_callers();
    char line[64];

    if (!callers || !memory_new(callers))
        return;
    int size = snprintf(line, sizeof line, "%lu %jx\n", memory_count, (uintmax_t)callers);
    if (write(memory_log, line, (size_t)size) < 0)
        abort();
}

static bool memory_fails(void)
{
    if (memory_inside)
        return false;
    memory_inside = true;
    if (!memory_ready)
        memory_start();
    memory_count++;
    if (memory_log >= 0)
        memory_tell();
    memory_inside = false;
    if (memory_count != memory_at)
        return false;
    errno = ENOMEM;
    return true;
}

void *malloc(size_t size)
{
    return memory_fails() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return memory_fails() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *memory, size_t size)
{
    return memory_fails() ? NULL : __libc_realloc(memory, size);
}
