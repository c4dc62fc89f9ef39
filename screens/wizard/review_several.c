/* review_several.c - of a setting of several values what is added and what is removed: among forty
 * nobody finds the one that differs. */
#include <stdio.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/list.h"
#include "backend/base/shown.h"
#include "screens/wizard/review.h"

enum { SEVERAL_ITEM = 256 };

static bool several_has(const char *list, const char *wanted)
{
    char item[SEVERAL_ITEM];

    while (list_next(&list, item, sizeof item))
        if (strcmp(item, wanted) == 0)
            return true;
    return false;
}

static size_t several_count(const char *list)
{
    char item[SEVERAL_ITEM];
    size_t count = 0;

    while (list_next(&list, item, sizeof item))
        count++;
    return count;
}

/* Those of one list that the other has not, behind a label; returns how many. */
static size_t several_without(const char *list, const char *other, const char *label, char text[],
                              size_t size)
{
    char item[SEVERAL_ITEM];
    size_t count = 0;

    while (list_next(&list, item, sizeof item)) {
        size_t used = strlen(text);

        if (several_has(other, item))
            continue;
        snprintf(text + used, size - used, "%s%s%s",
                 count   ? ", "
                 : *text ? ". "
                         : "",
                 count ? "" : label, item);
        count++;
    }
    return count;
}

bool review_several(const struct difference *difference, struct review_several *several)
{
    if (!difference->setting || difference->setting->type != LIST || !difference->was ||
        !difference->is)
        return false;
    const char *was = record_value(difference->was, difference->setting),
               *is = record_value(difference->is, difference->setting);
    *several = (struct review_several){ .text = "" };
    if (!*was || !*is)
        return false;
    size_t came = several_without(is, was, tr("Added: "), several->text, sizeof several->text);
    size_t went = several_without(was, is, tr("Removed: "), several->text, sizeof several->text);
    snprintf(several->was, sizeof several->was, "%s %s", shown_count(several_count(was)).text,
             trn("value", "values", several_count(was)));
    snprintf(several->will, sizeof several->will, tr("%s added, %s removed"),
             shown_count(came).text, shown_count(went).text);
    if (!came && !went)
        snprintf(several->will, sizeof several->will, "%s", tr("another order"));
    return true;
}
