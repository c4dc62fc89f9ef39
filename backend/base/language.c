#include "backend/base/language.h"

#include <libintl.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/mem.h"

#define LANGUAGE_DOMAIN "printseal"

struct language_list {
    struct language_list *next;
    const char *const *of;
    const char *texts[];
};

static bool language_translates;
static struct language_list *language_lists; /* as many as tables were shown */

/* The first of them that is set says it, as setlocale(3) has it. */
static const char *language_locale(void)
{
    static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };
    const char *value = NULL;

    for (size_t i = 0; i < sizeof names / sizeof *names && !(value && *value); i++)
        value = getenv(names[i]);
    return value ? value : "";
}

static bool language_is_english(const char *name)
{
    return strncmp(name, "en", 2) == 0 && strchr("_.@:", name[2]);
}

bool language_asked(void)
{
    const char *locale = language_locale(), *list = getenv("LANGUAGE");

    if (!*locale || strcmp(locale, "C") == 0 || strcmp(locale, "POSIX") == 0)
        return false;
    if (list && *list)
        return !language_is_english(list);
    return !language_is_english(locale) && strncmp(locale, "C.", 2) != 0;
}

void language_start(const char *folder)
{
    language_translates = language_asked() && setlocale(LC_MESSAGES, "") &&
                          bindtextdomain(LANGUAGE_DOMAIN, folder) &&
                          bind_textdomain_codeset(LANGUAGE_DOMAIN, "UTF-8");
}

bool language_set(bool on)
{
    bool was = language_translates;

    language_translates = on;
    return was;
}

bool language_is_on(void)
{
    return language_translates;
}

const char *language_name(void)
{
    const char *list = getenv("LANGUAGE");

    if (!language_translates)
        return "";
    return list && *list ? list : language_locale();
}

const char *tr(const char *text)
{
    return language_translates && text && *text ? dgettext(LANGUAGE_DOMAIN, text) : text;
}

const char *trn(const char *one, const char *many, unsigned long count)
{
    if (!language_translates)
        return count == 1 ? one : many;
    return dngettext(LANGUAGE_DOMAIN, one, many, count);
}

static const struct language_list *language_list_new(const char *const list[])
{
    size_t count = 0;

    while (list[count])
        count++;
    struct language_list *new = must(calloc(1, sizeof *new + (count + 1) * sizeof *new->texts));
    *new = (struct language_list){ .next = language_lists, .of = list };
    for (size_t i = 0; i < count; i++)
        new->texts[i] = tr(list[i]);
    return language_lists = new;
}

const char *const *tr_list(const char *const list[])
{
    const struct language_list *known = language_lists;

    if (!language_translates || !list)
        return list;
    while (known && known->of != list)
        known = known->next;
    return (known ? known : language_list_new(list))->texts;
}
