/* The head of an HTTP answer: any lines. The same bytes as a page. */
#include <stdlib.h>
#include <string.h>

#include "backend/probe/http/http_head.h"
#include "backend/probe/http/http_page.h"

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size);

static void check(const struct http_head *head)
{
    if (head->status < 100 || head->status > 599)
        abort();
    if (!memchr(head->location, '\0', sizeof head->location) ||
        !memchr(head->server, '\0', sizeof head->server) ||
        !memchr(head->refresh, '\0', sizeof head->refresh))
        abort();
    if (http_head_moves_to(head, "https") && !*http_head_target(head))
        abort();
}

static void check_page(const char *page, size_t size)
{
    char target[64];
    long seconds = http_page_refresh(page, size, target, sizeof target);

    if (!memchr(target, '\0', sizeof target) || (!*target && seconds != -1))
        abort();
    http_page_asks(page, size);
}

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size)
{
    char *text = malloc(size + 1), *line = text;
    struct http_head head = { .length = HEADER_NO_LENGTH };

    if (!text)
        return 0;
    if (size)
        memcpy(text, bytes, size);
    check_page((const char *)bytes, size);
    text[size] = '\0';
    for (char *end = line; end; line = end + 1) {
        end = strchr(line, '\n');
        if (end)
            *end = '\0';
        if (!http_head_line(&head, line))
            break;
        check(&head);
        if (!end)
            break;
    }
    free(text);
    return 0;
}
