/* findings_do.c - what to do about a finding, in a sentence. */
#include <stdio.h>

#include "backend/audit/explain.h"
#include "backend/base/language.h"
#include "backend/settings/settings.h"
#include "screens/findings/findings.h"
#include "screens/form/about.h"

static bool findings_do_in(const struct setting *setting, const struct finding *finding,
                           char text[], size_t size)
{
    if (setting->type == SECRET && setting->recipe)
        snprintf(text, size,
                 tr("m makes a new one of %zu characters; enter it at the other end, too."),
                 setting->recipe->length);
    else if (about_takes(setting, finding))
        snprintf(text, size, tr("Set %s to %s: m does."), tr(setting->label),
                 about_want(setting, finding));
    else if (about_empty(setting, finding))
        snprintf(text, size, tr("Enter goes there: fill in %s."), tr(setting->label));
    else
        return false;
    return true;
}

void findings_do(const struct app *app, const struct finding *finding, char text[], size_t size)
{
    const struct setting *setting = findings_setting(app, finding);
    struct explained explained;

    if (setting && findings_do_in(setting, finding, text, size))
        return;
    if (!setting && app->saved && sections[finding->section] == &certificates_section)
        snprintf(text, size, "%s", tr("Enter goes there: Certificates has what can be done."));
    else if (explain_find(finding->id, &explained) && *explained.fix)
        snprintf(text, size, "%s", tr(explained.fix));
    else
        snprintf(text, size, "%s%s%s", *finding->want ? tr("Should be: ") : tr("Enter goes there."),
                 about_want(setting, finding), *finding->want ? "." : "");
}
