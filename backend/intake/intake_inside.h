/* intake_inside.h - in the worker: a stranger's file into rows.
 *
 * What is sent is one text: three bytes (kind, encoding, separator), then for each row its line in
 * decimal digits, the number of its cells ("!" for a row that cannot be read, whose only cell is
 * the sentence) and the cells, each ended by a NUL. The first row names the columns.
 */
#ifndef BACKEND_INTAKE_INTAKE_INSIDE_H
#define BACKEND_INTAKE_INTAKE_INSIDE_H

#include "backend/base/mem.h"
#include "backend/child/send.h"
#include "backend/intake/intake.h"

/* The work: a byte for the separator ('\0': guess) and the file. */
work intake_work;

/* The same in this process, for tests: out gets what would be sent. */
bool intake_parse(const char *job, size_t size, struct buf *out, struct err *err);

/* Bytes as UTF-8 in memory of their own, with a NUL behind them; *encoding counts in
 * intake_encodings. NULL and err. */
extern const char *const intake_encodings[]; /* NULL at the end */
char *intake_decode(const char *bytes, size_t size, size_t *used, int *encoding, struct err *err);

/* One of the forms, from text[size] == '\0', which may be written to. */
bool intake_csv(char *text, size_t size, char *separator, struct buf *out, struct err *err);
bool intake_nmap(char *text, size_t size, struct buf *out, struct err *err);
bool intake_avahi(char *text, size_t size, struct buf *out, struct err *err);

/* Rows as they are sent. */
void intake_row_begin(struct buf *out, int line, size_t count);
void intake_cell(struct buf *out, const char *cell);
void intake_broken(struct buf *out, int line, const char *sentence);

/* The columns of what is no CSV: name, host, port, model. */
enum { INTAKE_COLUMNS = 4, INTAKE_TEXT = 256 };
struct intake_device {
    int line;
    char name[INTAKE_TEXT], host[INTAKE_TEXT], port[8], model[INTAKE_TEXT];
};
void intake_devices_head(struct buf *out);
void intake_device(struct buf *out, const struct intake_device *device);

#endif
