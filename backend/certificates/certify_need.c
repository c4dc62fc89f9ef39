/* certify_need.c - what has to be made, and what is pending. */
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/moment.h"
#include "backend/certificates/certify.h"
#include "backend/certificates/certify_files.h"
#include "backend/pki/issue/issued.h"

/* ------------------------------------------------ what has to be made */

static bool seals_differ(const struct config *saved, const struct config *config)
{
    const struct certificate_settings was = certificate_settings(saved),
                                      is = certificate_settings(config);

    return was.legacy_pfx != is.legacy_pfx || !secret_equal(was.pfx_password, is.pfx_password) ||
           !secret_equal(was.ca_key_password, is.ca_key_password);
}

/* Would another server certificate be made now than when it was saved? What goes into the CA
 * does not count: a new one would have to be rolled out to every client, which nobody should cause
 * by changing a setting. */
static bool server_differs(const struct config *saved, const struct config *config)
{
    const struct certificate_settings was = certificate_settings(saved),
                                      is = certificate_settings(config);

    return strcmp(server_fqdn(saved), server_fqdn(config)) != 0 ||
           strcmp(server_aliases(saved), server_aliases(config)) != 0 ||
           strcmp(was.key_type, is.key_type) != 0 || strcmp(was.crl_url, is.crl_url) != 0 ||
           was.server_days != is.server_days || seals_differ(saved, config);
}

/* Nobody here may issue: what is sealed is all that can be made to fit. */
static enum certificate_need need_of_others(struct store *store, const struct config *saved,
                                            const struct config *config)
{
    bool sealed = files_there(store, "server.pfx") || files_there(store, "ca-myq.key") ||
                  files_there(store, "ca-myq-new.key");

    return saved && sealed && seals_differ(saved, config) ? CERTIFICATES_SEAL : CERTIFICATES_FIT;
}

enum certificate_need certify_need(struct store *store, const struct config *saved,
                                   const struct config *config)
{
    bool builtin = files_builtin(config), company = files_signed(store);

    if (!builtin && !(files_intermediate(config) && company))
        return need_of_others(store, saved, config);
    if (builtin && (company || !files_ca(store)))
        return CERTIFICATES_ALL;
    if (!saved ||
        strcmp(certificate_settings(saved).mode, certificate_settings(config).mode) != 0 ||
        !files_there(store, "server.pfx") || server_differs(saved, config))
        return CERTIFICATES_SERVER;
    return CERTIFICATES_FIT;
}

/* ------------------------------------------------ what is due */

enum { LIST_LEFT = 10 }; /* days of a list that is promised for thirty */

/* A certificate that already expires with its CA, which is the root if there is no other, gains
 * nothing by being renewed. */
static bool need_ends_with_ca(const struct certificate_facts *facts)
{
    const struct certificate_link *ca = &facts->links[facts->links[1].present ? 1 : 2];

    return ca->present && facts->not_after + DAY > ca->not_after;
}

static bool need_list(const struct certificate_facts *facts, time_t now)
{
    return facts->list_until && facts->list_until - now < (time_t)LIST_LEFT * DAY;
}

time_t certify_margin(const struct certificate_facts *facts, long days)
{
    return need_ends_with_ca(facts)
               ? (time_t)days * DAY
               : certificate_margin(days, facts->not_after - facts->not_before);
}

enum certify_due certify_due(const struct certificate_facts *facts, long days, time_t now)
{
    bool cut = need_ends_with_ca(facts);
    bool soon = facts->not_after - now < certify_margin(facts, days);

    if (!facts->present || facts->revoked)
        return DUE_CERTIFICATE;
    if ((soon || *facts->chain) && !cut)
        return DUE_CERTIFICATE;
    if (need_list(facts, now))
        return DUE_LIST;
    return soon || *facts->chain ? DUE_CA : NOT_DUE;
}

/* ------------------------------------------------ what is pending */

enum pending certify_pending(struct store *store, const struct config *config)
{
    if (files_builtin(config))
        return AWAITS_NOTHING;
    if (files_intermediate(config))
        return files_there(store, "ca-myq-new.csr") ? AWAITS_SIGNATURE
               : files_signed(store)                ? AWAITS_NOTHING
                                                    : AWAITS_REQUEST;
    if (files_there(store, "server-new.csr"))
        return AWAITS_ANSWER;
    return files_there(store, "server.cer") && !files_there(store, "ca-myq.key") ? AWAITS_NOTHING
                                                                                 : AWAITS_IMPORT;
}

enum pending certify_pending_then(const struct config *saved, const struct config *config,
                                  enum pending now)
{
    bool same =
        saved && strcmp(certificate_settings(saved).mode, certificate_settings(config).mode) == 0;

    if (now != AWAITS_NOTHING || same || files_builtin(config))
        return now;
    return files_intermediate(config) ? AWAITS_REQUEST : AWAITS_IMPORT;
}

const char *certify_pending_text(enum pending pending)
{
    static const char *const texts[] = {
        [AWAITS_NOTHING] = "",
        [AWAITS_REQUEST] = "the company's CA has to sign this server's: \"printseal cert "
                           "csr\" makes the request for it",
        [AWAITS_SIGNATURE] = "the company has to answer the request: \"printseal cert "
                             "sign-import\" takes the answer, \"printseal cert csr\" prints the "
                             "request again",
        [AWAITS_ANSWER] = "a CA has to answer the request: \"printseal cert import\" takes "
                          "the answer, \"printseal cert csr\" prints the request again",
        [AWAITS_IMPORT] = "a certificate has to be imported: \"printseal cert import\" takes a "
                          "PFX, or certificate, key and chain; \"printseal cert csr\" makes a key "
                          "and a request first",
    };

    return tr(texts[pending]);
}

const char *certify_pending_short(enum pending pending)
{
    static const char *const words[] = {
        [AWAITS_NOTHING] = "",
        [AWAITS_REQUEST] = "a request to the company's CA",
        [AWAITS_SIGNATURE] = "the company's answer to the request",
        [AWAITS_ANSWER] = "a CA's answer to the request",
        [AWAITS_IMPORT] = "a certificate to be imported",
    };

    return tr(words[pending]);
}

const char *certify_mode_text(const struct config *saved, const struct config *config)
{
    if (!saved || strcmp(certificate_settings(saved).mode, certificate_settings(config).mode) == 0)
        return "";
    if (files_builtin(config))
        return tr("The server's certificate comes from a CA of its own now. Every client has "
                  "to be given that CA's root (\"printseal cert export\"), or it will refuse "
                  "the server.");
    if (files_intermediate(config))
        return tr("The server keeps its present certificate until the company's answer is there. "
                  "From then on clients have to trust the company's root; those that do so already "
                  "need nothing.");
    return tr("The server keeps its present certificate until another is imported. From then on "
              "clients have to trust anyone who made that one.");
}
