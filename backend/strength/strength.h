/* strength.h - how guessable a secret is, and for whom.
 *
 * zxcvbn says how many guesses. What that means depends on who may guess how fast, so each secret's
 * row names an attack; its rate and the source of the rate stand in one table.
 */
#ifndef BACKEND_STRENGTH_STRENGTH_H
#define BACKEND_STRENGTH_STRENGTH_H

#include "backend/model/schema.h"

struct attack {
    const char *name;  /* "radius" */
    const char *who;   /* "from one captured packet": fits "guessed in 11 minutes ..." */
    double rate;       /* guesses per second */
    double fail, warn; /* seconds: guessed sooner than that fails, warns */
    const char *source;
};
extern const struct attack attack_rows[];           /* name NULL at the end */
const struct attack *attack_find(const char *name); /* NULL: none */

/* Words an attacker of this site would try: host labels, names, products. Each is taken without
 * accents and in lower case, whole and in the pieces between blanks, dots, dashes and digits, once;
 * pieces shorter than three letters and what comes after 300 pieces are left out. */
struct words;
struct words *words_new(void);
bool words_add(void *words, const char *word); /* fits words_of_attackers() of settings.h: false
                                                  once no more are taken */
void words_free(struct words *words);          /* NULL is fine */

/* What an attacker takes a part of a password for. */
enum strength_kind {
    DICTIONARY, /* a word, also with digits for letters */
    COMMON,     /* a commonly leaked password */
    USER_WORD,  /* one of `words` */
    SEQUENCE,   /* "abcd", "97531" */
    REPEAT,
    KEYBOARD, /* neighbouring keys */
    DATE,     /* also a year */
    BRUTE,    /* just characters */
};

struct part { /* of what was typed; positions in bytes, never amid a character */
    size_t at, length;
    enum strength_kind kind;
};

enum { PARTS_MAX = 32 };

struct strength {
    double guesses_log10;         /* of the weakest reading */
    int score;                    /* 0 to 4: below 10^3, 10^6, 10^8, 10^10, or not */
    size_t length;                /* characters */
    double seconds;               /* to guess, against this attack; may be infinite */
    enum level level;             /* PASS, WARN, FAIL against this attack */
    struct part parts[PARTS_MAX]; /* one behind the other, from the first byte on */
    size_t count;
    char advice[160]; /* one sentence with a full stop; "" if PASS */
};

/* Measures what was typed, which may be any bytes; words may be NULL. It is read as typed, without
 * accents, in Latin letters and as if typed on another keyboard, and the reading that is guessed
 * first counts. Takes 0.1 ms for a usual password, and for any no more than 10 ms, of which zxcvbn
 * takes 6 for a hundred times the same character: text beyond 256 bytes counts no further, and
 * beyond 100 nearly nothing. */
void strength_measure(const char *text, const struct attack *attack, const struct words *words,
                      struct strength *strength);

/* The same from a number of guesses measured before (secret_guesses()). */
void strength_judge(double guesses_log10, const struct attack *attack, struct strength *strength);

/* "11 minutes", "3 years", "more than the age of the universe": fits "guessed in ...". */
void strength_time(double seconds, char text[], size_t size);

/* "WEAK  guessed in 11 minutes from one captured packet", in the user's language. */
void strength_words(const struct strength *strength, const struct attack *attack, char text[],
                    size_t size);

const char *
strength_kind_name(enum strength_kind kind); /* "word", "leaked password", "name from here", ... */

#endif
