#include "backend/pki/certificate.h"

#include <stdio.h>
#include <string.h>

static bool certificate_put(char *room, size_t size, const char *text, const char *what,
                            struct err *err)
{
    if ((size_t)snprintf(room, size, "%s", text) < size)
        return true;
    return fail(err, "%s: is longer than a certificate can hold", what);
}

/* The A-label form; a wildcard's star is no label of IDNA. */
static bool certificate_put_host(char *room, size_t size, const char *text, struct err *err)
{
    size_t star = strncmp(text, "*.", 2) == 0 ? 2 : 0;

    if (size <= star)
        return fail(err, "\"%s\" is too long", text);
    memcpy(room, text, star);
    return host_to_ascii(text + star, room + star, size - star, err);
}

static bool put_hosts(char *room, size_t size, const char *list, struct err *err)
{
    char item[256], ascii[256];
    size_t used = 0;

    room[0] = '\0';
    while (list_next(&list, item, sizeof item)) {
        if (!certificate_put_host(ascii, sizeof ascii, item, err))
            return false;
        int length = snprintf(room + used, size - used, "%s%s", used ? ", " : "", ascii);
        if (length < 0 || (size_t)length >= size - used)
            return fail(err, "holds more names than a certificate is made for");
        used += (size_t)length;
    }
    return true;
}

static bool certificate_put_secret(char room[SECRET_MAX + 1], const struct secret *secret,
                                   const char *what, struct err *err)
{
    if (!secret)
        return fail(err, "%s: has not been made yet", what);
    const char *bytes = secret_open(secret);
    snprintf(room, SECRET_MAX + 1, "%s", bytes);
    secret_close(bytes);
    return true;
}

/* 22 of 62 characters are 131 bits. */
static int certificate_stretch(const struct secret *secret)
{
    enum { LENGTH_128 = 22 };

    return secret && secret_origin(secret) == GENERATED && secret_length(secret) >= LENGTH_128
               ? STRETCH_GENERATED
               : STRETCH_TYPED;
}

static bool certificate_fill(const struct config *config, struct certificate_job *job,
                             struct err *err)
{
    const struct certificate_settings plan = certificate_settings(config);
    const char *fqdn = server_fqdn(config);

    *job = (struct certificate_job){ .now = time(NULL),
                                     .server_days = plan.server_days,
                                     .ca_days = plan.ca_days,
                                     .legacy_pfx = plan.legacy_pfx,
                                     .ca_key_steps = certificate_stretch(plan.ca_key_password),
                                     .pfx_steps = certificate_stretch(plan.pfx_password) };
    if (!*fqdn)
        return fail(err, "server.fqdn: has to be known before a certificate can be made");
    if (!certificate_put_host(job->fqdn, sizeof job->fqdn, fqdn, err))
        return fail_in(err, "server.fqdn");
    if (!put_hosts(job->aliases, sizeof job->aliases, server_aliases(config), err))
        return fail_in(err, "server.aliases");
    if (!put_hosts(job->name_constraints, sizeof job->name_constraints, plan.name_constraints, err))
        return fail_in(err, "certificates.name_constraints");
    return certificate_put(job->organization, sizeof job->organization, server_organization(config),
                           "server.organization", err) &&
           certificate_put(job->crl_url, sizeof job->crl_url, plan.crl_url, "certificates.crl_url",
                           err) &&
           certificate_put(job->key_type, sizeof job->key_type, plan.key_type,
                           "certificates.key_type", err) &&
           ((!plan.ca_key_password && strcmp(plan.mode, "manual") == 0) || /* there is none then */
            certificate_put_secret(job->ca_key_password, plan.ca_key_password,
                                   "certificates.ca_key_password", err)) &&
           certificate_put_secret(job->pfx_password, plan.pfx_password, "certificates.pfx_password",
                                  err);
}

bool certificate_job(const struct config *config, struct certificate_job *job, struct err *err)
{
    bool ok = certificate_fill(config, job, err);

    if (!ok)
        wipe(job, sizeof *job);
    return ok;
}
