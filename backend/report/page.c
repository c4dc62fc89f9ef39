#include "backend/report/page.h"

#include "backend/base/utf8.h"

#include <string.h>

const struct sign page_sign_fine = { 'v', "32" }, page_sign_failing = { 'x', "31" },
                  page_sign_warning = { '!', "33" }, page_sign_waived = { 'w', "36" },
                  page_sign_unused = { '-', "0" }, page_sign_unknown = { '?', "35" };

void page_sign(const struct page *page, const struct sign *sign)
{
    if (page->look->colour)
        buf_print(page->out, "\033[%sm%c\033[0m", sign->colour, sign->sign);
    else
        buf_print(page->out, "%c", sign->sign);
}

void page_words(const struct page *page, const char *text, int at, int left)
{
    bool first = true;

    for (; *text; first = false) {
        size_t size = strcspn(text, " ");
        int wide = (int)utf8_count(text, size);

        if (!first && at + 1 + wide > page->look->width) {
            buf_print(page->out, "\n%*s", left, "");
            at = left;
        } else if (!first) {
            buf_add(page->out, " ", 1);
            at++;
        }
        buf_add(page->out, text, size);
        at += wide;
        text += size + (text[size] == ' ');
    }
    buf_add(page->out, "\n", 1);
}
