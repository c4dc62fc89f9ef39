/* expiry.c - the rules about the server's certificate as it lies on disk. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "backend/audit/expiry_ca.h"
#include "backend/audit/named.h"
#include "backend/base/moment.h"
#include "backend/base/shown.h"
#include "backend/certificates/certify.h"
#include "backend/pki/verify.h"

enum { LIST_LEFT = 7 };

typedef void fact_judge(const struct inquiry *inquiry, const struct certificate_facts *facts,
                        struct verdict *verdict);

static bool expiry_is_there(const struct certificate_facts *facts)
{
    return facts && facts->present;
}

/* Nothing to encrypt with, or something that is to be replaced once an answer comes. */
static void expiry_judge_missing(const struct inquiry *inquiry,
                                 const struct certificate_facts *facts, struct verdict *verdict)
{
    const char *pending = facts ? certify_pending_text(facts->pending) : "";
    const char *text = *pending ? pending : "a certificate for the server's full name";

    (void)inquiry;
    if (facts && (facts->unread || *facts->unknown))
        return;
    verdict->level = PASS;
    if (!expiry_is_there(facts))
        judge_report(verdict, FAIL, text, "No server certificate yet; nothing can be encrypted.");
    else if (*pending)
        judge_report(verdict, WARN, text,
                     "The server keeps the certificate it had before until that comes.");
}

static void judge_expired(const struct inquiry *inquiry, const struct certificate_facts *facts,
                          struct verdict *verdict)
{
    verdict->level = PASS;
    if (inquiry->facts->now <= facts->not_after)
        return;
    moment_day(facts->not_after, verdict->value);
    judge_report(verdict, FAIL, "a renewed certificate",
                 "The certificate has expired. Renew it now.");
}

/* Whoever signed it has a clock that is ahead, or ours is behind: minutes pass. */
static void expiry_report_skew(time_t begin, struct verdict *verdict)
{
    char hour[16];
    struct tm tm;

    strftime(hour, sizeof hour, "%H:%M", gmtime_r(&begin, &tm));
    judge_report(verdict, WARN, "clocks that agree",
                 "The certificate begins at %s UTC, within minutes. Compare the clocks.", hour);
}

static void judge_early(const struct inquiry *inquiry, const struct certificate_facts *facts,
                        struct verdict *verdict)
{
    verdict->level = PASS;
    if (inquiry->facts->now >= facts->not_before)
        return;
    moment_day(facts->not_before, verdict->value);
    if (facts->not_before - inquiry->facts->now <= VERIFY_SKEW) {
        expiry_report_skew(facts->not_before, verdict);
        return;
    }
    judge_report(verdict, FAIL, "a certificate that is valid today, and a clock that is right",
                 "The certificate is not valid yet, so clients refuse it.");
}

/* Our own CA signs for as long as is set, or until it expires itself: then the certificates become
 * shorter and shorter, and what is left must not look like enough. */
static time_t expiry_whole(const struct inquiry *inquiry, const struct certificate_facts *facts)
{
    const struct certificate_settings plan = certificate_settings(inquiry->bench.config);
    time_t whole = facts->not_after - facts->not_before, planned = plan.server_days * DAY;
    bool cut = false;

    for (size_t i = 1; i < CERTIFICATE_LINKS; i++)
        cut |= facts->links[i].present && facts->not_after + DAY > facts->links[i].not_after;
    return cut && planned > whole ? planned : whole;
}

static void judge_expiring(const struct inquiry *inquiry, const struct certificate_facts *facts,
                           struct verdict *verdict)
{
    const struct policy *policy = &inquiry->bench.policy;
    time_t left = facts->not_after - inquiry->facts->now, whole = expiry_whole(inquiry, facts);

    if (left < 0)
        return;
    verdict->level = left < certificate_margin(policy->expiry_fail_days, whole)   ? FAIL
                     : left < certificate_margin(policy->expiry_warn_days, whole) ? WARN
                                                                                  : PASS;
    if (verdict->level == PASS)
        return;
    moment_day(facts->not_after, verdict->value);
    judge_report(verdict, verdict->level, "a renewed certificate",
                 "The certificate is valid for %s more; clients will then refuse it. Renew it.",
                 shown_span(left).text);
}

/* The worker has seen all names, also where the list has no room for them. */
static void expiry_judge_name(const struct inquiry *inquiry, const struct certificate_facts *facts,
                              struct verdict *verdict)
{
    const char *fqdn = server_fqdn(inquiry->bench.config);

    if (!*fqdn)
        return;
    verdict->level = PASS;
    if (facts->named || named_in(facts->names, fqdn))
        return;
    snprintf(verdict->value, sizeof verdict->value, "%.127s", facts->names);
    judge_report(verdict, FAIL, fqdn,
                 "The certificate does not name this server, so clients that check it refuse it.");
}

/* A list that has expired makes clients that look at lists refuse everything. */
static void judge_list(const struct inquiry *inquiry, const struct certificate_facts *facts,
                       struct verdict *verdict)
{
    time_t left = facts->list_until - inquiry->facts->now;

    if (!facts->list_until || left > (time_t)LIST_LEFT * DAY)
        return;
    moment_day(facts->list_until, verdict->value);
    judge_report(verdict, left < 0 ? FAIL : WARN,
                 "\"printseal cert renew\", and the list published",
                 "Clients that check the revocation list refuse every certificate once that list "
                 "has expired.");
}

