/* intake_work.c - in the worker: which form it is, and its rows as they are sent. */
#include <stdlib.h>
#include <string.h>

#include "backend/base/utf8.h"
#include "backend/intake/intake_inside.h"

enum { INTAKE_MOST = 15 << 20 }; /* bytes of rows: what can be sent */

/* ------------------------------------------------ rows */

/* A number or the like, with its NUL. */
static void intake_work_word(struct buf *out, const char *word)
{
    buf_add(out, word, strlen(word) + 1);
}

void intake_row_begin(struct buf *out, int line, size_t count)
{
    char number[24];

    snprintf(number, sizeof number, "%d", line);
    intake_work_word(out, number);
    snprintf(number, sizeof number, "%zu", count);
    intake_work_word(out, number);
}

void intake_cell(struct buf *out, const char *cell)
{
    intake_work_word(out, cell);
}

void intake_broken(struct buf *out, int line, const char *sentence)
{
    char number[24];

    snprintf(number, sizeof number, "%d", line);
    intake_work_word(out, number);
    intake_work_word(out, "!");
    intake_work_word(out, sentence);
}

void intake_devices_head(struct buf *out)
{
    static const char *const columns[INTAKE_COLUMNS] = { "name", "host", "port", "model" };

    intake_row_begin(out, 1, INTAKE_COLUMNS);
    for (size_t i = 0; i < INTAKE_COLUMNS; i++)
        intake_cell(out, columns[i]);
}

void intake_device(struct buf *out, const struct intake_device *device)
{
    const char *const cells[INTAKE_COLUMNS] = { device->name, device->host, device->port,
                                                device->model };

    intake_row_begin(out, device->line, INTAKE_COLUMNS);
    for (size_t i = 0; i < INTAKE_COLUMNS; i++)
        intake_cell(out, cells[i]);
}

/* ------------------------------------------------ the work */

static bool intake_work_rows(enum intake_kind kind, char *text, size_t size, char *separator,
                             struct buf *out, struct err *err)
{
    switch (kind) {
    case INTAKE_NMAP:
        return intake_nmap(text, size, out, err);
    case INTAKE_AVAHI:
        return intake_avahi(text, size, out, err);
    case INTAKE_CSV:
        return intake_csv(text, size, separator, out, err);
    default:
        return fail(err, "is not a list of devices: needs CSV, nmap's XML or the output of "
                         "avahi-browse -rpt");
    }
}

bool intake_parse(const char *job, size_t size, struct buf *out, struct err *err)
{
    size_t used;
    int encoding;
    char separator = size ? job[0] : '\0';
    char *text = size ? intake_decode(job + 1, size - 1, &used, &encoding, err) : NULL;

    if (!text)
        return false;
    enum intake_kind kind = intake_look(text, used);
    const char head[] = { (char)kind, (char)encoding, separator };
    buf_add(out, head, sizeof head);
    bool done = intake_work_rows(kind, text, used, &separator, out, err) &&
                (out->size <= INTAKE_MOST ||
                 fail(err, "is too large: more than %d MiB of rows", INTAKE_MOST >> 20));
    out->text[2] = separator;
    free(text);
    return done;
}

int intake_work(const void *job, size_t size, int out)
{
    struct buf rows = { 0 };
    struct err err = { 0 };
    bool done = intake_parse(job, size, &rows, &err) &&
                (worker_send_parts(out, rows.text, rows.size) || fail(&err, "is too large"));

    if (!done)
        worker_report(out, "fail %s", err.text);
    buf_free(&rows);
    return !done;
}
