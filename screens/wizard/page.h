/* page.h - a page of text to be read and searched: a comparison, what is inside a generation. */
#ifndef SCREENS_WIZARD_PAGE_H
#define SCREENS_WIZARD_PAGE_H

#include "backend/base/mem.h"
#include "screens/app/app.h"

/* Lines that end with '\n'; one that begins with PAGE_HEAD is a heading. The text is taken over. */
#define PAGE_HEAD '#'
struct page_text {
    char title[160];
    struct buf text;
};

extern const struct screen page_screen; /* subject: struct page_text * */

#endif
