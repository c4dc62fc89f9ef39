/* found.h - what the name server answered, out of the lines of the worker.
 *
 * Nothing in them is trusted: the worker has read what strangers sent. What is no line of work.h,
 * or too much, is dropped.
 */
#ifndef BACKEND_DISCOVER_FOUND_H
#define BACKEND_DISCOVER_FOUND_H

#include "backend/discover/questions.h"

enum { FOUND_RECORDS = 256 };

struct found_record {
    size_t row; /* of questions.h */
    unsigned priority, weight, port;
    unsigned long ttl;
    bool authentic; /* AD bit */
    bool aliased;
    char name[DNS_NAME]; /* lower case, no dot at the end; "." as DNS has it; or an address */
};
struct found_all {
    struct found_record records[FOUND_RECORDS];
    size_t count;
    bool answered; /* somebody did, be it that there is nothing */
    const char
        *why[DISCOVER_QUESTIONS]; /* a sentence; NULL: there are records, or none was asked */
};

/* One line of the worker. */
void found_receive(struct found_all *found, const char *line);

/* For lines of the worker. So many numbers, each with a blank behind it, of at most `most`; a word;
 * both step *at. A host, which becomes lower case and loses a dot at its end, so that one host is
 * one name; false: it is none. */
bool found_numbers(const char **at, size_t count, unsigned long most, unsigned long numbers[]);
bool found_word(const char **at, const char *word);
bool found_host(char name[DNS_NAME]);

/* By question, then lowest priority, then highest weight, then name: RFC 2782, but for its chance,
 * so that the same answers make the same proposals. */
void found_sort(struct found_all *found);

/* The first of a question's records, after found_sort(), and how many there are. */
const struct found_record *found_of(const struct found_all *found, enum question_id row,
                                    size_t *count);

/* The directory servers by the best question that has some: domain controllers, LDAP servers,
 * global catalogs. */
const struct found_record *found_directories(const struct found_all *found, size_t *count);

#endif
