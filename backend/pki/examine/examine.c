#include "backend/pki/examine/examine.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/moment.h"
#include "backend/child/send.h"
#include "backend/pki/examine/certificate_job.h"
#include "backend/pki/examine/examine_inside.h"
#include "backend/pki/key.h"
#include "backend/pki/show.h"
#include "backend/secret/crypto.h"

void examine_take(const struct examine_job *job, enum examine_part part, struct taken *taken,
                  struct problems *problems)
{
    struct variant variant;

    variant_fill(&variant, job->has_password ? job->password : NULL);
    for (size_t i = 0; i < job->count; i++) {
        const struct examine_file *file = &job->files[i];
        const struct take_source source = { .name = file->name,
                                            .bytes = (const unsigned char *)job + file->at,
                                            .size = file->size,
                                            .large = file->large };
        size_t before = taken->cert_met;
        if (file->part != part)
            continue;
        take_file(taken, &source, &variant, problems);
        if (part == EXAMINE_TRUSTED && taken->cert_met == before &&
            !problem_has(problems, PROBLEMS))
            problem_add(problems, PROBLEM_NO_CERTIFICATE, file->name, NULL);
    }
    wipe(&variant, sizeof variant);
}

static void put_key(struct examination *result, const EVP_PKEY *private, const EVP_PKEY *public)
{
    if (private) {
        snprintf(result->key_type, sizeof result->key_type, "%s", EVP_PKEY_get0_type_name(private));
        for (char *at = result->key_type; *at; at++)
            *at = (char)(*at >= 'A' && *at <= 'Z' ? *at - 'A' + 'a' : *at);
        result->key_bits = EVP_PKEY_get_bits(private);
    }
    if (private || public)
        key_shown(private ? private : public, result->key);
}

static void put_end(const ASN1_TIME *time, char end[MOMENT_SIZE])
{
    struct tm parts;

    snprintf(end, MOMENT_SIZE, "?");
    if (ASN1_TIME_to_tm(time, &parts))
        moment_text(timegm(&parts), end);
}

static void examine_put_facts(struct examination *result, const struct chain *chain)
{
    X509 *cert = chain->certs[0];

    result->has_leaf = true;
    show_name(X509_get_subject_name(cert), result->subject, sizeof result->subject);
    show_name(X509_get_issuer_name(cert), result->issuer, sizeof result->issuer);
    show_alternatives(cert, result->names, sizeof result->names);
    show_day(X509_get0_notBefore(cert), result->not_before);
    show_day(X509_get0_notAfter(cert), result->not_after);
    put_end(X509_get0_notAfter(cert), result->end);
    show_fingerprint(cert, result->fingerprint);
    result->chain = chain->count - 1;
    for (size_t i = 0; i < result->chain; i++)
        show_name(X509_get_subject_name(chain->certs[i + 1]), result->links[i],
                  sizeof result->links[i]);
    result->trust = chain->trust;
    result->root = chain_is_root(chain->certs[chain->count - 1]);
}

typedef void look(struct exam *exam, size_t i, const char *where);

void examine_look(struct exam *exam)
{
    static look *const looks[] = { examine_time, examine_signature, examine_role, examine_limits,
                                   examine_profile };
    char where[32];

    for (size_t i = 0; i < exam->chain.count; i++) {
        chain_where(i, where);
        for (size_t k = 0; k < sizeof looks / sizeof *looks; k++)
            looks[k](exam, i, where);
    }
}

static void look_at_keys(struct exam *exam)
{
    char where[32];

    for (size_t i = 0; i < exam->chain.count; i++) {
        chain_where(i, where);
        examine_key(exam, i, where);
    }
}

/* The way to somebody trusted is only as good as each signature on it. */
static enum examine_trust examine_trusted(const struct exam *exam)
{
    static const enum problem broken[] = { PROBLEM_SIGNATURE, PROBLEM_OTHER_ALGORITHM,
                                           PROBLEM_AKI };

    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++)
        if (exam->chain.trust == TRUST_FOUND && problem_has(exam->problems, broken[i]))
            return TRUST_BROKEN;
    return exam->chain.trust;
}

void examine_all(struct exam *exam, struct examination *result)
{
    examine_put_facts(result, &exam->chain);
    look_at_keys(exam);
    examine_look(exam);
    result->trust = examine_trusted(exam);
    examine_names(exam);
    examine_verify(exam);
}

/* Beside a file that could not be read, a CA's certificate is not the server's: that one was in it.
 */
static bool examine_is_remnant(const struct taken *given, const X509 *leaf,
                               const struct problems *problems)
{
    return leaf && problem_has(problems, PROBLEMS) && examine_is_ca(leaf) &&
           !chain_key_of(given, leaf);
}

void examine_taken(const struct examine_job *job, const struct taken *given,
                   const struct taken *trusted, struct examination *result, struct chain *chain)
{
    AUTO_FREE struct signatures *signatures = signatures_new();
    struct exam exam = { .job = job,
                         .given = given,
                         .trusted = trusted,
                         .signatures = signatures,
                         .problems = &result->problems };
    X509 *leaf = chain_best_leaf(&exam, chain_leaf(given, job->host, job->now));

    bool remnant = examine_is_remnant(given, leaf, &result->problems);

    if (!remnant)
        chain_keys(given, leaf, job->host, &result->problems);
    chain_build(&exam, remnant ? NULL : leaf);
    const EVP_PKEY *key = exam.chain.key     ? exam.chain.key
                          : given->key_count ? given->keys[0].key
                                             : NULL;
    if (key)
        examine_private(key, &result->problems);
    if (exam.chain.count)
        examine_all(&exam, result);
    else if (!remnant && (given->key_count || !problem_has(&result->problems, PROBLEMS)))
        problem_add(&result->problems, PROBLEM_NO_CERTIFICATE, "leaf", NULL);
    put_key(result, key, exam.chain.count ? X509_get0_pubkey(exam.chain.certs[0]) : NULL);
    *chain = exam.chain;
}

void examine_ca(struct examination *result, const struct chain *chain)
{
    struct chain above = { .count = chain->count - 1, .trust = result->trust };

    if (chain->count < 2)
        return;
    memcpy(above.certs, chain->certs + 1, above.count * sizeof *above.certs);
    result->own_ca = true;
    result->names[0] = '\0';
    examine_put_facts(result, &above);
}

static enum examine_own examine_own(const struct taken *given)
{
    EVP_PKEY *key;
    const X509 *own = chain_own_ca(given, &key);

    return !own ? OWN_NONE : chain_is_root(own) ? OWN_ROOT : OWN_ISSUING;
}

int examine_work(const void *job, size_t size, int out)
{
    struct examination *result = must(calloc(1, sizeof *result));
    struct taken *given = must(calloc(1, sizeof *given));
    struct taken *trusted = must(calloc(1, sizeof *trusted));
    struct chain chain;

    (void)size;
    crypto_start();
    examine_take(job, EXAMINE_TRUSTED, trusted, &result->problems);
    examine_take(job, EXAMINE_GIVEN, given, &result->problems);
    result->own = examine_own(given);
    chain_choose_key(given, ((const struct examine_job *)job)->key, &result->problems);
    examine_taken(job, given, trusted, result, &chain);
    bool sent = worker_send(out, "examination", result, sizeof *result);
    take_free(given);
    take_free(trusted);
    free(given);
    free(trusted);
    free(result);
    return sent ? 0 : 1;
}
