/* A report, live tests or an answers file in JSON, as a stranger may have written it: what the
 * worker says of it is tame lines within their bounds, whatever it is. The first byte says which.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "backend/base/utf8.h"
#include "backend/child/stream.h"
#include "backend/report/saved.h"
#include "backend/setup/answers_json.h"

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size);

static int saved_fuzz_file(const unsigned char *bytes, size_t size)
{
    int file = memfd_create("saved", MFD_CLOEXEC);

    if (file < 0 || write(file, bytes, size) != (ssize_t)size || lseek(file, 0, SEEK_SET) != 0)
        abort();
    return file;
}

static void saved_fuzz_tame(const char *line)
{
    for (size_t at = 0, step, length = strlen(line); at < length; at += step) {
        unsigned point;

        step = utf8_read(line + at, length - at, &point);
        if (!step || utf8_control(point))
            abort();
    }
}

/* As whoever started the worker reads it. */
static void saved_fuzz_receive(int out)
{
    struct stream stream = { 0 };
    char line[STREAM_LINE];
    ssize_t size = 1;

    if (lseek(out, 0, SEEK_SET) != 0)
        abort();
    while (size > 0 && !stream.broken) {
        enum received received = RECEIVED_LINE;
        size_t room;
        char *where = stream_room(&stream, &room);

        size = read(out, where, room);
        stream_filled(&stream, size > 0 ? (size_t)size : 0);
        while (received == RECEIVED_LINE || received == RECEIVED_RESULT)
            if ((received = stream_next(&stream, line)) == RECEIVED_LINE)
                saved_fuzz_tame(line);
    }
    if (stream.broken)
        abort();
    stream_close(&stream);
}

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size)
{
    static work *const works[] = { saved_tests_work, saved_earlier_work, answers_json_work };
    unsigned which = size ? bytes[0] % 3U : 0;
    int out = memfd_create("out", MFD_CLOEXEC);
    char name[32];

    if (size)
        size--, bytes++;
    int file = saved_fuzz_file(bytes, size);
    snprintf(name, sizeof name, "/proc/self/fd/%d", file);
    if (works[which] == answers_json_work)
        answers_json_work(bytes, size, out);
    else if (saved_open(name, strlen(name) + 1, out) == 0)
        works[which](name, strlen(name) + 1, out);
    saved_fuzz_receive(out);
    close(file);
    close(out);
    return 0;
}
