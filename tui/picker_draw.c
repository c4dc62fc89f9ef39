#include "tui/picker_own.h"

#include "tui/text.h"
#include <stdio.h>

struct area picker_list_area(struct area area)
{
    area.y++;
    area.rows -= area.rows > 3 ? 2 : 1;
    return area;
}

/* The last line: what went wrong, else what is chosen, else what can be done. */
static void picker_draw_put_foot(const struct picker *picker, struct area area)
{
    char text[200];
    int y = area.y + area.rows - 1;

    if (area.rows <= 3)
        return;
    snprintf(text, sizeof text, text_tr("this folder cannot be read: %s"), picker->why);
    if (picker->reply[0] || picker->why[0])
        theme_put(y, area.x, area.cols, ROLE_WARN, picker->reply[0] ? picker->reply : text);
    else if (picker->chosen_count) {
        const char *last = picker->chosen[picker->chosen_count - 1], *slash = strrchr(last, '/');
        snprintf(text, sizeof text, text_tr("%zu chosen, last %.120s"), picker->chosen_count,
                 slash ? slash + 1 : last);
        theme_put(y, area.x, area.cols, ROLE_FINE, text);
    } else if (picker->folder.more)
        theme_put(y, area.x, area.cols, ROLE_DIM,
                  text_tr("there are more: type how the name begins"));
    else
        theme_put(y, area.x, area.cols, ROLE_DIM,
                  picker->listing ? text_tr("Space chooses several, Enter takes")
                                  : text_tr("path; Tab completes"));
}

void picker_draw(const struct picker *picker, struct area area, bool active)
{
    text_put(area.y, area.x, 2, picker->listing ? "" : ">");
    list_draw(&picker->list, picker_list_area(area), active && picker->listing);
    picker_draw_put_foot(picker, area);
    edit_draw(&picker->line, area.y, area.x + 3, area.cols - 3, active && !picker->listing);
}
