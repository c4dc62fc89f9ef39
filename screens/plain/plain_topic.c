/* plain_topic.c - a topic: the settings of its record one by one, or the records of its list. */
#include <stdio.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/shown.h"
#include "backend/setup/prepare.h"
#include "screens/plain/plain.h"

/* ------------------------------------------------ one record */

static bool asks(const struct record *record, const struct setting *setting)
{
    return record_shows(record, setting) && !setting->generated;
}

/* The next setting, or the one before, that is asked for now; NULL: there is none. */
static const struct setting *plain_topic_step(const struct record *record,
                                              const struct setting *from, int by)
{
    const struct setting *first = record->section->settings;

    for (const struct setting *s = from + by; s >= first && s->key; s += by)
        if (asks(record, s))
            return s;
    return NULL;
}

/* A change swaps the record, so that it is looked up each time; a name that changes keeps its
 * place. named: it has just been given its name. */
static enum way ask_record(struct plain *plain, struct table *table, size_t at, bool named)
{
    const struct setting *s = table->section->settings;

    if (named || !asks(table->records[at], s))
        s = plain_topic_step(table->records[at], s, 1);
    while (s) {
        const struct config_place place = { table, table->records[at], s };
        enum way way =
            s->type == SECRET ? plain_ask_secret(plain, &place) : plain_ask(plain, &place);
        if (way == WAY_SKIP || way == WAY_LEAVE)
            return way;
        s = plain_topic_step(table->records[at], s, way == WAY_BACK ? -1 : 1);
        if (!s && way == WAY_BACK)
            return WAY_BACK;
    }
    return WAY_ON;
}

/* ------------------------------------------------ a list */

enum { NAMES_MAX = 30 };

static void report_records(const struct table *table)
{
    if (!table->count) {
        puts(tr("There is none yet."));
        return;
    }
    printf(tr("%s so far"), shown_count(table->count).text);
    for (size_t i = 0; i < table->count && i < NAMES_MAX; i++)
        printf("%s%s", i ? ", " : ": ", record_name(table->records[i]));
    puts(table->count > NAMES_MAX ? tr(" and others.") : ".");
}

static bool plain_topic_remove_record(struct plain *plain, struct table *table, const char *name,
                                      struct err *err)
{
    struct session *session = &plain->session;
    const struct config_place place = { .table = table, .record = config_table_find(table, name) };

    if (!place.record)
        return fail(err, "there is no \"%s\" to be removed", name);
    if (!change_remove(&session->journal, session->config, &place, err))
        return false;
    plain_changed(plain);
    printf(tr("  Removed: %s\n"), name);
    return true;
}

static bool plain_topic_add_record(struct plain *plain, struct table *table, const char *name,
                                   struct err *err)
{
    struct session *session = &plain->session;

    if (!change_add(&session->journal, session->config, table->section, name, NULL, err))
        return false;
    prepare_record(&session->journal, session->config, table, table->count - 1, NULL, NULL);
    plain_changed(plain);
    return true;
}

/* A name that is there is changed; a new one is added; one behind a minus goes. */
static enum way do_line(struct plain *plain, struct table *table, const char *line)
{
    struct err err = { 0 };

    if (*line == '-') {
        if (!plain_topic_remove_record(plain, table, line + 1 + strspn(line + 1, " "), &err))
            printf("  %s\n", err.text);
        return WAY_ON;
    }
    const struct record *found = config_table_find(table, line);
    size_t at = found ? config_table_at(table, found) : table->count;
    if (!found && !plain_topic_add_record(plain, table, line, &err)) {
        printf("  %s\n", err.text);
        return WAY_ON;
    }
    return ask_record(plain, table, at, !found);
}

static enum way ask_list(struct plain *plain, struct table *table)
{
    char line[LINE_SIZE];
    enum way way;
    bool asked;

    for (;;) {
        report_records(table);
        if (!line_ask(tr("Name of one to change or to add, -NAME to remove one [go on]"), line))
            return WAY_LEAVE;
        if (!*line)
            return WAY_ON;
        if (plain_sign(table->section->settings, line, &way, &asked)) {
            if (!asked)
                return way;
        } else if (do_line(plain, table, line) == WAY_LEAVE) {
            return WAY_LEAVE;
        }
    }
}

enum way plain_topic(struct plain *plain, struct table *table)
{
    const struct section *section = table->section;

    plain->visited[section_number(section)] = true;
    printf("\n%s. %s\n", tr(section->title), tr(section->help));
    return section->list ? ask_list(plain, table) : ask_record(plain, table, 0, false);
}
