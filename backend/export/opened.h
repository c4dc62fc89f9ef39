/* opened.h - what firewalls and servers need to know of the section "ports" beyond its rows. */
#ifndef BACKEND_EXPORT_OPENED_H
#define BACKEND_EXPORT_OPENED_H

#include "backend/base/mem.h"
#include "backend/model/config.h"

/* Adds a LIST of the TCP ports of SSH that stay open, so that no firewall locks its author out: 22
 * (RFC 4253 4) and the one that this session came in by ($SSH_CONNECTION), unless the section has a
 * record of its own about it: then that counts. */
void opened_ssh(const struct config *config, struct buf *out);

/* IPP over TLS: the port of the record ipps, else the registered 631 (RFC 8011 4.1.1). */
long opened_ipps(const struct config *config);

enum networks {
    NETWORKS_4,
    NETWORKS_6,
    NETWORKS_6_BRACKETED, /* [fd00::]/64, as CUPS wants it (cupsd.conf(5), Allow) */
};

/* Adds a LIST of the networks of one kind that may reach a port. */
void opened_from(const struct record *port, enum networks kind, struct buf *out);

#endif
