/* qr_test.c - a text as a QR code: as large as its length says, in the level that fits, with all
 * that makes it one; made by the real worker; and a reply that is none. That its text comes back is
 * seen by terminal/camera.sh, with a decoder that somebody else wrote. */
#include "tests/test.h"

#include <poll.h>
#include <unistd.h>

#include "backend/child/stream.h"
#include "backend/qr/qr.h"
#include "backend/qr/qr_work.h"
#include "backend/secret/secret.h"
#include "tests/worker.h"

enum { LEVEL_L = 1, LEVEL_M = 0 }; /* ISO/IEC 18004:2015, table 12 */

static unsigned char qr_modules[STREAM_BUFFER];

/* Of one letter, and of one that is not ASCII. */
enum { QR_TEXTS = 2 };
static const char *qr_text(int which)
{
    static char texts[QR_TEXTS][SECRET_MAX + 1];

    memset(texts[0], 'k', sizeof texts[0]);
    memset(texts[1], 0xc3, sizeof texts[1]);
    return texts[which];
}

/* The work without a process, side 0 if it fails; as it writes it: "\1qr SIZE\n" and the modules.
 */
static struct qr qr_made(const char *text, size_t size, int most)
{
    unsigned char job[QR_JOB + SECRET_MAX + 1] = { (unsigned char)most };
    struct qr qr = { .modules = qr_modules };
    char written[STREAM_BUFFER + STREAM_NAME];
    size_t count = 0;
    int ends[2];

    memcpy(job + QR_JOB, text, size);
    assert_int_equal(pipe(ends), 0);
    int status = qr_work(job, QR_JOB + size, ends[1]);
    ssize_t n = read(ends[0], written, sizeof written - 1);
    assert_true(n > 0);
    written[n] = '\0';
    close(ends[0]);
    close(ends[1]);
    if (status)
        return qr;
    const char *code = strchr(written, '\n');
    assert_non_null(code);
    assert_int_equal(sscanf(written, "\1qr %zu", &count), 1);
    assert_int_equal((size_t)(written + n - ++code), count);
    memcpy(qr_modules, code, count);
    while ((size_t)qr.side * (size_t)qr.side < count)
        qr.side++;
    assert_int_equal((size_t)qr.side * (size_t)qr.side, count);
    return qr;
}

/* The level in the format information, beside the upper left finder. */
static int qr_level(const struct qr *qr)
{
    return (qr_dark(qr, 8, 0) << 1 | qr_dark(qr, 8, 1)) ^ 2; /* of the mask 101010000010010 */
}

static void its_size_is_known_before(void **state)
{
    (void)state;
    for (int i = 0; i < QR_TEXTS; i++) {
        const char *text = qr_text(i);
        assert_int_equal(qr_side(text, 0, QR_MOST), 0);
        assert_int_equal(qr_side(text, SECRET_MAX + 1, QR_MOST), 0);
        for (size_t size = 1; size <= SECRET_MAX; size++) {
            for (int most = QR_LEAST - 1; most <= QR_MOST; most += 9) {
                struct qr qr = qr_made(text, size, most);
                assert_int_equal(qr.side, qr_side(text, size, most));
            }
        }
    }
}

static void it_is_as_safe_as_there_is_room(void **state)
{
    (void)state;
    const char *text = qr_text(0);
    for (size_t size = 1; size <= 213; size++) { /* of version 10 in level M */
        struct qr best = qr_made(text, size, QR_MOST);
        int side = best.side;

        assert_int_equal(qr_level(&best), LEVEL_M);
        assert_in_range(side, qr_side(text, size, 0), QR_MOST);
        struct qr same = qr_made(text, size, side);
        assert_int_equal(qr_level(&same), LEVEL_M);
        struct qr less = qr_made(text, size, side - 1);
        assert_int_equal(qr_level(&less), LEVEL_L);
    }
}

static void qr_finder(const struct qr *qr, int top, int left)
{
    for (int y = -1; y <= 7; y++)
        for (int x = -1; x <= 7; x++) {
            bool within =
                top + y >= 0 && left + x >= 0 && top + y < qr->side && left + x < qr->side;
            int ring = abs(y - 3) > abs(x - 3) ? abs(y - 3) : abs(x - 3);

            if (within)
                assert_int_equal(qr_dark(qr, top + y, left + x), ring != 2 && ring != 4);
        }
}

