#include "screens/session/print.h"

#include "backend/base/language.h"
#include "backend/base/mem.h"
#include "backend/base/moment.h"
#include "backend/base/utf8.h"

#include <stdio.h>

const char *print_origin_name(enum origin origin)
{
    switch (origin) {
    case GENERATED:
        return "generated";
    case TYPED:
        return "typed";
    case IMPORTED:
        return "imported";
    }
    return "";
}

/* For people: what nobody sees, or what a terminal obeys, is a "?". "printseal get" has the bytes.
 * The caller frees. */
static char *print_tamed(const char *text)
{
    char *tamed = copy(text);

    utf8_sanitize(tamed);
    return tamed;
}

static void print_secret(const struct session *session, const struct secret *secret)
{
    char day[DAY_SIZE];

    if (!secret) {
        puts(session->notes.vault == VAULT_FINE ? tr("(not set)") : tr("(locked)"));
        return;
    }
    moment_day(secret_made(secret), day);
    printf(tr("(set, %s %s"), tr(print_origin_name(secret_origin(secret))), day);
    if (secret_next(secret)) {
        moment_day(secret_made(secret_next(secret)), day);
        printf(tr("; next one %s"), day);
    }
    puts(")");
}

static void session_print_print_setting(const struct session *session,
                                        const struct config_place *place)
{
    char path[PATH_SIZE];

    config_place_path(place, path);
    fputs(path, stdout);
    fputs(" = ", stdout);
    if (place->setting->type == SECRET) {
        print_secret(session, record_hidden(place->record, place->setting));
        return;
    }
    AUTO_FREE char *value = print_tamed(record_value(place->record, place->setting));
    puts(value);
}

static void print_record(const struct session *session, struct table *table,
                         const struct record *record)
{
    for (const struct setting *s = table->section->settings; s->key; s++)
        if (record_shows(record, s))
            session_print_print_setting(session, &(struct config_place){ table, record, s });
}

static void print_table(const struct session *session, struct table *table)
{
    for (size_t i = 0; i < table->count; i++)
        print_record(session, table, table->records[i]);
}

void print_place(const struct session *session, const struct config_place *place)
{
    if (place->setting)
        session_print_print_setting(session, place);
    else if (place->record)
        print_record(session, place->table, place->record);
    else if (place->table)
        print_table(session, place->table);
    else
        for (size_t i = 0; sections[i]; i++)
            print_table(session, &session->config->tables[i]);
}

/* ------------------------------------------------ differences */

static char *print_shown(const struct record *record, const struct setting *setting)
{
    const char *text = record ? record_value(record, setting) : "";

    return print_tamed(*text ? text : tr("(empty)"));
}

static void print_change(const char *path, const struct setting *setting, const struct record *was,
                         const struct record *is)
{
    if (setting->type == SECRET) {
        printf("%s: %s\n", path,
               !record_hidden(is, setting)          ? tr("removed")
               : was && record_hidden(was, setting) ? tr("changed")
                                                    : tr("set"));
        return;
    }
    AUTO_FREE char *before = print_shown(was, setting), *after = print_shown(is, setting);
    printf("%s: %s -> %s\n", path, before, after);
}

/* An added record is followed by what it says. */
static void print_added(const char *path, const struct record *is)
{
    printf("%s: %s\n", path, tr(config_difference_kinds[ADDED]));
    for (const struct setting *s = is->section->settings + 1; s->key; s++) {
        AUTO_FREE char *below = format("%s.%s", path, s->key);
        bool empty = s->type == SECRET ? !record_hidden(is, s) : !*record_value(is, s);

        if (!empty && record_shows(is, s))
            print_change(below, s, NULL, is);
    }
}

void print_difference(void *data, const struct difference *difference)
{
    (void)data;
    switch (difference->kind) {
    case ADDED:
        print_added(difference->path, difference->is);
        break;
    case CHANGED:
        print_change(difference->path, difference->setting, difference->was, difference->is);
        break;
    case REMOVED:
    case MOVED:
        printf("%s: %s\n", difference->path, tr(config_difference_kinds[difference->kind]));
        break;
    }
}
