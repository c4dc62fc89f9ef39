/* about.h - all that is known of a setting, a record or a topic, for the third pane and the help
 * page.
 */
#ifndef SCREENS_FORM_ABOUT_H
#define SCREENS_FORM_ABOUT_H

#include "screens/app/app.h"
#include "screens/app/side.h"

/* Help, what is wrong, what to do, then value, default, what is allowed, path, source. */
void about_setting(struct side *side, const struct app *app, const struct config_place *place);

/* Its settings as they are, what is wrong with them, how the live test went. */
void about_record(struct side *side, const struct app *app, const struct config_place *place);

/* A topic by its place in sections[]: of a list what is wrong with its records. */
void about_section(struct side *side, const struct app *app, size_t number);

/* The setting of a path, by its words alone; NULL: it is that of a record, a topic or nothing. */
const struct setting *about_setting_of(const char *path);

/* "RADIUS hq: Shared secret": a place as people find it; the path if it is none. */
void about_words(const char *path, char text[], size_t size);

/* "TLS": what a finding wants of a setting, as people write it; "" if it is no one value. */
const char *about_want(const struct setting *setting, const struct finding *finding);

/* Does it want a value where there is none, which only a person can know? */
bool about_empty(const struct setting *setting, const struct finding *finding);

/* Can what it wants be taken as it is, or a secret made? */
bool about_takes(const struct setting *setting, const struct finding *finding);

/* The value as people read it; of a secret how it came here and when, never the secret. */
void about_value(const struct app *app, const struct record *record, const struct setting *setting,
                 char text[], size_t size);

#endif
