/* CSV, nmap's XML and avahi-browse's lines of a stranger: what would be sent is of the form that is
 * sent, and every cell ends inside it; and so with what a worker that is the stranger's might send.
 */
#include <stdlib.h>
#include <string.h>

#include "backend/intake/intake_inside.h"

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size);

static void intake_fuzz_cells(const struct intake *intake)
{
    for (size_t i = 0; i < intake->count; i++)
        for (size_t k = 0; k < intake->rows[i].count; k++) {
            const char *cell = intake->rows[i].cells[k];
            if (cell < intake->bytes || cell + strlen(cell) >= intake->bytes + intake->size)
                abort();
        }
}

/* As if the worker had sent it. */
static void intake_fuzz_sent(const unsigned char *bytes, size_t size)
{
    char *text = malloc(size + 1);
    struct intake intake;

    if (!text)
        return;
    memcpy(text, bytes, size);
    text[size] = '\0';
    if (intake_open(&intake, text, size))
        intake_fuzz_cells(&intake);
    intake_free(&intake);
}

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size)
{
    struct intake intake;
    struct buf rows = { 0 };
    struct err err = { 0 };

    if (!size)
        return 0;
    intake_fuzz_sent(bytes, size);
    if (!intake_parse((const char *)bytes, size, &rows, &err)) {
        if (!*err.text)
            abort();
        buf_free(&rows);
        return 0;
    }
    if (!intake_open(&intake, rows.text, rows.size))
        abort();
    intake_fuzz_cells(&intake);
    intake_free(&intake);
    return 0;
}
