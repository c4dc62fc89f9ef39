/* tls_session.c - what was agreed on: version, cipher, key exchange (RFC 9325, BCP 195). */
#include <openssl/err.h>
#include <stdio.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/probe/tls/tls_inside.h"

enum { WEAK_BITS = 112, FAIR_BITS = 128, DH_BITS = 2048, CURVE_BITS = 224 };

static const char *version_name(int version)
{
    return version == TLS1_VERSION     ? "TLS 1.0"
           : version == TLS1_1_VERSION ? "TLS 1.1"
           : version == TLS1_2_VERSION ? "TLS 1.2"
                                       : "TLS 1.3";
}

/* "X25519", "P-256", "DH 2048"; "RSA" if there is no exchange at all. Returns its bits in terms of
 * a DH group or a curve. */
static int name_group(SSL *ssl, char name[64])
{
    AUTO_KEY EVP_PKEY *key = NULL;

    snprintf(name, 64, "none");
    if (!SSL_get_peer_tmp_key(ssl, &key) || !key) {
        ERR_clear_error();
        return 0;
    }
    char group[48] = "";
    size_t size;
    bool dh = EVP_PKEY_is_a(key, "DH") || EVP_PKEY_is_a(key, "DHX");
    if (dh)
        snprintf(name, 64, "DH %d", EVP_PKEY_get_bits(key));
    else if (EVP_PKEY_get_group_name(key, group, sizeof group, &size) == 1)
        snprintf(name, 64, "%s", strcmp(group, "prime256v1") == 0 ? "P-256" : group);
    else
        snprintf(name, 64, "%s", EVP_PKEY_get0_type_name(key));
    ERR_clear_error();
    return EVP_PKEY_get_bits(key);
}

static bool is_dh(const char *group)
{
    return strncmp(group, "DH ", 3) == 0;
}

/* The worst of what was agreed on; "" if nothing is. */
static enum probe_verdict tls_session_judge(struct tls *tls, const char *group, int bits,
                                            char why[], size_t size)
{
    const SSL_CIPHER *cipher = SSL_get_current_cipher(tls->ssl);
    int version = SSL_version(tls->ssl), strength = SSL_CIPHER_get_bits(cipher, NULL);
    const char *name = SSL_CIPHER_get_name(cipher);

    why[0] = '\0';
    if (version < (int)tls->job->min_version) {
        snprintf(why, size, tr("the other end speaks %s at best, which is older than %s"),
                 version_name(version), version_name((int)tls->job->min_version));
        return PROBE_FAIL;
    }
    if (strength < FAIR_BITS || SSL_CIPHER_get_cipher_nid(cipher) == NID_rc4) {
        snprintf(why, size, tr("the cipher that was agreed on is too weak: %s (%s)"), name,
                 "RFC 9325 4.1");
        return PROBE_FAIL;
    }
    if (bits && bits < (is_dh(group) ? DH_BITS : CURVE_BITS)) {
        snprintf(why, size, tr("the key exchange is too weak: %s (RFC 9325 4.1)"), group);
        return PROBE_FAIL;
    }
    if (!bits) {
        snprintf(why, size,
                 tr("no forward secrecy: anyone who gets the server's key one day can read what is "
                    "recorded today (%s; RFC 9325 4.1)"),
                 name);
        return PROBE_WARN;
    }
    return PROBE_PASS;
}

static void report_agreed(struct tls *tls, const char *group)
{
    report_fact(tls->report, "tls.version", "%s", SSL_get_version(tls->ssl));
    report_fact(tls->report, "tls.cipher", "%s", SSL_get_cipher_name(tls->ssl));
    report_fact(tls->report, "tls.group", "%s", group);
    if (tls->asks_client)
        report_fact(tls->report, "tls.client_certificate", "asked for, not demanded");
}

bool tls_report_session(struct tls *tls)
{
    char group[64], why[256];
    int bits = name_group(tls->ssl, group);
    tls->has_secrecy = bits > 0;
    enum probe_verdict verdict = tls_session_judge(tls, group, bits, why, sizeof why);
    const char *aside = tls->aside ? tls->aside : "";

    if (!tls->aside)
        report_agreed(tls, group);
    if (verdict != PROBE_PASS)
        report_step(tls->report, STEP_TLS, verdict, "%s%s", aside, why);
    else if (!tls->aside && tls->satisfied)
        report_step(tls->report, STEP_TLS, PROBE_PASS,
                    "%s, %s, %s; %s, signed by %s, %lld days left",
                    version_name(SSL_version(tls->ssl)), SSL_get_cipher_name(tls->ssl), group,
                    tls->found->subject, tls->found->issuer, tls_days(tls));
    return verdict != PROBE_FAIL;
}
