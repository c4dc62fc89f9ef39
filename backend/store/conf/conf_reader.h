/* conf_reader.h - between the two halves of reading a file: its records and their values. */
#ifndef BACKEND_STORE_CONF_CONF_READER_H
#define BACKEND_STORE_CONF_CONF_READER_H

#include <libconfig.h>

#include "backend/base/fault.h"
#include "backend/store/conf/conf.h"
#include "backend/store/conf/conf_pieces.h"

struct conf_reader {
    struct faults faults;
    struct config *config;
    conf_answer *answer;
    void *data;
    int version;                      /* of the format that the text is in */
    const struct section *section;    /* where the reader is, for the path in a fault */
    const char *name;                 /* of the record; "" while unknown */
    const struct conf_pieces *pieces; /* records that are read apart; NULL: all is read at once */
    size_t setting;                   /* which of the file is being read */
    const char *path;                 /* of what is wanted; NULL: everything */
};

/* libconfig's tree of the text, to be destroyed in either case. It looks at no allocation of its
 * own; so the program ends here with a sentence (mem.h) where there is not memory for all of them.
 */
bool conf_parsed(config_t *parsed, const char *text);

/* Takes one value into the record; tells in reader->faults what is wrong with it. */
bool conf_value(struct conf_reader *reader, struct record *record, const struct setting *setting,
                config_setting_t *at);

/* Takes the section that stands there, which is reader->section. */
void conf_section(struct conf_reader *reader, const config_setting_t *at);

/* The fault that there is no such setting or section (`what`). Always false. */
struct suggest;
bool conf_unknown(struct conf_reader *reader, const config_setting_t *at, const char *what,
                  const struct suggest *suggest);

/* A fault of the setting, record or section that stands there. Always false. */
bool conf_wrong(struct conf_reader *reader, const config_setting_t *at, const char *sentence);

/* The fault that something else is needed there than what stands there. */
bool conf_wrong_type(struct conf_reader *reader, const config_setting_t *at, const char *wanted);

#endif
