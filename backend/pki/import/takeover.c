/* import_takeover(): a CA that signed until now, with its key: our own from now on. Examined with a
 * server certificate below it as clients would see both, and only then used. Runs in a worker.
 */
#include <stdlib.h>

#include "backend/pki/examine/examine_inside.h"
#include "backend/pki/import/adopt.h"
#include "backend/pki/issue/register.h"

/* The CA and its key become ours; what else was brought stays as long as it is a CA's: the trial's
 * key has to be the only one, and its certificate the only server's. */
static bool takeover_choose(struct making *making, struct taken *given)
{
    struct set *set = &making->set;
    size_t kept = 0;

    set->ca = chain_own_ca(given, &set->ca_key);
    if (!set->ca)
        return false;
    X509_up_ref(set->ca);
    EVP_PKEY_up_ref(set->ca_key);
    for (size_t i = 0; i < given->key_count; i++)
        EVP_PKEY_free(given->keys[i].key);
    given->key_count = 0;
    for (size_t i = 0; i < given->cert_count; i++) {
        if (examine_is_ca(given->certs[i].cert))
            given->certs[kept++] = given->certs[i];
        else
            X509_free(given->certs[i].cert);
    }
    given->cert_count = kept;
    return true;
}

static bool takeover_write(struct making *making, const struct chain *chain, struct err *err)
{
    struct set *set = &making->set;

    import_adopt_chain(set, chain, 2);
    if (!set->root && chain_is_root(set->ca)) {
        set->root = set->ca;
        X509_up_ref(set->root);
    }
    if (chain_is_root(set->ca))
        register_add(&making->issued, "root", set->ca, set->ca, NULL);
    if (!making_find_key(making, err))
        return false;
    worker_report(making->out, "step Signing the certificate of %s", making->job->fqdn);
    return making_issue_server(making, false, err) && making_finish(making, err) &&
           import_adopt_roots(making, err);
}

static bool takeover_use(struct making *making, struct adopting *adopting, struct err *err)
{
    struct problems *problems = &adopting->found.problems;
    struct chain chain = { 0 };

    worker_report(making->out, "step Examining the files");
    examine_take(making->input, EXAMINE_TRUSTED, &adopting->trusted, problems);
    examine_take(making->input, EXAMINE_GIVEN, &adopting->given, problems);
    if (!takeover_choose(making, &adopting->given)) {
        if (!problem_has(problems, PROBLEMS))
            problem_add(problems, PROBLEM_NO_CERTIFICATE, "leaf", NULL);
        return import_adopt_send(making, &adopting->found, err);
    }
    import_adopt_trust(adopting, NULL);
    return import_adopt_below(making, adopting, &chain, err) &&
           import_adopt_send(making, &adopting->found, err) &&
           (problems->worst == REFUSED || takeover_write(making, &chain, err));
}

static bool takeover_run(struct making *making, struct err *err)
{
    return import_adopt_run(making, takeover_use, err);
}

int import_takeover(const void *job, size_t size, int out)
{
    return making_run(job, size, out, takeover_run);
}
