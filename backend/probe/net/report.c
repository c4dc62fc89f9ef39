#include "backend/probe/net/report.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/utf8.h"
#include "backend/child/send.h"

enum {
    SENTENCE = 400, /* bytes of a step's text */
    PIECE = 400,    /* bytes of a fact in one line */
};

struct step_report report_start(int out)
{
    struct step_report report = { .out = out };

    clock_gettime(CLOCK_MONOTONIC, &report.since);
    return report;
}

static long lap(struct step_report *report)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    long ms = (long)(now.tv_sec - report->since.tv_sec) * 1000 +
              (now.tv_nsec - report->since.tv_nsec) / 1000000;
    report->since = now;
    return ms;
}

void report_send(struct step_report *report)
{
    if (report->held_size)
        worker_send_lines(report->out, report->held, report->held_size);
    report->held_size = 0;
}

static void net_report_hold(struct step_report *report, const char *line, size_t size)
{
    if (report->held_size + size > sizeof report->held)
        report_send(report);
    memcpy(report->held + report->held_size, line, size);
    report->held_size += size;
}

bool report_step(struct step_report *report, enum probe_step step, enum probe_verdict verdict,
                 const char *format, ...)
{
    char text[SENTENCE], line[WORKER_LINE];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, tr(format), args);
    va_end(args);
    size_t size = worker_line(line, "step %s %s %ld %s", probe_step_names[step],
                              probe_verdict_names[verdict], lap(report), text);
    net_report_hold(report, line, size);
    report_send(report);
    report->login_failed |= step == STEP_LOGIN && verdict == PROBE_FAIL;
    report->worst = verdict > report->worst ? verdict : report->worst;
    return verdict == PROBE_PASS || verdict == PROBE_WARN;
}

/* At most so many bytes, and no character is split. */
static int net_report_piece(const char *text)
{
    int size = (int)strnlen(text, PIECE);

    if (size == PIECE)
        while (size > PIECE - 4 && utf8_continues(text[size]))
            size--;
    return size;
}

void report_fact(struct step_report *report, const char *name, const char *format, ...)
{
    char *text = NULL, line[WORKER_LINE];
    const char *word = "fact";
    va_list args;

    va_start(args, format);
    if (vasprintf(&text, format, args) < 0)
        text = NULL;
    va_end(args);
    const char *at = must(text);
    do {
        int size = net_report_piece(at);
        net_report_hold(report, line, worker_line(line, "%s %s %.*s", word, name, size, at));
        at += size;
        word = "more";
    } while (*at && at - text < RESULT_TEXT);
    free(text);
}
