/* language.h - what a person reads, in that person's language; English is what the sources say.
 *
 * tr() stands where a text is shown: around a literal, and in the functions that compose sentences,
 * so that formats are translated and not what came of them. What programs and later runs read
 * (JSON, CSV, exports, MANIFEST, journal, facts) is never translated. assets/po/update.py collects
 * the texts.
 */
#ifndef BACKEND_BASE_LANGUAGE_H
#define BACKEND_BASE_LANGUAGE_H

#include <stdbool.h>

/* Takes the language of LANGUAGE, LC_ALL, LC_MESSAGES and LANG, as gettext(3) does, if it is not
 * English and folder (share/locale) has its catalogue; else, and without a word, English. Call it
 * before the first thread. */
void language_start(const char *folder);

/* For what is no English: does this environment ask for it? Cheap; language_start() looks itself.
 */
bool language_asked(void);

/* From here on English, until language_start(): what follows is for programs. Returns whether it
 * was on, for language_set(). */
bool language_set(bool on);
bool language_is_on(void);

/* What it is called where it was asked for ("de", "de_DE.UTF-8"), for what is kept from run to run;
 * "": English. */
const char *language_name(void);

/* The translation, which lives as long as the program; the text itself if there is none, and for
 * "" and NULL. */
const char *tr(const char *text) __attribute__((format_arg(1)));

/* The same for a count, where German and others need one of several forms. */
const char *trn(const char *one, const char *many, unsigned long count)
    __attribute__((format_arg(1), format_arg(2)));

/* The same for a list that ends with NULL and is there as long as the program, such as a table's.
 */
const char *const *tr_list(const char *const list[]);

#endif
