#include "tui/progress.h"
#include "tui/text.h"
#include <stdio.h>

void progress_draw(struct area area, const char *what, int64_t ms)
{
    static const char spin[] = "|/-\\";
    char text[256];

    snprintf(text, sizeof text, text_tr("%c %s  %lld s   Esc stops"), spin[ms / PROGRESS_EVERY & 3],
             what, (long long)(ms / 1000));
    text_put_wrapped(area, text);
}
