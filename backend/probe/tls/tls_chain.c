/* tls_chain.c - what the other end shows of itself, judged as `cert examine` judges. */
#include <ctype.h>
#include <openssl/err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/mem.h"
#include "backend/base/moment.h"
#include "backend/pki/issue/issue.h"
#include "backend/pki/key.h"
#include "backend/probe/tls/tls_inside.h"

/* A connection works with these today, so they are no failure here: what `cert examine` refuses to
 * install is one thing, what a peer has is another. */
static const enum problem milder[] = { PROBLEM_NO_EKU, PROBLEM_LAST_DAYS };
/* Of what is unusual, what somebody should do something about. */
static const enum problem warned[] = { PROBLEM_EXPIRING, PROBLEM_SELF_SIGNED_TRUSTED };

static bool tls_chain_is_in(const enum problem *list, size_t count, enum problem problem)
{
    for (size_t i = 0; i < count; i++)
        if (list[i] == problem)
            return true;
    return false;
}

static enum probe_verdict verdict_of(enum problem problem)
{
    if (tls_chain_is_in(milder, sizeof milder / sizeof *milder, problem) ||
        tls_chain_is_in(warned, sizeof warned / sizeof *warned, problem))
        return PROBE_WARN;
    return problem_severity(problem) == REFUSED ? PROBE_FAIL : PROBE_PASS;
}

/* Whom the last of a chain is trusted by. */
static const char *tls_chain_anchor(const struct tls *tls, const struct chain *chain)
{
    for (size_t i = 0; chain->trust == TRUST_FOUND && i < tls->trusted->cert_count; i++)
        if (X509_cmp(tls->trusted->certs[i].cert, chain->certs[chain->count - 1]) == 0)
            return tls->trusted->certs[i].file;
    return "";
}

void tls_judge(struct tls *tls)
{
    AUTO_FREE struct signatures *signatures = signatures_new();
    struct examination *found = must(calloc(1, sizeof *found));
    struct exam exam = { .job = tls->question,
                         .given = tls->given,
                         .trusted = tls->trusted,
                         .signatures = signatures,
                         .problems = &found->problems };

    free(tls->found);
    tls->found = found;
    tls->has_chain = tls->given->cert_count > 0;
    if (!tls->has_chain)
        return;
    tls_trust_system(tls);
    tls_trust_anchors(tls);
    chain_build(&exam, tls->given->certs[0].cert);
    /* Nobody to trust is nobody who is found. */
    if (exam.chain.trust == TRUST_UNASKED)
        exam.chain.trust = TRUST_MISSING;
    tls->anchor = tls_chain_anchor(tls, &exam.chain);
    examine_all(&exam, found);
    if (X509_get0_pubkey(exam.chain.certs[0]))
        key_shown(X509_get0_pubkey(exam.chain.certs[0]), found->key);
    /* Which of the two it is cannot be seen from here. */
    if (exam.chain.trust == TRUST_MISSING && !problem_has(&found->problems, PROBLEM_SELF_SIGNED))
        problem_add(&found->problems, PROBLEM_UNTRUSTED, "chain",
                    exam.chain.count > 1 ? found->links[exam.chain.count - 2] : found->issuer);
    tls_revocation(tls, &exam.chain);
}

/* ------------------------------------------------ telling */

/* "cert-expired, cert-name-mismatch": each once, those that are at least so bad. */
static void list_ids(const struct problems *problems, enum probe_verdict least, char ids[],
                     size_t size)
{
    size_t used = 0;

    ids[0] = '\0';
    for (size_t i = 0; i < problems->count; i++) {
        const char *id = problem_id(problems->list[i].problem);
        bool known = problem_severity(problems->list[i].problem) == ACCEPTED ||
                     verdict_of(problems->list[i].problem) < least;
        for (size_t k = 0; k < i; k++)
            known = known || strcmp(problem_id(problems->list[k].problem), id) == 0;
        if (!known && used + strlen(id) + 3 < size)
            used += (size_t)snprintf(ids + used, size - used, "%s%s", used ? ", " : "", id);
    }
}

static void report_links(struct tls *tls)
{
    AUTO_BUF struct buf chain = { 0 };

    buf_print(&chain, "%s", tls->found->subject);
    for (size_t i = 0; i < tls->found->chain; i++)
        buf_print(&chain, " < %s", tls->found->links[i]);
    report_fact(tls->report, "cert.chain", "%s", chain.text);
}

long long tls_days(const struct tls *tls)
{
    const X509 *leaf = tls->given->certs[0].cert;

    return (long long)((ossl_time(X509_get0_notAfter(leaf)) - tls->question->now) / DAY);
}

void tls_report_facts(struct tls *tls)
{
    const struct examination *found = tls->found;
    char ids[1024];

    report_fact(tls->report, "cert.subject", "%s", found->subject);
    report_fact(tls->report, "cert.issuer", "%s", found->issuer);
    report_fact(tls->report, "cert.names", "%s", found->names);
    report_fact(tls->report, "cert.not_before", "%s", found->not_before);
    report_fact(tls->report, "cert.not_after", "%s", found->end);
    report_fact(tls->report, "cert.days", "%lld", tls_days(tls));
    report_links(tls);
    report_fact(tls->report, "cert.anchor", "%s", tls->anchor);
    report_fact(tls->report, "cert.key", "%s", found->key);
    report_fact(tls->report, "cert.fingerprint", "%s", found->fingerprint);
    list_ids(&found->problems, PROBE_PASS, ids, sizeof ids);
    report_fact(tls->report, "cert.findings", "%s", ids);
    list_ids(&found->problems, PROBE_FAIL, ids, sizeof ids);
    report_fact(tls->report, "cert.faults", "%s", ids);
}

/* "leaf" needs no place in the sentence; "chain 1" does. */
static void report_problem(struct tls *tls, const struct problem_found *found,
                           enum probe_verdict verdict)
{
    bool place = strncmp(found->where, "chain ", 6) == 0;
    char why[320];

    problem_why(found, why, sizeof why);
    size_t size = strlen(why);
    why[0] = (char)tolower((unsigned char)why[0]); /* a sentence of ours, behind a place */
    if (size && why[size - 1] == '.')
        why[size - 1] = '\0';
    report_step(tls->report, STEP_TLS, verdict, "%s%s%s%s", tls->aside ? tls->aside : "",
                place ? found->where : "", place ? ": " : "", why);
}

/* One that signed itself is of course a CA that nobody trusts. */
static bool tls_chain_is_stated(const struct problems *problems, enum problem problem)
{
    return problem == PROBLEM_UNTRUSTED && problem_has(problems, PROBLEM_SELF_SIGNED);
}

bool tls_report_chain(struct tls *tls)
{
    bool fine = true;

    if (!tls->has_chain)
        return false;
    const struct problems *problems = &tls->found->problems;
    if (!tls->aside)
        tls_report_facts(tls);
    for (size_t i = 0; i < problems->count; i++) {
        enum probe_verdict verdict = verdict_of(problems->list[i].problem);
        if (verdict != PROBE_PASS && !tls_chain_is_stated(problems, problems->list[i].problem))
            report_problem(tls, &problems->list[i], verdict);
        fine = fine && verdict != PROBE_FAIL;
    }
    return fine;
}
