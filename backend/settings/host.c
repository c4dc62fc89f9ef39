/* host.c - the audit of every host setting. */
#include <stdio.h>

#include "backend/settings/common.h"

static void judge_host_set(struct verdict *verdict, enum level level, const char *why)
{
    verdict->level = level;
    snprintf(verdict->want, sizeof verdict->want, "a full name such as print01.corp.example.com");
    snprintf(verdict->why, sizeof verdict->why, "%s", why);
}

void judge_host(const char *text, struct verdict *verdict)
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
            "A certificate is checked against a name; an address changes and says nothing.");
    else if (host_is_single(text))
        judge_host_set(
            verdict, FAIL,
            "A name without a domain is completed differently by every machine, so it can lead to "
            "a stranger's.");
    else if (ending && !meant)
        judge_host_set(
            verdict, WARN,
            "The name's ending belongs to nobody or to another use, so no public authority "
            "certifies it and it may mean another machine elsewhere.");
}
