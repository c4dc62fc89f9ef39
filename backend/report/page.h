/* page.h - text for people: signs, and lines that fit. */
#ifndef BACKEND_REPORT_PAGE_H
#define BACKEND_REPORT_PAGE_H

#include <stdbool.h>

#include "backend/base/mem.h"

struct look {
    bool colour; /* escape sequences (ECMA-48 8.3.117); signs say the same without */
    int width;   /* columns; lines are broken between words, and no word is */
};

struct page {
    const struct look *look;
    struct buf *out;
};

extern const struct sign {
    char sign;
    const char *colour;
} page_sign_fine, page_sign_failing, page_sign_warning, page_sign_waived, page_sign_unused,
    page_sign_unknown;

/* One column. */
void page_sign(const struct page *page, const struct sign *sign);

/* Goes on at column `at`, breaks between words, starts new lines at column `left`, and ends the
 * line. */
void page_words(const struct page *page, const char *text, int at, int left);

#endif
