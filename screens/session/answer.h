/* answer.h - yes and no as people type them: in their language, or in English. */
#ifndef SCREENS_SESSION_ANSWER_H
#define SCREENS_SESSION_ANSWER_H

#include <stdbool.h>

/* "yes", "y", and in German "ja", "j" as well; in any case of letters. Else false. */
bool answer_is_yes(const char *line);
bool answer_is_no(const char *line);

#endif
