#include "screens/app/touched.h"

#include <stdio.h>
#include <string.h>

#include "backend/base/language.h"

enum { TOUCHED_NAMED = 3 };

struct touched {
    bool shown;
    size_t count, topics;
    const struct section *last;
    char *text;
    size_t size;
};

static const struct section *touched_section(const struct difference *difference)
{
    return (difference->is ? difference->is : difference->was)->section;
}

/* They come topic by topic. */
static void touched_note(void *data, const struct difference *difference)
{
    struct touched *touched = data;
    const struct section *section = touched_section(difference);
    size_t used = strlen(touched->text);
    const char *others = touched->shown ? tr(" and others") : " and others";

    touched->count++;
    if (section == touched->last)
        return;
    touched->last = section;
    if (touched->topics++ < TOUCHED_NAMED)
        snprintf(touched->text + used, touched->size - used, "%s%s", used ? ", " : "",
                 touched->shown ? tr(section->title) : section->title);
    else if (touched->topics == TOUCHED_NAMED + 1)
        snprintf(touched->text + used, touched->size - used, "%s", others);
}

size_t touched_topics(const struct config *was, const struct config *is, bool shown, char text[],
                      size_t size)
{
    struct touched touched = { .shown = shown, .text = text, .size = size };

    text[0] = '\0';
    config_differences(was, is, touched_note, &touched);
    return touched.count;
}
