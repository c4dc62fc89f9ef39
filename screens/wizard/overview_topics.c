/* overview_topics.c - what is in each topic, in a line of words: where the overview has the room.
 */
#include <stdio.h>
#include <string.h>

#include "backend/base/language.h"
#include "screens/form/about.h"
#include "screens/wizard/overview.h"
#include "tui/text.h"

enum { TOPICS_LABEL = 20, TOPICS_VALUES = 4 }; /* columns; settings that a line speaks of */

static void overview_topics_join(char text[], size_t size, const char *more)
{
    size_t used = strlen(text);

    snprintf(text + used, size - used, "%s%s", used ? ", " : "", more);
}

/* "npsa, npsb": whose records there are. */
static void overview_topics_names(const struct table *table, char text[], size_t size)
{
    for (size_t i = 0; i < table->count && strlen(text) + 1 < size; i++)
        overview_topics_join(text, size, record_name(table->records[i]));
}

/* A switch says nothing without its label, and a secret nothing at all. */
static bool overview_topics_speaks(const struct record *record, const struct setting *setting)
{
    return setting->type != FLAG && setting->type != SECRET && record_shows(record, setting) &&
           *record_value(record, setting);
}

static void overview_topics_values(const struct record *record, char text[], size_t size)
{
    size_t shown = 0;

    for (const struct setting *s = record->section->settings; s->key && shown < TOPICS_VALUES; s++)
        if (overview_topics_speaks(record, s)) {
            const char *value = setting_shown(s, record_value(record, s));
            char named[300];

            snprintf(named, sizeof named, "%s%s%s", s->type == NUMBER ? tr(s->label) : "",
                     s->type == NUMBER ? " " : "", value);
            overview_topics_join(text, size, named);
            shown++;
        }
}

static void overview_topics_line(const struct app *app, size_t i, struct area area)
{
    const struct table *table = &app->config->tables[i];
    enum mark mark = app_section_mark(app, i);
    char text[800] = "";

    if (sections[i]->list)
        overview_topics_names(table, text, sizeof text);
    else if (mark != MARK_OFF)
        overview_topics_values(table->records[0], text, sizeof text);
    if (!*text)
        snprintf(text, sizeof text, "%s", mark == MARK_OFF ? tr("not used") : "-");
    theme_put(area.y, area.x, TOPICS_LABEL - 3, ROLE_PLAIN, tr(sections[i]->title));
    theme_mark(area.y, area.x + TOPICS_LABEL - 2, mark);
    text_put(area.y, area.x + TOPICS_LABEL, area.cols - TOPICS_LABEL, text);
}

void overview_topics(const struct app *app, struct area area)
{
    size_t count = section_count();

    if (app->from_startup || !app->config || area.rows < (int)count + 2)
        return;
    theme_put(area.y + 1, area.x, area.cols, ROLE_TITLE, tr("In each topic"));
    for (size_t i = 0; i < count; i++)
        overview_topics_line(app, i, (struct area){ area.y + 2 + (int)i, area.x, 1, area.cols });
}
