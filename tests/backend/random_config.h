/* random_config.h - configurations that are legal and strange, made from the rows themselves. */
#ifndef TESTS_BACKEND_RANDOM_CONFIG_H
#define TESTS_BACKEND_RANDOM_CONFIG_H

#include <stdlib.h>
#include <string.h>

#include "backend/base/mem.h"
#include "backend/model/config.h"

/* The same seed, the same numbers: a failure can be looked at again. */
static inline unsigned random_below(unsigned *seed, unsigned bound)
{
    *seed = *seed * 1664525U + 1013904223U;
    return (*seed >> 8) % bound;
}

static const char *const random_texts[] = {
    "print01.corp.example.com",
    "10.1.2.3",
    "fd00::12",
    "[fd00::12]:161",
    "print",
    "*.example.com",
    ("b\xC3\xBC"
     "cher.example"),
    "10.0.0.0/8",
    "2027-02-28",
    "01234567-89ab-cdef-0123-456789abcdef",
    "CN=Doe\\, John,OU=\"R\",DC=example,DC=com",
    "/etc/ssl/certs/a \"b\".pem",
    "D:\\MyQ\\Data",
    "\\\\nas\\share",
    "she said \"no\"; } # not a comment",
    "/* neither */ // nor this",
    "back\\slash\\\\ \\x41 \\n",
    "\xD0\xBF\xD0\xB0\xD1\x80\xD0\xBE\xD0\xBB\xD1\x8C \xF0\x9F\x96\xA8",
    "a",
    "true",
    "465",
    "users",
    "smtp.security",
    "",
};

static inline void random_list(unsigned *seed, char text[], size_t size)
{
    unsigned count = random_below(seed, 9);

    *text = '\0';
    for (unsigned i = 0; i < count; i++) {
        const char *item =
            random_texts[random_below(seed, sizeof random_texts / sizeof *random_texts)];

        if (!strchr(item, ',') && strlen(text) + strlen(item) + 3 < size)
            strcat(strcat(text, i ? ", " : ""), item);
    }
}

/* Something that may suit the row; record_set() decides. */
static inline void random_value(unsigned *seed, const struct setting *setting, char text[],
                                size_t size)
{
    long span = setting->max - setting->min + 1;
    unsigned choices = 0;

    while (setting->choices && setting->choices[choices])
        choices++;
    if (setting->type == NUMBER)
        snprintf(text, size, "%ld", setting->min + (long)random_below(seed, 70000) % span);
    else if (setting->type == FLAG)
        snprintf(text, size, "%s", random_below(seed, 2) ? "true" : "false");
    else if (setting->type == CHOICE)
        snprintf(text, size, "%s", setting->choices[random_below(seed, choices)]);
    else if (setting->type == LIST)
        random_list(seed, text, size);
    else
        snprintf(text, size, "%s",
                 random_texts[random_below(seed, sizeof random_texts / sizeof *random_texts)]);
}

static inline void random_record(unsigned *seed, struct record *record)
{
    const struct setting *s = record->section->settings + record->section->list;
    char text[2048];

    for (; s->key; s++) {
        for (int tries = 0; tries < 6 && s->type != SECRET && random_below(seed, 3); tries++) {
            random_value(seed, s, text, sizeof text);
            if (record_set(record, s, text, NULL))
                break;
        }
    }
}

static inline void random_records(unsigned *seed, struct table *table)
{
    unsigned count = random_below(seed, 6);
    char name[32];

    while (table->count)
        record_free(config_table_remove(table, table->count - 1));
    for (unsigned i = 0; i < count; i++) {
        struct record *record = record_new(table->section);

        snprintf(name, sizeof name, "%s-%u", i % 2 ? "Hq_2" : "x", i);
        if (!record_set(record, table->section->settings, name, NULL))
            abort();
        random_record(seed, record);
        config_table_insert(table, i, record);
    }
}

static inline struct config *random_config(unsigned *seed)
{
    struct config *config = config_new();

    for (size_t i = 0; sections[i]; i++) {
        if (!sections[i]->list)
            random_record(seed, config->tables[i].records[0]);
        else if (random_below(seed, 4))
            random_records(seed, &config->tables[i]);
    }
    return config;
}

/* How many differences there are. */
static inline void random_count(void *data, const struct difference *difference)
{
    (void)difference;
    ++*(size_t *)data;
}

static inline size_t random_differences(const struct config *a, const struct config *b)
{
    size_t count = 0;

    config_differences(a, b, random_count, &count);
    return count;
}

#endif
