/* schema.h - what a setting and a section are, and the list of all sections.
 *
 * One row of C data says everything about a setting. Form, validation, file, command line, audit,
 * wizard, search, manual and completion are all readers of that row; nothing about a setting is
 * written anywhere else. A new setting is one row; a new section is one file in backend/settings/
 * and one line in settings/sections.c.
 */
#ifndef BACKEND_MODEL_SCHEMA_H
#define BACKEND_MODEL_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>

#include "backend/base/err.h"
#include "backend/base/limits.h"
#include "backend/base/list.h"

struct config;
struct record;
struct recipe; /* backend/secret/secret.h */

enum type {
    FLAG,   /* "true" or "false" */
    NUMBER, /* decimal, within min and max */
    CHOICE, /* one of choices */
    TEXT,   /* UTF-8 without control characters, at most max bytes (0: 255) */
    LIST,   /* texts, written "a, b"; each passes `check`; no text holds a comma. Empty: "" */
    SECRET, /* never text: see secret.h */
};

/* What the audit says of one thing. Weakest last, so that the worst of several is the largest. */
enum level {
    UNASKED, /* does not apply here: counts neither for nor against */
    PASS,
    WARN,
    FAIL,
};

/* A judgement on one setting or record. Starts zeroed: nothing was asked. */
struct verdict {
    enum level level;
    const char *key; /* the setting to go to; NULL: the row that asked, or the record itself */
    char value[128]; /* what it is; stays empty for a secret */
    char want[240];  /* what would be right, best as a value the setting takes */
    char why[320];   /* one sentence with a full stop */
};

/* A value of a LIST that the other end knows. */
struct known {
    const char *value; /* NULL at the end */
    bool wide;         /* reaches far beyond what most need */
};

struct setting {
    const char *key;   /* its name in the file, on the command line, in the manual */
    const char *label; /* its name on the form: at most 19 columns */
    enum type type;
    bool required;       /* must not stay empty while it shows */
    const char *initial; /* value in a fresh record; NULL: empty. SECRET: must be NULL */
    long min, max;       /* NUMBER: bounds; TEXT and SECRET: length in bytes, if max is set */
    const char *unit;    /* NUMBER: what is counted: "days"; else NULL */
    const char *const *choices; /* CHOICE: weakest first, NULL-terminated */
    const char *const *names;   /* CHOICE: how people write them, same order; NULL: as they are */
    const char *const
        *meanings; /* CHOICE: what follows from taking it, same order: one clause, no stop */
    const struct known *known; /* LIST: values to be ticked; any other may be typed as well */
    bool (*check)(const char *text, struct err *err); /* TEXT and LIST items: see check.h */

    /* Shown, written, checked and asked for only if this holds for other keys of the same record:
     * "key=a|b" or "key!=a|b". A key that is itself hidden never holds. NULL: always. */
    const char *when;

    /* The audit. CHOICE: fails below one choice, warns below the other. NUMBER: smaller is weaker.
     * FLAG and TEXT: fails unless equal to fail_below, warns unless equal to advise.
     * SECRET: lengths in characters; its strength against `attack` is judged besides. */
    const char *fail_below;
    const char *advise;
    void (*judge)(const char *text, struct verdict *verdict); /* anything richer; runs besides */
    const char *risk; /* why weaker is worse: one sentence with a full stop */
    int weight;       /* in the score; 0 counts as 1 */

    const char *attack;          /* SECRET: who may guess how fast, a row of strength.h's table */
    const struct recipe *recipe; /* SECRET: NULL: cannot be generated here */
    bool generated;              /* SECRET: always made by the program, never asked for */
    bool issued;   /* SECRET: of an account at the other end, where it is changed first */
    bool rollover; /* SECRET: to be replaced from time to time; policy says when */
    bool guessed;  /* TEXT and LIST: an attacker who knows this site tries it as a password */

    bool listed; /* a list of records has a column for it */

    const char *help;   /* a sentence or two an installer understands, each with a full stop */
    const char *source; /* guide heading, RFC, NIST, CVE: where it comes from */
};

/* A rule about one record: runs for every record of its section. It sets verdict->level, and unless
 * that is PASS or UNASKED, the sentence. Of a single section it is asked after every change. Of a
 * list it says what it looks at beside its record, to be asked again when that changes; if that is
 * nothing, config is NULL. */
struct rule {
    const char *id; /* stable, lower-case-hyphen: "port-contradicts-security" */
    void (*judge)(const struct config *config, const struct record *record,
                  struct verdict *verdict);
    int weight;
    const char *source;
    const struct section *const *looks_at; /* NULL at the end; NULL: at its record alone */
    bool by_name;                          /* there only at which names there are */
};

struct section {
    const char *key;
    const char *title; /* at most 19 columns */
    const char *help;
    const char *source;
    bool list; /* holds any number of named records; else exactly one */
    const struct setting
        *settings;            /* ends with a row whose key is NULL; a list's first is `name` */
    const struct rule *rules; /* ends with a row whose id is NULL; NULL: none */
    const char *const *seed; /* LIST: records of a fresh configuration, "key=value\nkey=value", NULL
                                at the end; NULL: none */
};

enum { SECTIONS_MAX = 24 };

extern const struct section
    *const sections[]; /* in wizard order, NULL at the end: sections.c of settings */

const struct section *section_find(const char *key);  /* NULL: none */
size_t section_number(const struct section *section); /* in sections[] */
size_t section_count(void);                           /* of sections[] */
const struct setting *setting_find(const struct section *section, const char *key); /* NULL: none */
size_t setting_count(const struct section *section); /* its settings */

/* Has a text, or a secret, as many bytes as the setting takes, all of them UTF-8 and none a control
 * character? Text needs no NUL. */
bool setting_fits(const struct setting *setting, const char *text, size_t size, struct err *err);

/* Says why text may not be the value of the setting. "" passes for TEXT and LIST unless the setting
 * is required; conditions are not looked at. Not for SECRET. */
bool setting_check(const struct setting *setting, const char *text, struct err *err);

/* As setting_check(), and hands over the text as it is stored: trimmed, list items "a, b", booleans
 * true/false from yes/no/on/off/1/0, choices by their word even if their name was typed, numbers
 * without leading zeros, host names without a trailing dot. What it hands over it accepts again as
 * it is. The caller frees. NULL on failure. */
char *setting_accept(const struct setting *setting, const char *text, struct err *err);

/* Position in choices, 0 the weakest; -1: not a choice. */
int setting_rank(const struct setting *setting, const char *text);

/* How people read a value: a choice's name, yes/no, else the text itself. */
const char *setting_shown(const struct setting *setting, const char *text);

#endif
