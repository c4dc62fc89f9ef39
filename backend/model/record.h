/* record.h - one filled-in record: every setting of its section with a value.
 *
 * A value is a text that passed setting_check(), never NULL; only a secret is another type. A
 * record is counted, not copied: hold it with record_hold(), let it go with record_free(). One that
 * is held by more than one owner must not be changed: change a record_copy().
 */
#ifndef BACKEND_MODEL_RECORD_H
#define BACKEND_MODEL_RECORD_H

#include "backend/model/schema.h"
#include "backend/secret/secret.h"

union value {
    const char *text;      /* may point at the row's `initial`: text_free() in record.c knows */
    struct secret *secret; /* SECRET; NULL: not set */
};

struct record {
    const struct section *section;
    size_t holders;
    union value values[]; /* in the order of section->settings */
};

struct record *record_new(const struct section *section); /* every setting at its default */
struct record *record_copy(const struct record *record);  /* shares the secrets */
struct record *record_hold(const struct record *record);
void record_free(struct record *record); /* NULL is fine */

/* By key: for code that acts on values. An unknown key, or text asked of a secret, aborts. */
const char *record_text(const struct record *record, const char *key);
long record_number(const struct record *record, const char *key);
bool record_flag(const struct record *record, const char *key);
bool record_is(const struct record *record, const char *key, const char *text);
const struct secret *record_secret(const struct record *record,
                                   const char *key); /* NULL: not set */

/* By row: for code that walks over rows. */
const char *record_value(const struct record *record, const struct setting *setting);
const struct secret *record_hidden(const struct record *record, const struct setting *setting);

/* The name of a list's record; "" for a single section's. */
const char *record_name(const struct record *record);

/* Does the row's condition hold? */
bool record_shows(const struct record *record, const struct setting *setting);

/* Leaves the record alone, and explains, if text will not do. */
bool record_set(struct record *record, const struct setting *setting, const char *text,
                struct err *err);

/* Takes over the caller's hold on secret; NULL clears. */
void record_hide(struct record *record, const struct setting *setting, struct secret *secret);

/* Is this setting the same in both? Secrets are compared by digest. */
bool record_same(const struct record *a, const struct record *b, const struct setting *setting);

/* Same section, same values? */
bool record_equal(const struct record *a, const struct record *b);

#endif
