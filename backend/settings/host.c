/* host.c - the audit of every host setting. */
#include <stdio.h>

#include "backend/base/language.h"
#include "backend/settings/common.h"

static void judge_host_set(struct verdict *verdict, enum level level, const char *why)
{
    verdict->level = level;
    snprintf(verdict->want, sizeof verdict->want,
             tr("a full name such as print01.corp.example.com"));
    snprintf(verdict->why, sizeof verdict->why, "%s", why);
}

void host_judge(const char *text, struct verdict *verdict)
{
    char ascii[320] = "";
    bool meant = false;

    if (host_to_ascii(text, ascii, sizeof ascii, NULL))
        text = ascii; /* other scripts have full stops of their own */
    const char *ending = host_internal_ending(text, &meant);
    verdict->level = PASS;
    if (host_is_ip(text))
        judge_host_set(
            verdict, FAIL,
            tr("This is an address; certificates hold names. Enter the full name, such as "
               "nps1.corp.example.com."));
    else if (host_is_single(text))
        judge_host_set(verdict, FAIL,
                       tr("The name has no domain; it can resolve to another machine. Enter the "
                          "full name."));
    else if (ending && !meant)
        judge_host_set(
            verdict, WARN,
            tr("The name's ending is not a public domain, so no public CA certifies it and "
               "it can mean another machine elsewhere."));
}
