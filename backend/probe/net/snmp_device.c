#include "backend/probe/net/snmp_device.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "backend/probe/net/snmp_knock.h"
#include "backend/probe/net/snmp_user.h"

static bool has_profile(const struct snmp_device *device)
{
    return *device->job->snmp.version != '\0';
}

static bool by_community(const struct snmp_device *device)
{
    return has_profile(device) && strcmp(device->job->snmp.version, "v3") != 0;
}

/* The first address that answers; NULL: none, and knock is of the last. */
static const struct address *find_door(const struct snmp_device *device, struct snmp_knock *knock)
{
    const struct connection *connection = device->connection;

    for (size_t i = 0; i < connection->count; i++) {
        snmp_knock(knock, &connection->list[i], device->port, device->deadline);
        if (snmp_knock_alive(knock))
            return &connection->list[i];
    }
    return NULL;
}

static void tell_nobody(const struct snmp_device *device, const struct snmp_knock *knock)
{
    const char *host = device->job->host;

    if (!has_profile(device))
        tell_step(device->tell, STEP_PROTOCOL, PROBE_PASS,
                  "nothing answers by SNMP to the communities public and private");
    else if (knock->trouble == ECONNREFUSED)
        tell_step(device->tell, STEP_CONNECT, PROBE_UNREACHABLE,
                  "nothing listens on UDP port %u of %s: the request was refused; SNMP may be "
                  "turned off",
                  device->port, host);
    else if (knock->trouble)
        tell_step(device->tell, STEP_CONNECT, PROBE_UNREACHABLE, "%s cannot be reached: %s", host,
                  strerror(knock->trouble));
    else
        tell_step(device->tell, STEP_PROTOCOL, PROBE_UNREACHABLE,
                  "no answer by SNMP from UDP port %u of %s: the device is off, a firewall drops "
                  "it, %s",
                  device->port, host,
                  by_community(device) ? "or the community is another (devices say nothing then)"
                                       : "or SNMP is turned off");
}

/* ------------------------------------------------ what should not be open */

/* "versions 1 and 2c"; NULL: neither. */
static const char *open_by(const struct snmp_knock *knock, enum snmp_question first,
                           enum snmp_question second)
{
    static const char *const texts[] = { NULL, "version 1", "version 2c", "versions 1 and 2c" };

    return texts[snmp_knock_open(knock, first) + 2 * snmp_knock_open(knock, second)];
}

static void tell_open(const struct snmp_device *device, const struct snmp_knock *knock)
{
    const char *public = open_by(knock, SNMP_PUBLIC_1, SNMP_PUBLIC_2C);
    const char *private = open_by(knock, SNMP_PRIVATE_1, SNMP_PRIVATE_2C);

    tell_fact(device->tell, "snmp.open", "%s%s%s", public ? "public" : "",
              public && private ? ", " : "", private ? "private" : "");
    if (public)
        tell_step(device->tell, STEP_PROTOCOL, PROBE_FAIL,
                  "the device answers to the community public by %s: every scanner tries that "
                  "first; turn these versions off",
                  public);
    if (private)
        tell_step(device->tell, STEP_PROTOCOL, PROBE_FAIL,
                  "the device answers to the community private by %s, which often may change "
                  "settings: turn these versions off",
                  private);
}

static void tell_strange(const struct snmp_device *device, const struct snmp_knock *knock)
{
    if (knock->strange)
        tell_step(device->tell, STEP_PROTOCOL, PROBE_WARN,
                  "%u packets came that answer nothing and were dropped", knock->strange);
}

/* ------------------------------------------------ communities */

static void tell_community(const struct snmp_device *device, const struct snmp_knock *knock)
{
    const char *version = device->job->snmp.version;

    if (!knock->heard[SNMP_OWN])
        tell_step(device->tell, STEP_LOGIN, PROBE_FAIL,
                  "the device is there, but does not answer to this community by version %s",
                  version + 1);
    else if (!snmp_knock_open(knock, SNMP_OWN))
        tell_step(device->tell, STEP_LOGIN, PROBE_FAIL,
                  "the device knows this community, but lets it read nothing");
    else
        tell_step(device->tell, STEP_LOGIN, PROBE_PASS,
                  "the device answers to this community by version %s", version + 1);
    tell_fact(device->tell, "snmp.device", "%s", knock->answers[SNMP_OWN].description);
}

/* ------------------------------------------------ all of it */

static void tell_engine(const struct snmp_device *device, const struct snmp_answer *answer)
{
    char text[2 * SNMP_ENGINE + 1] = "";

    for (size_t i = 0; i < answer->engine_size; i++)
        snprintf(text + 2 * i, 3, "%02x", answer->engine[i]);
    tell_fact(device->tell, "snmp.engine", "%s", text);
    tell_step(device->tell, STEP_PROTOCOL, PROBE_PASS, "the device answers by SNMP version 3");
}

static void tell_version_3(const struct snmp_device *device, const struct snmp_knock *knock,
                           const struct address *address)
{
    if (knock->heard[SNMP_DISCOVERY]) {
        tell_engine(device, &knock->answers[SNMP_DISCOVERY]);
        snmp_user(device, address, knock->ms);
    } else {
        tell_step(
            device->tell, STEP_PROTOCOL, PROBE_FAIL,
            "the device answers by an older version of SNMP, but not by version 3: turn that on");
    }
}

void snmp_device(const struct snmp_device *device)
{
    struct snmp_knock knock = {
        .community = by_community(device) ? device->job->snmp.community : NULL,
        .version = strcmp(device->job->snmp.version, "v1") ? SNMP_2C : SNMP_1,
    };
    const struct address *address = find_door(device, &knock);

    tell_strange(device, &knock);
    if (!address) {
        tell_nobody(device, &knock);
        return;
    }
    connect_tell_turn(device->connection, address, device->tell);
    if (by_community(device))
        tell_community(device, &knock);
    else if (has_profile(device))
        tell_version_3(device, &knock, address);
    tell_open(device, &knock);
}
