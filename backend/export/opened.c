#include "backend/export/opened.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/export/value.h"
#include "backend/settings/settings.h"

enum { SSH = 22, IPPS = 631 };

/* 0: this is no session over SSH, or its port is 22 as well. */
static long session_port(void)
{
    const char *session = getenv("SSH_CONNECTION"), *last = session ? strrchr(session, ' ') : NULL;
    long port = last ? strtol(last + 1, NULL, 10) : 0;

    return port > 0 && port < 65536 && port != SSH ? port : 0;
}

void opened_ssh(const struct config *config, struct buf *out)
{
    const long list[] = { SSH, session_port() };
    char text[24];

    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        snprintf(text, sizeof text, "%ld", list[i]);
        if (list[i] && !ports_declared(config, list[i]))
            value_item(out, text);
    }
}

long opened_ipps(const struct config *config)
{
    const struct record *port = config_table_find(config_table(config, &ports_section), "ipps");

    return port ? port_settings(port).number : IPPS;
}

void opened_from(const struct record *port, enum networks kind, struct buf *out)
{
    const char *at = port_settings(port).from;
    char network[256], bracketed[264];

    while (list_next(&at, network, sizeof network)) {
        bool six = strchr(network, ':');
        size_t size = strcspn(network, "/");

        snprintf(bracketed, sizeof bracketed, "[%.*s]%s", (int)size, network, network + size);
        if (six == (kind != NETWORKS_4))
            value_item(out, kind == NETWORKS_6_BRACKETED ? bracketed : network);
    }
}
