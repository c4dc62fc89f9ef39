/* discover_words.c - what was found, in words. */
#include <stdio.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/utf8.h"
#include "backend/settings/settings.h"
#include "screens/discover/discover.h"

const char discover_no_domain[] =
    "No domain is known here: give this server its name with the domain (Server), or name the "
    "domain.";

void discover_sentence(const struct discovery *discovery, char text[], size_t size)
{
    const char *domain = discovery->job.domain;

    if (!discover_answered(discovery))
        snprintf(text, size, tr("No name server answered, so nothing is known of %s."), domain);
    else if (!discovery->proposals.count && !discover_found(discovery))
        snprintf(text, size, tr("Nothing was found for %s."), domain);
    else if (!discovery->proposals.count)
        snprintf(text, size, tr("Nothing to take over: all that was found for %s is set already."),
                 domain);
    else
        snprintf(text, size, tr("Found for %s"), domain);
}

/* "ldap.dc1.host": the section, and the setting. */
static const struct section *discover_words_section(const char *path)
{
    char key[64];

    snprintf(key, sizeof key, "%.*s", (int)strcspn(path, "."), path);
    return section_find(key);
}

static const struct setting *discover_words_setting(const char *path)
{
    const struct section *section = discover_words_section(path);
    const char *dot = strrchr(path, '.');

    return section && dot ? setting_find(section, dot + 1) : NULL;
}

const char *discover_label(const char *path)
{
    const struct setting *setting = discover_words_setting(path);

    return setting ? tr(setting->label) : path;
}

const char *discover_value(const char *path, const char *value)
{
    const struct setting *setting = discover_words_setting(path);

    return setting && *value ? setting_shown(setting, value) : value;
}

void discover_record(const char *path, char text[], size_t size)
{
    const struct section *section = discover_words_section(path);
    const char *dot = strchr(path, '.'), *end = strrchr(path, '.');

    snprintf(text, size, "%s%s%.*s", section ? tr(section->title) : path, dot != end ? " > " : "",
             dot != end ? (int)(end - dot) - 1 : 0, dot != end ? dot + 1 : "");
    utf8_sanitize(text);
}

void discover_about(const struct proposal *proposal, char text[], size_t size)
{
    const char *now = discover_value(proposal->path, proposal->present);

    snprintf(text, size, tr("Set now: %s. From %s.%s%s%s"), *now ? now : tr("nothing"),
             proposal->source, *proposal->note ? tr(" Note: ") : "", proposal->note,
             *proposal->note ? "." : "");
    utf8_sanitize(text);
}
