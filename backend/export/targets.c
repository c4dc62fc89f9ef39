/* targets.c - the row of every target. */
#include "backend/export/target.h"
#include "backend/settings/settings.h"

#define FILES(...)                                                                                 \
    (const struct target_file[])                                                                   \
    {                                                                                              \
        __VA_ARGS__,                                                                               \
        {                                                                                          \
            .name = NULL                                                                           \
        }                                                                                          \
    }

const struct target targets[] = {
    { .name = "nftables",
      .what = "a firewall for Linux that lets in the declared ports and nothing else",
      .who = "whoever runs a Linux server in front of, or beside, the print server",
      .files = FILES({ .name = "nftables.conf", .template = "nftables.conf.in" }) },
    { .name = "linux-trust",
      .what = "our root certificate for the trust store of Linux clients",
      .who = "whoever runs Linux clients",
      .files = FILES({ .name = "printseal-root.crt", .making = MADE_ROOT },
                     { .name = "install.sh", .template = "install.sh.in", .mode = 0755 }) },
    { 0 },
};
