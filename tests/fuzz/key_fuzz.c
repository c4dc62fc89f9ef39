/* Any bytes from a terminal: however they are cut, the keys are the same; typed and pasted into a
 * line they leave whole characters; as a text they can be measured, cut and wrapped. */
#include <locale.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tui/edit.h"
#include "tui/key.h"
#include "tui/text.h"

int LLVMFuzzerInitialize(int *count, char ***words);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *count, char ***words)
{
    (void)count, (void)words;
    return setlocale(LC_ALL, "C.UTF-8") ? 0 : 1;
}

static char paste[KEYS_PASTE];

static void into(struct edit *edit, int key)
{
    unsigned point = 0;

    if (key == K_PASTE)
        edit_paste(edit, paste);
    else if (key != K_MOUSE)
        edit_key(edit, key);
    for (size_t at = 0; at < edit->size;) {
        at += text_read(edit->text + at, edit->size - at, &point);
        if (point == 0xfffd)
            abort();
    }
    if (edit->at > edit->size || strlen(edit->text) != edit->size)
        abort();
}

/* Returns a number that stands for all the keys, fed `step` bytes at a time. */
static uint64_t decode(const uint8_t *data, size_t size, size_t step, struct edit *edit)
{
    struct keys keys = { .mousing = true, .paste = paste };
    uint64_t sum = 14695981039346656037U; /* FNV-1a, by its authors' page */
    int key = 0;

    for (size_t at = 0; at < size; at += step) {
        keys_add(&keys, data + at, size - at < step ? size - at : step);
        while ((key = keys_next(&keys, false)) >= 0)
            sum = (sum ^ (uint64_t)key) * 1099511628211U, into(edit, key);
    }
    while ((key = keys_next(&keys, true)) >= 0)
        sum = (sum ^ (uint64_t)key) * 1099511628211U, into(edit, key);
    return sum;
}

static void wrap(const char *text, int cols)
{
    int lines = 0;
    size_t next;

    for (const char *at = text; *at; at += next, lines++) {
        size_t line = text_wrap(at, cols, &next);
        if (next == 0 || line > next || (text_width_of(at, line) > cols && cols > 1))
            abort();
    }
    if (lines != text_lines(text, cols))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct edit one = { 0 }, other = { 0 };
    char text[256] = { 0 };

    if (size > KEYS_INPUT)
        return 0;
    edit_start(&one, NULL, 100);
    edit_start(&other, NULL, 0);
    if (decode(data, size, size ? size : 1, &one) != decode(data, size, 1, &other))
        abort();
    memcpy(text, data, size < sizeof text ? size : sizeof text - 1);
    for (int cols = 0; cols < 12; cols++)
        wrap(text, cols);
    edit_close(&one);
    edit_close(&other);
    return 0;
}
