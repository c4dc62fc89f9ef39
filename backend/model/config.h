/* config.h - all records of all sections; paths; stepping through every setting; differences.
 *
 * A path is section.key, or section.name.key in a list; section.name is a whole record. Records are
 * found by name in constant time. Positions are the order of the file.
 */
#ifndef BACKEND_MODEL_CONFIG_H
#define BACKEND_MODEL_CONFIG_H

#include "backend/model/record.h"

struct table {
    const struct section *section;
    struct record **records; /* a single section always has exactly one */
    size_t count, room;
    size_t *names; /* hash: position + 1 in records, by name; 0: free. Private to config.c */
    size_t slots;
};

struct config {
    struct table tables[SECTIONS_MAX]; /* in the order of sections[] */
    unsigned migrated; /* records of an older format that were left out when it was read */
};

/* Every section at its defaults, lists with their seed. */
struct config *config_new(void);
struct config *config_copy(const struct config *config); /* shares the records: cheap */
void config_free(struct config *config);                 /* NULL is fine */

/* A section's table: always there. */
struct table *config_table(const struct config *config, const struct section *section);

/* The record of a single section, by its key; aborts for a list or an unknown key. */
const struct record *config_single(const struct config *config, const char *section);

/* A section by its place in sections[]: an empty list, or one whose first setting is a flag that is
 * off in a fresh configuration, and still off. */
bool config_unused(const struct config *config, size_t number);

/* NULL: no record of that name. */
const struct record *config_table_find(const struct table *table, const char *name);

/* The position of a record that is in the table; by its name, for several configurations share it.
 */
size_t config_table_at(const struct table *table, const struct record *record);

/* Puts a record at position at (at most count), or in the place of the one there, or takes one out.
 * The table takes over the caller's hold; config_table_replace() and config_table_remove() hand the
 * old one's over. Names are not checked here: see change.h, which people's changes go through. */
void config_table_insert(struct table *table, size_t at, struct record *record);
struct record *config_table_replace(struct table *table, size_t at, struct record *record);
struct record *config_table_remove(struct table *table, size_t at);
void config_table_move(struct table *table, size_t from, size_t to);

/* A setting of a record, or (setting NULL) a whole record, or (record NULL too) a whole section.
 * Valid until the configuration changes. */
struct config_place {
    struct table *table;
    const struct record *record;
    const struct setting *setting;
};

/* Explains what is unknown: the section, the name or the key, and names the nearest one that
 * exists. */
bool config_find(const struct config *config, const char *path, struct config_place *place,
                 struct err *err);
/* Cuts the first word off a path; false if it does not fit. */
bool config_find_part(const char **path, char word[], size_t size);
void config_place_path(const struct config_place *place, char path[PATH_SIZE]);

/* Steps to the next setting that shows, in wizard order; starts from { 0 }; false at the end. */
bool config_next(const struct config *config, struct config_place *place);

/* One difference between two configurations. */
enum difference_kind { ADDED, REMOVED, CHANGED, MOVED };
/* "added" and so on: programs read it as it is, people what tr() makes of it. */
extern const char *const config_difference_kinds[];
struct difference {
    enum difference_kind kind;
    char path[PATH_SIZE];          /* of the setting (CHANGED) or of the record */
    const struct setting *setting; /* CHANGED: which; else NULL */
    const struct record *was, *is; /* NULL where there is none */
};

/* Calls found for every difference, in wizard order; records are matched by name. Linear. */
void config_differences(const struct config *was, const struct config *is,
                        void (*found)(void *data, const struct difference *difference), void *data);

#endif
