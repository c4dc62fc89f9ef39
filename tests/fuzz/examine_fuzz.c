/* What people bring as certificates, all of it: the files in any form, the chain, every judgement.
 *
 * The input: a byte of questions, then files parted by lines "|"; the last one may be the trusted.
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "backend/base/utf8.h"
#include "backend/child/stream.h"
#include "backend/pki/examine/examine.h"
#include "tests/fuzz/der.h"
#include "tests/fuzz/fast.h"

int LLVMFuzzerInitialize(int *count, char ***words);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t room);
size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t size, size_t room, unsigned seed);

int LLVMFuzzerInitialize(int *count, char ***words)
{
    (void)count, (void)words;
    return fast_start() ? 0 : 1;
}

/* ------------------------------------------------ the files */

static const char bar[] = "\n|\n";
enum { BAR = sizeof bar - 1, FILES = 6 };

struct piece {
    const uint8_t *bytes;
    size_t size;
};

static size_t cut(const uint8_t *bytes, size_t size, struct piece pieces[FILES])
{
    size_t count = 0;

    while (count < FILES) {
        const uint8_t *end = count + 1 < FILES ? memmem(bytes, size, bar, BAR) : NULL;
        size_t length = end ? (size_t)(end - bytes) : size;

        pieces[count++] = (struct piece){ bytes, length };
        if (!end)
            break;
        bytes += length + BAR;
        size -= length + BAR;
    }
    return count;
}

enum {
    ASK_TRUST = 1,
    ASK_PASSWORD = 2,
    ASK_PUBLIC = 4,
    ASK_ADDRESS = 8,
    ASK_ANY = 16,
    ASK_SHOWN = 32
};

static struct examine_job *prepare(uint8_t asked, const struct piece *pieces, size_t count)
{
    size_t room = sizeof(struct examine_job), at = room;

    for (size_t i = 0; i < count; i++)
        room += pieces[i].size;
    struct examine_job *job = calloc(1, room);
    if (!job)
        abort();
    job->now = 1795651200; /* November 2026: the corpus is of then */
    job->count = count;
    job->public_ca = asked & ASK_PUBLIC;
    job->has_password = asked & ASK_PASSWORD;
    strcpy(job->password, job->has_password ? "summer-print-24" : "");
    strcpy(job->host, asked & ASK_ANY       ? ""
                      : asked & ASK_ADDRESS ? "192.0.2.7"
                                            : "print01.corp.example.com");
    for (size_t i = 0; i < count; i++) {
        job->files[i] = (struct examine_file){ .name = "file",
                                               .at = at,
                                               .size = pieces[i].size,
                                               .part = asked & ASK_TRUST && i && i + 1 == count
                                                           ? EXAMINE_TRUSTED
                                                           : EXAMINE_GIVEN };
        if (pieces[i].size)
            memcpy((char *)job + at, pieces[i].bytes, pieces[i].size);
        at += pieces[i].size;
    }
    return job;
}

/* ------------------------------------------------ what comes of it */

static void check_text(const char *text, size_t room)
{
    size_t length = strnlen(text, room), step;

    if (length == room)
        abort();
    for (size_t at = 0; at < length; at += step) {
        unsigned point;
        step = utf8_read(text + at, length - at, &point);
        if (!step || utf8_control(point))
            abort();
    }
}

static void check(struct examination *result, bool shown)
{
    struct buf out = { 0 };

    check_text(result->subject, sizeof result->subject);
    check_text(result->issuer, sizeof result->issuer);
    check_text(result->names, sizeof result->names);
    check_text(result->key, sizeof result->key);
    check_text(result->end, sizeof result->end);
    if (!problem_check(&result->problems) || result->chain > EXAMINE_CHAIN)
        abort();
    if (!result->has_leaf && result->problems.worst != REFUSED)
        abort(); /* nothing to serve, and nothing wrong with it */
    for (size_t i = 0; i < result->problems.count; i++)
        check_text(result->problems.list[i].about, PROBLEM_ABOUT);
    if (shown) {
        examine_text(result, &out);
        examine_json(result, &out);
    }
    buf_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static struct examination result;
    static const char head[] = "\1examination ";
    static int out = -1;
    struct piece pieces[FILES];
    char line[64] = { 0 };

    if (!size || size > 1 << 15)
        return 0;
    if (out < 0)
        out = memfd_create("out", MFD_CLOEXEC);
    struct examine_job *job = prepare(bytes[0], pieces, cut(bytes + 1, size - 1, pieces));
    if (lseek(out, 0, SEEK_SET) || examine_work(job, 0, out) != 0 ||
        pread(out, line, sizeof line - 1, 0) < 16 || memcmp(line, head, sizeof head - 1) != 0)
        abort();
    off_t at = (off_t)strcspn(line, "\n") + 1;
    if (pread(out, &result, sizeof result, at) != sizeof result)
        abort();
    check(&result, bytes[0] & ASK_SHOWN);
    free(job);
    return 0;
}

/* Half of the time blindly; else one DER file is taken and stays DER. */
size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t size, size_t room, unsigned seed)
{
    static unsigned char copy[1 << 15];
    struct piece pieces[FILES];

    if (size < 8 || size > sizeof copy || seed % 2 == 0)
        return LLVMFuzzerMutate(bytes, size, room);
    size_t count = cut(bytes + 1, size - 1, pieces);
    const struct piece *piece = &pieces[seed / 16 % count];
    size_t at = (size_t)(piece->bytes - bytes), behind = size - at - piece->size;
    if (piece->size == 0 || *piece->bytes != 0x30 || room < at + behind + 8)
        return LLVMFuzzerMutate(bytes, size, room);
    size_t most = room - at - behind;
    memcpy(copy, piece->bytes, piece->size);
    size_t now = der_mutate(copy, piece->size, most < sizeof copy ? most : sizeof copy, seed / 64);
    if (!now)
        return LLVMFuzzerMutate(bytes, size, room);
    memmove(bytes + at + now, bytes + at + piece->size, behind);
    memcpy(bytes + at, copy, now);
    return at + now + behind;
}
