#include "backend/apply/applying.h"

#include <string.h>

#include "backend/export/opened.h"
#include "backend/settings/settings.h"

static long https_port(const struct config *config)
{
    return tls_settings(config).https_port;
}

#define PUTS(...)                                                                                  \
    (const struct put[])                                                                           \
    {                                                                                              \
        __VA_ARGS__,                                                                               \
        {                                                                                          \
            NULL, NULL                                                                             \
        }                                                                                          \
    }

/* Reloads by signal: that works with every init system, and in a container without one. */
const struct applying applying_rows[] = {
    { .target = "cups",
      .what = "the CUPS server",
      .puts = PUTS({ "", "etc/cups/" }),
      .check = { { "cupsd", "-t", "-c", "@etc/cups/cupsd.conf", "-s",
                   "@etc/cups/cups-files.conf" } },
      .pid_file = "run/cups/cupsd.pid",
      .port = opened_ipps },
    { .target = "nftables",
      .what = "the firewall",
      .puts = PUTS({ "nftables.conf", "etc/nftables.d/printseal.nft" }),
      .include = "etc/nftables.conf",
      .line = "include \"/etc/nftables.d/printseal.nft\"",
      .check = { { "nft", "-c", "-f", "@etc/nftables.d/printseal.nft" } },
      .reload = { { "nft", "-f", "@etc/nftables.d/printseal.nft" } },
      .after_undo = { { "nft", "-f", "@etc/nftables.d/printseal.nft" } },
      .gone = { { "nft", "delete", "table", "inet", "printseal" } } },
    { .target = "ufw",
      .what = "the firewall",
      .puts = PUTS({ "ufw.sh", "etc/ufw/printseal.sh" }),
      .touched = (const char *const[]){ "etc/ufw/user.rules", "etc/ufw/user6.rules",
                                        "etc/ufw/ufw.conf", "etc/default/ufw", NULL },
      .check = { { "sh", "-n", "@etc/ufw/printseal.sh" } },
      .reload = { { "sh", "@etc/ufw/printseal.sh", "--apply" } },
      .before_undo = { { "ufw", "--force", "disable" } },
      .after_undo = { { "@lib/ufw/ufw-init", "start" } },
      .gone = { { "@lib/ufw/ufw-init", "start" } } },
    { .target = "nginx",
      .what = "the TLS front",
      .puts = PUTS({ "", "etc/nginx/" }),
      .check = { { "nginx", "-t", "-q", "-c", "@etc/nginx/nginx.conf" } },
      .pid_file = "run/nginx.pid",
      .upstream = true,
      .port = https_port },
    { .target = "linux-trust",
      .what = "this machine's trust store",
      .puts = PUTS({ "printseal-", "usr/local/share/ca-certificates/" }),
      .check = { { "openssl", "x509", "-noout", "-in", "@" } },
      .reload = { { "update-ca-certificates" } },
      .after_undo = { { "update-ca-certificates", "--fresh" } },
      .gone = { { "update-ca-certificates", "--fresh" } } },
    { 0 },
};

const struct applying *applying_find(const char *target, struct err *err)
{
    AUTO_BUF struct buf list = { 0 };

    for (const struct applying *a = applying_rows; a->target; a++) {
        if (strcmp(a->target, target) == 0)
            return a;
        buf_print(&list, "%s%s", list.size ? ", " : "", a->target);
    }
    fail(err, "\"%.64s\" is nothing that can be put in force on this machine; that is %s", target,
         list.text);
    return NULL;
}
