/* sections.c - the list of all sections, in wizard order, and how one is found. */
#include <string.h>

#include "backend/settings/settings.h"

const struct section *const sections[] = {
    &server_section,  &trust_section, &certificates_section, &tls_section,   &ports_section,
    &central_section, &smtp_section,  &scan_section,         &inbox_section, &radius_section,
    &ldap_section,    &snmp_section,  &printers_section,     &rest_section,  &policy_section,
    &waivers_section, NULL,
};

const struct section *section_find(const char *key)
{
    for (size_t i = 0; sections[i]; i++)
        if (strcmp(sections[i]->key, key) == 0)
            return sections[i];
    return NULL;
}

size_t section_number(const struct section *section)
{
    size_t i = 0;

    while (sections[i] && sections[i] != section)
        i++;
    return i;
}

size_t section_count(void)
{
    return section_number(NULL);
}
