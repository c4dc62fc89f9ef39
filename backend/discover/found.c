#include "backend/discover/found.h"

#include <ctype.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/check/check.h"

enum { FOUND_UNANSWERED = 2 }; /* the first rows: nobody said anything */

static const struct {
    const char *word, *why;
} found_reasons[] = {
    { "silent", "no answer in time" },
    { "unreachable", "the name server cannot be reached" },
    { "no-name", "there is no such name" },
    { "no-records", "there is no such record" },
    { "bad-names", "the answer names no valid host" },
    { "refused", "the name server refuses to answer" },
    { "failed", "the name server failed" },
    { "broken", "the answer is broken" },
};

bool found_numbers(const char **at, size_t count, unsigned long most, unsigned long numbers[])
{
    for (size_t i = 0; i < count; i++) {
        char *end;
        if (!isdigit((unsigned char)**at))
            return false;
        errno = 0;
        numbers[i] = strtoul(*at, &end, 10);
        if (errno || numbers[i] > most || *end != ' ')
            return false;
        *at = end + 1;
    }
    return true;
}

bool found_word(const char **at, const char *word)
{
    size_t size = strlen(word);
    bool is = strncmp(*at, word, size) == 0;

    *at += is ? size : 0;
    return is;
}

/* Behind "none ". */
static void found_none(struct found_all *found, const char *line)
{
    size_t count = sizeof found_reasons / sizeof *found_reasons;
    unsigned long row;

    if (!found_numbers(&line, 1, DISCOVER_QUESTIONS - 1, &row))
        return;
    for (size_t i = 0; i < count; i++)
        if (strcmp(found_reasons[i].word, line) == 0) {
            found->why[row] = tr(found_reasons[i].why);
            found->answered = found->answered || i >= FOUND_UNANSWERED;
        }
}

bool found_host(char name[DNS_NAME])
{
    size_t size = strlen(name);

    for (char *at = name; *at; at++)
        *at = (char)tolower((unsigned char)*at);
    if (size > 1 && name[size - 1] == '.')
        name[size - 1] = '\0';
    return !host_is_ip(name) && check_host(name, NULL);
}

/* False: neither a host nor "." nor an address. */
static bool found_name(char name[DNS_NAME])
{
    return found_host(name) || strcmp(name, ".") == 0 || host_is_ip(name);
}

/* Behind "record ". */
static bool found_record_read(const char *line, struct found_record *record)
{
    enum { ROW, PRIORITY, WEIGHT, PORT, TTL, AUTHENTIC, ALIASED, NUMBERS, MOST = 65535 };
    unsigned long n[NUMBERS];

    if (!found_numbers(&line, TTL, MOST, n) || !found_numbers(&line, 1, UINT32_MAX, n + TTL) ||
        !found_numbers(&line, 2, 1, n + AUTHENTIC) || n[ROW] >= DISCOVER_QUESTIONS ||
        strlen(line) >= DNS_NAME)
        return false;
    *record = (struct found_record){ .row = n[ROW],
                                     .priority = (unsigned)n[PRIORITY],
                                     .weight = (unsigned)n[WEIGHT],
                                     .port = (unsigned)n[PORT],
                                     .ttl = n[TTL],
                                     .authentic = n[AUTHENTIC],
                                     .aliased = n[ALIASED] };
    memcpy(record->name, line, strlen(line) + 1);
    return found_name(record->name);
}

void found_receive(struct found_all *found, const char *line)
{
    struct found_record record;

    if (found_word(&line, "none "))
        found_none(found, line);
    else if (found_word(&line, "record ") && found_record_read(line, &record) &&
             found->count < FOUND_RECORDS) {
        found->answered = true;
        found->records[found->count++] = record;
    }
}

static int found_order(const void *left, const void *right)
{
    const struct found_record *a = left, *b = right;

    if (a->row != b->row)
        return a->row < b->row ? -1 : 1;
    if (a->priority != b->priority)
        return a->priority < b->priority ? -1 : 1;
    if (a->weight != b->weight)
        return a->weight > b->weight ? -1 : 1;
    return strcmp(a->name, b->name);
}

void found_sort(struct found_all *found)
{
    qsort(found->records, found->count, sizeof *found->records, found_order);
}

const struct found_record *found_of(const struct found_all *found, enum question_id row,
                                    size_t *count)
{
    size_t at = 0;

    while (at < found->count && found->records[at].row < row)
        at++;
    for (*count = 0; at + *count < found->count && found->records[at + *count].row == row;)
        ++*count;
    return &found->records[*count ? at : 0];
}

const struct found_record *found_directories(const struct found_all *found, size_t *count)
{
    static const enum question_id rows[] = { QUESTION_SITE, QUESTION_CONTROLLERS, QUESTION_LDAP,
                                             QUESTION_CATALOGS };
    const struct found_record *records = NULL;

    *count = 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows && !*count; i++)
        records = found_of(found, rows[i], count);
    return records;
}
