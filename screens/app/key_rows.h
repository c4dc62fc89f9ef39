/* key_rows.h - the keys that work on every screen, for the help page and the manual. */
#ifndef SCREENS_APP_KEY_ROWS_H
#define SCREENS_APP_KEY_ROWS_H

struct key_row {
    const char *key;  /* NULL: a sentence about keys */
    const char *what; /* NULL at the end */
};
extern const struct key_row key_rows[];

#endif
