#include "backend/discover/providers.h"

#include <stddef.h>
#include <string.h>

static const struct provider providers[] = {
    { ".mail.protection.outlook.com", "smtp.office365.com", "587", "starttls",
      "Microsoft 365: it demands OAuth (modern authentication)" },
    { ".google.com", "smtp.gmail.com", "465", "tls",
      "Google: it demands OAuth or an app password" },
    { ".googlemail.com", "smtp.gmail.com", "465", "tls",
      "Google: it demands OAuth or an app password" },
};

const struct provider *provider_of(const char *exchange)
{
    size_t size = strlen(exchange);

    for (size_t i = 0; i < sizeof providers / sizeof *providers; i++) {
        size_t tail = strlen(providers[i].exchange);
        if (size > tail && strcmp(exchange + size - tail, providers[i].exchange) == 0)
            return &providers[i];
    }
    return NULL;
}
