#include "backend/audit/expiry_ca.h"

#include <stdio.h>
#include <string.h>

#include "backend/base/moment.h"
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
    const char *mode = certificate_plan(inquiry->bench.config).mode;

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
    judge_report(verdict, verdict->level, expiry_ca_next(inquiry, facts),
                 "The CA certificate %.60s expires in %ld days, and what it signed ends with it.",
                 ca->subject, left < 0 ? 0L : (long)(left / DAY));
}

/* Nothing is served with an old root that has expired, and clients need not be told of it. */
void expiry_judge_old(const struct inquiry *inquiry, const struct certificate_facts *facts,
                      struct verdict *verdict)
{
    if (!facts->other.present)
        return;
    verdict->level = PASS;
    if (facts->other.not_after >= inquiry->facts->now)
        return;
    moment_day(facts->other.not_after, verdict->value);
    judge_report(
        verdict, WARN,
        facts->root_state == ROOT_OLD ? "\"printseal cert rollover --retire\""
                                      : "\"printseal cert rollover --give-up\"",
        "The root %.60s beside the one in force has expired and is still given to clients.",
        facts->other.subject);
}
