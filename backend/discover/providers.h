/* providers.h - mail providers that are known by whom they take mail with. */
#ifndef BACKEND_DISCOVER_PROVIDERS_H
#define BACKEND_DISCOVER_PROVIDERS_H

struct provider {
    const char *exchange; /* the MX ends with it */
    const char *host;     /* where they take mail from their users */
    const char *port, *security;
    const char *note;
};

/* By the name of a MX; NULL: none of them. */
const struct provider *provider_of(const char *exchange);

#endif
