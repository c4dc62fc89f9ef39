#include "backend/audit/expiry_ca.h"

#include <stdio.h>
#include <string.h>

#include "backend/base/moment.h"
#include "backend/base/shown.h"
#include "backend/certificates/certify.h"

enum { CA_DAYS = 180 };

/* The link of the CA that expires first; NULL: there is none. */
static const struct certificate_link *expiry_ca_first(const struct certificate_facts *facts)
{
    const struct certificate_link *first = NULL;

    for (size_t i = 1; i < CERTIFICATE_LINKS; i++)
        if (facts->links[i].present && (!first || facts->links[i].not_after < first->not_after))
            first = &facts->links[i];
    return first;
}

/* What leads out of it, as far as a root rollover has come. */
static const char *expiry_ca_next(const struct inquiry *inquiry,
                                  const struct certificate_facts *facts)
{
    const char *mode = certificate_settings(inquiry->bench.config).mode;

    if (strcmp(mode, "intermediate") == 0)
        return "\"printseal cert csr --new\", for the company's CA to sign";
    if (strcmp(mode, "manual") == 0)
        return "a certificate under the next CA, imported";
    return facts->root_state == ROOT_NEXT
               ? "the next root on every client, then \"printseal cert rollover --switch\""
               : "\"printseal cert rollover\": the next root, known to every client before";
}

/* Half a year is what it takes to give another one to every client and device. */
void expiry_judge_ca(const struct inquiry *inquiry, const struct certificate_facts *facts,
                     struct verdict *verdict)
{
    const struct policy *policy = &inquiry->bench.policy;
    const struct certificate_link *ca = expiry_ca_first(facts);
    long early = policy->expiry_warn_days > CA_DAYS ? policy->expiry_warn_days : CA_DAYS;

    if (!ca)
        return;
    time_t left = ca->not_after - inquiry->facts->now, whole = ca->not_after - ca->not_before;
    verdict->level = left < certificate_margin(policy->expiry_warn_days, whole) ? FAIL
                     : left < certificate_margin(early, whole)                  ? WARN
                                                                                : PASS;
    if (verdict->level == PASS)
        return;
    moment_day(ca->not_after, verdict->value);
    if (left < 0)
        judge_report(verdict, verdict->level, expiry_ca_next(inquiry, facts),
                     "The CA certificate %.60s has expired, and what it signed with it.",
                     ca->subject);
    else
        judge_report(
            verdict, verdict->level, expiry_ca_next(inquiry, facts),
            "The CA certificate %.60s is valid for %s more, and what it signed ends with it.",
            ca->subject, shown_span(left).text);
}

/* Its last day is the last one for clients that have it alone; then nobody needs it any more. */
void expiry_judge_old(const struct inquiry *inquiry, const struct certificate_facts *facts,
                      struct verdict *verdict)
{
    const struct certificate_link *other = &facts->other;
    const char *step = facts->root_state == ROOT_OLD ? "\"printseal cert rollover --retire\""
                                                     : "\"printseal cert rollover --give-up\"";
    time_t left = other->not_after - inquiry->facts->now;

    if (!other->present)
        return;
    verdict->level = PASS;
    if (left >= certificate_margin(inquiry->bench.policy.expiry_warn_days,
                                   other->not_after - other->not_before))
        return;
    moment_day(other->not_after, verdict->value);
    if (left < 0)
        judge_report(verdict, WARN, step,
                     "The root %.60s has expired and is still given to clients.", other->subject);
    else
        judge_report(verdict, WARN, "ca-root.crt on every client",
                     "The root %.60s is valid for %s more; clients that have only that root refuse "
                     "the server then.",
                     other->subject, shown_span(left).text);
}

void expiry_judge_deployed(const struct inquiry *inquiry, const struct certificate_facts *facts,
                           struct verdict *verdict)
{
    if (!*certificate_settings(inquiry->bench.config).deploy)
        return;
    verdict->level = PASS;
    if (!facts->undeployed)
        return;
    if (*facts->undeployed_why)
        judge_report(verdict, FAIL, "\"printseal cert deploy\"",
                     "The certificate in force here is not served yet: %.180s.",
                     facts->undeployed_why);
    else
        judge_report(verdict, FAIL, "\"printseal cert deploy\"",
                     "The certificate in force here was not handed to what serves it.");
}
