/* history_look.c - generations as pages: what differs between two, and all that is in one. */
#include <stdio.h>
#include <string.h>

#include "backend/base/language.h"
#include "screens/form/about.h"
#include "screens/wizard/history.h"
#include "screens/wizard/page.h"
#include "screens/wizard/review.h"

enum { HISTORY_LINES = 20000 }; /* more of them nobody reads */

/* A generation, or a copy of what is here now. NULL, and it is said: it cannot be read. */
static struct config *history_look_load(struct app *app, unsigned number, bool *sealed)
{
    struct notes notes = { 0 };
    struct err err;

    if (!number)
        return config_copy(app->config);
    struct config *config = store_load(app->store, number, &notes, &err);
    if (!config)
        app_report(app, MARK_FAIL, "Generation %u cannot be read: %s", number, err.text);
    *sealed = *sealed || notes.vault != VAULT_FINE;
    return config;
}

/* ------------------------------------------------ what differs */

struct history_look {
    struct buf *text;
    const struct section *last;
    size_t lines;
    bool sealed; /* secrets of one are not known, so they are not compared */
};

static void history_look_head(struct history_look *look, const struct section *section)
{
    if (section == look->last)
        return;
    buf_print(look->text, "%s%c%s\n", look->last ? "\n" : "", PAGE_HEAD, tr(section->title));
    look->last = section;
}

static void history_look_difference(void *data, const struct difference *difference)
{
    const struct record *record = difference->is ? difference->is : difference->was;
    const struct setting *setting = difference->setting;
    const char *name = record->section->list ? record_name(record) : "";
    char was[1024], will[1024];
    struct history_look *look = data;

    if (look->lines == HISTORY_LINES || (look->sealed && setting && setting->type == SECRET))
        return;
    look->lines++;
    history_look_head(look, record->section);
    review_was(difference, was, sizeof was);
    review_will(difference, will, sizeof will);
    buf_print(look->text, "  %s%s%s: %s%s%s\n", name, *name && setting ? ": " : "",
              setting ? tr(setting->label) : "", setting ? was : "", setting ? theme_arrow() : "",
              will);
}

static void history_look_end(struct history_look *look)
{
    if (!look->lines)
        buf_print(look->text, tr("Nothing differs.\n"));
    if (look->lines == HISTORY_LINES)
        buf_print(look->text, tr("\nThere is more: printseal diff shows all of it.\n"));
    if (look->sealed)
        buf_print(look->text,
                  tr("\nSecrets of one of them are sealed, so they are not compared.\n"));
}

void history_compare(struct app *app, unsigned was, unsigned is)
{
    struct page_text page = { 0 };
    struct history_look look = { .text = &page.text,
                                 .sealed = !is && app->notes.vault != VAULT_FINE };
    struct config *old = history_look_load(app, was, &look.sealed);
    struct config *new = old ? history_look_load(app, is, &look.sealed) : NULL;

    if (is)
        snprintf(page.title, sizeof page.title, tr("From generation %u to %u"), was, is);
    else
        snprintf(page.title, sizeof page.title, tr("From generation %u to what is here now"), was);
    if (new) {
        config_differences(old, new, history_look_difference, &look);
        history_look_end(&look);
        app_push(app, &page_screen, &page);
    }
    config_free(old);
    config_free(new);
}

/* ------------------------------------------------ what is inside */

static void history_look_record(const struct app *app, struct history_look *look,
                                const struct record *record)
{
    const struct section *section = record->section;
    char value[SIDE_TEXT];

    if (section->list)
        buf_print(look->text, "  %s\n", record_name(record));
    for (const struct setting *s = section->settings + section->list; s->key; s++) {
        if (look->lines == HISTORY_LINES || !record_shows(record, s))
            continue;
        look->lines++;
        if (look->sealed && s->type == SECRET)
            snprintf(value, sizeof value, "%s", tr("sealed"));
        else
            about_value(app, record, s, value, sizeof value);
        buf_print(look->text, "  %s%s: %s\n", section->list ? "  " : "", tr(s->label),
                  *value ? value : "-");
    }
}

void history_inside(struct app *app, unsigned number)
{
    struct page_text page = { 0 };
    struct history_look look = { .text = &page.text };
    struct config *config = history_look_load(app, number, &look.sealed);

    if (!config)
        return;
    snprintf(page.title, sizeof page.title, tr("Inside generation %u"), number);
    for (size_t i = 0; sections[i]; i++) {
        const struct table *table = &config->tables[i];
        if (table->count)
            history_look_head(&look, sections[i]);
        for (size_t k = 0; k < table->count && look.lines < HISTORY_LINES; k++)
            history_look_record(app, &look, table->records[k]);
    }
    if (look.lines == HISTORY_LINES)
        buf_print(&page.text, tr("\nThere is more.\n"));
    app_push(app, &page_screen, &page);
    config_free(config);
}