/* ISO/IEC 18004:2015, 5.3: finders with what parts them, timing, the module that is always dark. */
static void it_has_what_makes_one(void **state)
{
    static const size_t sizes[] = { 1, 22, 78, SECRET_MAX };

    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct qr qr = qr_made(qr_text(0), sizes[i], QR_MOST);

        qr_finder(&qr, 0, 0);
        qr_finder(&qr, 0, qr.side - 7);
        qr_finder(&qr, qr.side - 7, 0);
        for (int k = 8; k < qr.side - 8; k++) {
            assert_int_equal(qr_dark(&qr, 6, k), k % 2 == 0);
            assert_int_equal(qr_dark(&qr, k, 6), k % 2 == 0);
        }
        assert_true(qr_dark(&qr, qr.side - 8, 8));
    }
}

static void nothing_is_no_code(void **state)
{
    struct err err;

    (void)state;
    assert_int_equal(qr_made("", 0, QR_MOST).side, 0);
    assert_null(qr_start("", 0, QR_MOST, &err));
    assert_string_equal(err.text, "A QR code needs a text of 1 to 255 bytes");
}

static void too_much_is_no_code(void **state)
{
    struct err err;

    (void)state;
    assert_null(qr_start(qr_text(0), SECRET_MAX + 1, QR_MOST, &err));
    assert_string_equal(err.text, "A QR code needs a text of 1 to 255 bytes");
}

/* ------------------------------------------------ the worker */

static enum progress qr_wait(struct worker *worker)
{
    enum progress progress;
    char line[STREAM_LINE];

    do {
        struct pollfd ready = { .fd = worker_fd(worker), .events = POLLIN };
        assert_int_equal(poll(&ready, 1, -1), 1);
        progress = worker_step(worker, line, sizeof line);
    } while (progress != WORKER_DONE && progress != WORKER_FAILED);
    return progress;
}

static void a_worker_makes_the_same(void **state)
{
    const char *text = qr_text(0);
    struct err err;
    struct qr qr;

    (void)state;
    for (size_t size = 1; size <= SECRET_MAX; size += 127) {
        struct worker *worker = qr_start(text, size, QR_MOST, &err);
        assert_non_null(worker);
        assert_int_equal(qr_wait(worker), WORKER_DONE);
        assert_true(qr_read(worker, &qr, &err));
        struct qr made = qr_made(text, size, QR_MOST);
        assert_int_equal(qr.side, made.side);
        assert_memory_equal(qr.modules, made.modules, (size_t)qr.side * (size_t)qr.side);
        worker_end(worker);
    }
}

enum { QR_WRONG = 7 }; /* sizes of replies, squares too small, between and too large among them */
static const size_t qr_wrong[QR_WRONG] = { 0, 1, 400, 440, 484, 3721, 65536 };

static int qr_wrong_work(const void *job, size_t size, int out)
{
    static const char modules[1 << 16];
    const unsigned char *which = job;

    return size != 1 || !worker_send(out, QR_RESULT, modules, qr_wrong[*which]);
}

static int qr_silent_work(const void *job, size_t size, int out)
{
    (void)job, (void)size, (void)out;
    return 0;
}

static void what_is_no_square_is_no_code(void **state)
{
    struct err err;
    struct qr qr;

    (void)state;
    for (int i = 0; i <= QR_WRONG; i++) {
        const unsigned char job = (unsigned char)i;
        const char *name = i < QR_WRONG ? "wrong" : "silent";
        struct worker *worker = worker_test_run(name, &job, 1, 10, NULL, &err);
        assert_non_null(worker);
        assert_false(qr_read(worker, &qr, &err));
        assert_string_equal(err.text, "malformed reply from the worker process");
        worker_end(worker);
    }
}

int main(int argc, char *argv[])
{
    static const struct program_work works[] = {
        { .name = "wrong", .run = qr_wrong_work },
        { .name = "silent", .run = qr_silent_work },
        { .name = NULL },
    };
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(its_size_is_known_before),
        cmocka_unit_test(it_is_as_safe_as_there_is_room),
        cmocka_unit_test(it_has_what_makes_one),
        cmocka_unit_test(nothing_is_no_code),
        cmocka_unit_test(too_much_is_no_code),
        cmocka_unit_test(a_worker_makes_the_same),
        cmocka_unit_test(what_is_no_square_is_no_code),
    };

    (void)argc;
    worker_test_main(argv, works);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