static void judge_revoked(const struct inquiry *inquiry, const struct certificate_facts *facts,
                          struct verdict *verdict)
{
    (void)inquiry;
    if (!facts->revoked)
        return;
    moment_day(facts->revoked, verdict->value);
    judge_report(
        verdict, FAIL, "\"printseal cert renew\": another certificate, with a new key",
        "The server's certificate was revoked, so clients that check revocation lists refuse it.");
}

/* What examination says of a place, unless a rule above says it of the server's. */
static bool expiry_is_reported(const struct problem_found *found)
{
    static const char *const reported[] = { "cert-expired", "cert-not-yet-valid", "cert-expiring",
                                            "cert-untrusted" };
    const char *id = problem_id(found->problem);

    if (strcmp(found->where, "leaf") != 0)
        return strcmp(id, "cert-untrusted") == 0;
    for (size_t i = 0; i < sizeof reported / sizeof *reported; i++)
        if (strcmp(reported[i], id) == 0)
            return true;
    return strcmp(id, "cert-name-mismatch") == 0 && problem_severity(found->problem) == REFUSED;
}

static bool is_explained(const struct certificate_facts *facts)
{
    for (size_t i = 0; i < facts->problems.count; i++)
        if (problem_severity(facts->problems.list[i].problem) == REFUSED &&
            !expiry_is_reported(&facts->problems.list[i]))
            return true;
    return false;
}

/* The chain is only asked where nothing above explains already why it does not verify. */
static void judge_chain(const struct inquiry *inquiry, const struct certificate_facts *facts,
                        struct verdict *verdict)
{
    struct verdict above[3] = { 0 };

    judge_expired(inquiry, facts, &above[0]);
    judge_early(inquiry, facts, &above[1]);
    expiry_judge_name(inquiry, facts, &above[2]);
    for (size_t i = 0; i < 3; i++)
        if (above[i].level == FAIL)
            return;
    if (is_explained(facts))
        return;
    verdict->level = PASS;
    if (*facts->chain)
        judge_report(verdict, FAIL, "a chain up to ca-root.crt",
                     "The certificate does not verify as a client would verify it: %s.",
                     facts->chain);
}

static const struct row {
    struct check check;
    fact_judge *judge;
} expiry_rows[] = {
    { { .id = "cert-expired", .source = "RFC 5280 4.1.2.5", .weight = 3 }, judge_expired },
    { { .id = "cert-not-yet-valid", .source = "RFC 5280 4.1.2.5", .weight = 3 }, judge_early },
    { { .id = "cert-expiring", .source = "PS Connection security: Certificates", .weight = 2 },
      judge_expiring },
    { { .id = "cert-ca-expiring", .source = "RFC 5280 6.1", .weight = 2 }, expiry_judge_ca },
    { { .id = "cert-root-expiring", .source = "RFC 5280 6.1", .weight = 1 }, expiry_judge_old },
    { { .id = "cert-not-deployed", .source = "printseal", .weight = 2 }, expiry_judge_deployed },
    { { .id = "cert-name-mismatch", .source = "RFC 9525 6", .weight = 3 }, expiry_judge_name },
    { { .id = "cert-revoked", .source = "RFC 5280 6.3", .weight = 3 }, judge_revoked },
    { { .id = "revocation-list-ends", .source = "RFC 5280 5.1.2.5", .weight = 2 }, judge_list },
    { { .id = "cert-untrusted", .source = "RFC 5280 6.1", .weight = 3 }, judge_chain },
};

static void judge_with(struct inquiry *inquiry, const struct check *check, fact_judge *judge)
{
    struct table *table = config_table(inquiry->bench.config, &certificates_section);
    struct verdict verdict = { 0 };

    judge(inquiry, inquiry->facts->certificate, &verdict);
    audit_report(inquiry->audit, check, &(struct config_place){ .table = table }, &verdict);
}

/* Everything else that an import would have found: each in its own words. */
static void judge_problems(struct inquiry *inquiry, const struct problems *problems)
{
    struct table *table = config_table(inquiry->bench.config, &certificates_section);

    for (size_t i = 0; i < problems->count; i++) {
        const struct problem_found *found = &problems->list[i];
        const struct check check = { .id = problem_id(found->problem),
                                     .source = "PS Connection security: Certificates",
                                     .weight = 2 };
        struct verdict verdict = { .level =
                                       problem_severity(found->problem) == REFUSED ? FAIL : WARN };

        if (problem_severity(found->problem) == ACCEPTED || expiry_is_reported(found))
            continue;
        snprintf(verdict.value, sizeof verdict.value, "%s", found->where);
        snprintf(verdict.want, sizeof verdict.want, "%s", problem_do(found->problem));
        problem_why(found, verdict.why, sizeof verdict.why);
        audit_report(inquiry->audit, &check, &(struct config_place){ .table = table }, &verdict);
    }
}

static const struct check expiry_missing = { .id = "cert-missing",
                                             .source = "PS Connection security: Certificates",
                                             .weight = 3 };

const struct check *expiry_check(size_t i)
{
    if (!i)
        return &expiry_missing;
    return i <= sizeof expiry_rows / sizeof *expiry_rows ? &expiry_rows[i - 1].check : NULL;
}

void expiry_judge(struct inquiry *inquiry)
{
    if (!inquiry->facts->notes)
        return;
    judge_with(inquiry, &expiry_missing, expiry_judge_missing);
    if (!expiry_is_there(inquiry->facts->certificate))
        return;
    for (size_t i = 0; i < sizeof expiry_rows / sizeof *expiry_rows; i++)
        judge_with(inquiry, &expiry_rows[i].check, expiry_rows[i].judge);
    judge_problems(inquiry, &inquiry->facts->certificate->problems);
}
