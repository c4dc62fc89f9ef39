/* What a child says of a test: any lines give a result within its bounds, and reports of it. */
#include <stdlib.h>
#include <string.h>

#include "backend/base/utf8.h"
#include "backend/probe/net/result.h"
#include "backend/report/probe_report.h"

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size);

/* As worker_step() hands them over: tame, and at most 511 bytes. */
static void receive_all(struct probe_result *result, const char *at, const char *end)
{
    char line[512];

    while (at < end) {
        size_t length = strcspn(at, "\n"), kept = length < 511 ? length : 511;
        memcpy(line, at, kept);
        line[kept] = '\0';
        utf8_sanitize(line);
        probe_result_receive(result, line);
        at += length + 1;
    }
}

static void check(const struct probe_result *result)
{
    if (result->step_count > RESULT_STEPS || result->fact_count > RESULT_FACTS)
        abort();
    for (size_t i = 0; i < result->fact_count; i++)
        if (strlen(result->facts[i].text) >= RESULT_TEXT + 512)
            abort();
    if ((unsigned)probe_result_verdict(result) >= PROBE_VERDICTS || !probe_result_reason(result))
        abort();
}

/* The first byte says how it ended and what the settings deserve. */
int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size)
{
    struct probe_result result = { .path = "tls" };
    struct buf text = { 0 }, json = { 0 };

    if (!size)
        return 0;
    char *lines = must(strndup((const char *)bytes + 1, size - 1));
    receive_all(&result, lines, lines + strlen(lines));
    if (bytes[0] & 1)
        probe_result_broke(&result, "took longer than 12 seconds");
    result.ended = true;
    result.level = (enum level)(bytes[0] >> 1 & 3);
    check(&result);
    probe_report_text(&result, &(struct look){ bytes[0] & 8, bytes[0] }, &text);
    probe_report_json(&result, &json);
    buf_free(&text);
    buf_free(&json);
    probe_result_free(&result);
    free(lines);
    return 0;
}
