/* tls_chain.c - what the other end shows of itself, judged as `cert examine` judges. */
#include <ctype.h>
#include <openssl/err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/mem.h"
#include "backend/pki/issue.h"
#include "backend/pki/key.h"
#include "backend/probe/net/tls_inside.h"

enum { DAY = 86400 };

/* A connection works with these today, so they are no failure here: what `cert examine` refuses to
 * install is one thing, what a peer has is another. */
static const enum flaw milder[] = { FLAW_NO_EKU, FLAW_LAST_DAYS };
/* Of what is unusual, what somebody should do something about. */
static const enum flaw warned[] = { FLAW_EXPIRING, FLAW_SELF_SIGNED_TRUSTED };

static bool is_in(const enum flaw *list, size_t count, enum flaw flaw)
{
    for (size_t i = 0; i < count; i++)
        if (list[i] == flaw)
            return true;
    return false;
}

static enum probe_verdict verdict_of(enum flaw flaw)
{
    if (is_in(milder, sizeof milder / sizeof *milder, flaw) ||
        is_in(warned, sizeof warned / sizeof *warned, flaw))
        return PROBE_WARN;
    return flaw_weight(flaw) == REFUSED ? PROBE_FAIL : PROBE_PASS;
}

void tls_judge(struct tls *tls)
{
    struct examination *found = tls->found;
    struct exam exam = { .job = tls->question, .flaws = &found->flaws };

    memset(found, 0, sizeof *found);
    tls->has_chain = tls->given->cert_count > 0;
    if (!tls->has_chain)
        return;
    tls_trust_system(tls);
    chain_build(&exam.chain, tls->given->certs[0].cert, tls->given, tls->trusted, &found->flaws);
    /* Nobody to trust is nobody who is found. */
    if (exam.chain.trust == TRUST_UNASKED)
        exam.chain.trust = TRUST_MISSING;
    examine_all(&exam, found);
    if (X509_get0_pubkey(exam.chain.certs[0]))
        key_shown(X509_get0_pubkey(exam.chain.certs[0]), found->key);
    /* Which of the two it is cannot be seen from here. */
    if (exam.chain.trust == TRUST_MISSING && !flaw_has(&found->flaws, FLAW_SELF_SIGNED))
        flaw_add(&found->flaws, FLAW_UNTRUSTED, "chain",
                 exam.chain.count > 1 ? found->links[exam.chain.count - 2] : found->issuer);
    tls_revocation(tls, &exam.chain);
}

/* ------------------------------------------------ telling */

/* "cert-expired, cert-name-mismatch": each once. */
static void list_ids(const struct flaws *flaws, char ids[], size_t size)
{
    size_t used = 0;

    ids[0] = '\0';
    for (size_t i = 0; i < flaws->count; i++) {
        const char *id = flaw_id(flaws->list[i].flaw);
        bool known = false;
        for (size_t k = 0; k < i; k++)
            known = known || strcmp(flaw_id(flaws->list[k].flaw), id) == 0;
        if (!known && used + strlen(id) + 3 < size)
            used += (size_t)snprintf(ids + used, size - used, "%s%s", used ? ", " : "", id);
    }
}

static void tell_links(struct tls *tls)
{
    AUTO_BUF struct buf chain = { 0 };

    buf_print(&chain, "%s", tls->found->subject);
    for (size_t i = 0; i < tls->found->chain; i++)
        buf_print(&chain, " < %s", tls->found->links[i]);
    tell_fact(tls->tell, "cert.chain", "%s", chain.text);
}

long long tls_days(const struct tls *tls)
{
    const X509 *leaf = tls->given->certs[0].cert;

    return (long long)((issue_time(X509_get0_notAfter(leaf)) - tls->question->now) / DAY);
}

void tls_tell_facts(struct tls *tls)
{
    const struct examination *found = tls->found;
    char ids[1024];

    tell_fact(tls->tell, "cert.subject", "%s", found->subject);
    tell_fact(tls->tell, "cert.issuer", "%s", found->issuer);
    tell_fact(tls->tell, "cert.names", "%s", found->names);
    tell_fact(tls->tell, "cert.not_before", "%s", found->not_before);
    tell_fact(tls->tell, "cert.not_after", "%s", found->end);
    tell_fact(tls->tell, "cert.days", "%lld", tls_days(tls));
    tell_links(tls);
    tell_fact(tls->tell, "cert.key", "%s", found->key);
    tell_fact(tls->tell, "cert.fingerprint", "%s", found->fingerprint);
    list_ids(&found->flaws, ids, sizeof ids);
    tell_fact(tls->tell, "cert.findings", "%s", ids);
}

/* "leaf" needs no place in the sentence; "chain 1" does. */
static void tell_flaw(struct tls *tls, const struct flaw_found *found, enum probe_verdict verdict)
{
    bool place = strncmp(found->where, "chain ", 6) == 0;
    char why[320];

    flaw_why(found, why, sizeof why);
    size_t size = strlen(why);
    why[0] = (char)tolower((unsigned char)why[0]); /* a sentence of ours, behind a place */
    if (size && why[size - 1] == '.')
        why[size - 1] = '\0';
    tell_step(tls->tell, STEP_TLS, verdict, "%s%s%s%s", tls->aside ? tls->aside : "",
              place ? found->where : "", place ? ": " : "", why);
}

/* One that signed itself is of course an authority that nobody trusts. */
static bool is_said(const struct flaws *flaws, enum flaw flaw)
{
    return flaw == FLAW_UNTRUSTED && flaw_has(flaws, FLAW_SELF_SIGNED);
}

bool tls_tell_chain(struct tls *tls)
{
    const struct flaws *flaws = &tls->found->flaws;
    bool fine = true;

    if (!tls->has_chain)
        return false;
    if (!tls->aside)
        tls_tell_facts(tls);
    for (size_t i = 0; i < flaws->count; i++) {
        enum probe_verdict verdict = verdict_of(flaws->list[i].flaw);
        if (verdict != PROBE_PASS && !is_said(flaws, flaws->list[i].flaw))
            tell_flaw(tls, &flaws->list[i], verdict);
        fine = fine && verdict != PROBE_FAIL;
    }
    return fine;
}
