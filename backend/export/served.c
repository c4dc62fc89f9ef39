#include "backend/export/served.h"

#include <string.h>

#include "backend/settings/settings.h"

const char *served_minimum(const struct config *config, struct err *err)
{
    struct tls_settings plan = tls_settings(config);

    if (plan.modern)
        return "1.3";
    if (strcmp(plan.min_version, "1.2") == 0 || strcmp(plan.min_version, "1.3") == 0)
        return plan.min_version;
    fail(err,
         "tls.min_version is %s, and a server below TLS 1.2 is not written (RFC 8996); set it to "
         "1.2",
         plan.min_version);
    return NULL;
}

/* Mozilla Server Side TLS 6.0, intermediate (RFC 5289, RFC 7905). */
static const struct suite intermediate[] = {
    { "ECDHE-ECDSA-AES128-GCM-SHA256", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256" },
    { "ECDHE-RSA-AES128-GCM-SHA256", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256" },
    { "ECDHE-ECDSA-AES256-GCM-SHA384", "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384" },
    { "ECDHE-RSA-AES256-GCM-SHA384", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384" },
    { "ECDHE-ECDSA-CHACHA20-POLY1305", "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256" },
    { "ECDHE-RSA-CHACHA20-POLY1305", "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256" },
    { 0 },
};

const struct suite *served_suites(const struct config *config, struct err *err)
{
    static const struct suite none[] = { { 0 } };
    const char *version = served_minimum(config, err);

    if (!version)
        return NULL;
    return strcmp(version, "1.2") == 0 ? intermediate : none;
}
