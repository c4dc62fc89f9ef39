#include "screens/session/answer.h"

#include <string.h>
#include <strings.h>

#include "backend/base/language.h"
#include "backend/base/utf8.h"

/* The word or its first letter. */
static bool answer_is(const char *line, const char *word)
{
    size_t letter = utf8_read(word, strlen(word), NULL);

    return strcasecmp(line, word) == 0 ||
           (letter && strlen(line) == letter && strncasecmp(line, word, letter) == 0);
}

bool answer_is_yes(const char *line)
{
    return answer_is(line, "yes") || answer_is(line, tr("yes"));
}

bool answer_is_no(const char *line)
{
    return answer_is(line, "no") || answer_is(line, tr("no"));
}
