/* CSV of a stranger: rows never leave the text, cells end inside it, and it is read to its end. */
#include <stdlib.h>
#include <string.h>

#include "backend/base/csv.h"

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size);

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size)
{
    char *text = malloc(size + 1);
    struct csv csv;
    struct err err;
    int line = 0;

    if (!text)
        return 0;
    if (size)
        memcpy(text, bytes, size);
    csv_start(&csv, text, size);
    while (csv_next(&csv, &err)) {
        if (csv.count < 1 || csv.count > CELLS_MAX || csv.first <= line || csv.line < csv.first)
            abort();
        line = csv.first;
        for (size_t i = 0; i < csv.count; i++)
            if (csv.cells[i] < text || csv.cells[i] + strlen(csv.cells[i]) > text + size)
                abort();
    }
    if (!*err.text && csv.at != csv.end)
        abort();
    free(text);
    return 0;
}
