/* certificate_read(): what is on disk, for audit and overview. */
#include <openssl/err.h>
#include <stdio.h>
#include <string.h>

#include "backend/check/check.h"
#include "backend/mem.h"
#include "backend/pki/certificate.h"
#include "backend/pki/issue.h"
#include "backend/pki/key.h"
#include "backend/pki/show.h"
#include "backend/pki/verify.h"
#include "backend/secret/crypto.h"
#include "backend/utf8.h"

static void read_facts(X509 *cert, struct certificate_facts *facts)
{
    facts->present = true;
    facts->not_before = issue_time(X509_get0_notBefore(cert));
    facts->not_after = issue_time(X509_get0_notAfter(cert));
    show_name(X509_get_subject_name(cert), facts->subject, sizeof facts->subject);
    show_name(X509_get_issuer_name(cert), facts->issuer, sizeof facts->issuer);
    show_alternatives(cert, facts->names, sizeof facts->names);
    show_fingerprint(cert, facts->fingerprint);
    if (X509_get0_pubkey(cert))
        key_shown(X509_get0_pubkey(cert), facts->key);
}

/* NULL without err if there is none. */
static X509 *load(struct span file, const char *name, struct err *err)
{
    X509 *cert = file.bytes ? verify_load(file.bytes, file.size, err) : NULL;

    if (file.bytes && !cert)
        fail_in(err, "%s", name);
    return cert;
}

static bool judge(X509 *cert, struct span issuing_file, struct span root_file,
                  const struct verify *wanted, struct err *err)
{
    AUTO_X509 X509 *issuing = load(issuing_file, "ca-myq.crt", err);
    AUTO_X509 X509 *root = load(root_file, "ca-root.crt", err);
    struct verify verify = *wanted;

    if ((issuing_file.bytes && !issuing) || (root_file.bytes && !root))
        return false;
    if (!root)
        return fail(err, "ca-root.crt is missing, so nothing can be verified");
    verify.cert = cert;
    verify.issuing = issuing;
    verify.root = root;
    return verify_chain(&verify, err);
}

static void read_link(struct span file, struct certificate_link *link)
{
    AUTO_X509 X509 *cert = load(file, "", NULL);

    if (!cert)
        return;
    link->present = true;
    link->not_before = issue_time(X509_get0_notBefore(cert));
    link->not_after = issue_time(X509_get0_notAfter(cert));
    show_name(X509_get_subject_name(cert), link->subject, sizeof link->subject);
}

void certificate_read(const struct certificate_files *files, const char *fqdn, time_t now,
                      struct certificate_facts *facts)
{
    struct err err = { "server.cer is missing" };
    char host[256];

    crypto_start();
    *facts = (struct certificate_facts){ 0 };
    AUTO_X509 X509 *cert = load(files->server, "server.cer", &err);
    if (cert)
        read_facts(cert, facts);
    if (*fqdn && !host_to_ascii(fqdn, host, sizeof host, NULL))
        snprintf(host, sizeof host, "%s", fqdn);
    const struct verify wanted = { .host = *fqdn ? host : NULL, .now = now };
    if (!cert || !judge(cert, files->issuing, files->root, &wanted, &err))
        snprintf(facts->chain, sizeof facts->chain, "%.255s", err.text);
    utf8_tame(facts->chain);
    const struct span links[CERTIFICATE_LINKS] = { files->server, files->issuing, files->root };
    for (size_t i = 0; i < CERTIFICATE_LINKS; i++)
        read_link(links[i], &facts->links[i]);
    ERR_clear_error();
}
