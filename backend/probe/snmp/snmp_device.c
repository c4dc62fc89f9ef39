#include "backend/probe/snmp/snmp_device.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/probe/snmp/snmp_discovery.h"
#include "backend/probe/snmp/snmp_user.h"

static bool has_profile(const struct snmp_device *device)
{
    return *device->job->snmp.version != '\0';
}

static bool by_community(const struct snmp_device *device)
{
    return has_profile(device) && strcmp(device->job->snmp.version, "v3") != 0;
}

/* Without a profile nothing is meant to answer, and the web page has shown that the device is
 * awake; with one, all the time there is. */
static int snmp_device_patience(const struct snmp_device *device)
{
    enum { SILENCE = 2000 };

    return has_profile(device) ? device->deadline->seconds * 1000 : SILENCE;
}

static void snmp_device_report_silent(const struct snmp_device *device)
{
    report_step(device->report, STEP_PROTOCOL, PROBE_UNREACHABLE,
                "no answer by SNMP from UDP port %u of %s within %d seconds: %s, %s", device->port,
                device->job->host, device->deadline->seconds,
                device->awake ? tr("the device is there, but a firewall drops it")
                              : tr("the device is off, a firewall drops it"),
                by_community(device)
                    ? tr("or its community is another (devices say nothing then)")
                    : tr("or SNMP, or its version 3, is turned off; not found out: whether it "
                         "speaks versions 1 or 2c to a community other than public and private"));
}

/* Nothing is meant to answer. */
static void snmp_device_report_closed(const struct snmp_device *device)
{
    if (!device->awake && !device->discovery.error)
        report_step(device->report, STEP_PROTOCOL, PROBE_UNREACHABLE,
                    "not found out: whether anything answers by SNMP to the communities public and "
                    "private, for the device answers nothing at all");
    else
        report_step(device->report, STEP_PROTOCOL, PROBE_PASS,
                    "nothing answers by SNMP to the communities public and private");
}

static void report_nobody(const struct snmp_device *device)
{
    const struct snmp_discovery *discovery = &device->discovery;
    const char *host = device->job->host;

    if (*discovery->stranger)
        report_step(device->report, STEP_PROTOCOL, PROBE_FAIL,
                    "answers come from %s, which was not asked: the device must answer from the "
                    "address it is asked at",
                    discovery->stranger);
    else if (!has_profile(device))
        snmp_device_report_closed(device);
    else if (discovery->strange)
        report_step(device->report, STEP_PROTOCOL, PROBE_FAIL,
                    "something answers at UDP port %u of %s, but not what was asked by SNMP: %u "
                    "packets were not an answer",
                    device->port, host, discovery->strange);
    else if (discovery->error == ECONNREFUSED)
        report_step(device->report, STEP_CONNECT, PROBE_UNREACHABLE,
                    "nothing listens on UDP port %u of %s: the request was refused; SNMP may be "
                    "turned off",
                    device->port, host);
    else if (discovery->error)
        report_step(device->report, STEP_CONNECT, PROBE_UNREACHABLE, "%s cannot be reached: %s",
                    host, strerror(discovery->error));
    else
        snmp_device_report_silent(device);
}

/* ------------------------------------------------ what should not be open */

/* "versions 1 and 2c"; NULL: neither. */
static const char *snmp_device_versions(bool first, bool second)
{
    static const char *const texts[] = { NULL, "version 1", "version 2c", "versions 1 and 2c" };
    const char *text = texts[first + 2 * second];

    return text ? tr(text) : NULL;
}

static const char *open_by(const struct snmp_discovery *discovery, enum snmp_question first,
                           enum snmp_question second)
{
    return snmp_device_versions(snmp_discovery_open(discovery, first),
                                snmp_discovery_open(discovery, second));
}

/* By which the device answered at all, be it with an error. */
static const char *snmp_device_older(const struct snmp_discovery *discovery)
{
    const bool *received = discovery->received;

    return snmp_device_versions(received[SNMP_PUBLIC_1] || received[SNMP_PRIVATE_1],
                                received[SNMP_PUBLIC_2C] || received[SNMP_PRIVATE_2C]);
}

static void report_open(const struct snmp_device *device, const struct snmp_discovery *discovery)
{
    const char *public = open_by(discovery, SNMP_PUBLIC_1, SNMP_PUBLIC_2C);
    const char *private = open_by(discovery, SNMP_PRIVATE_1, SNMP_PRIVATE_2C);

    report_fact(device->report, "snmp.open", "%s%s%s", public ? "public" : "",
                public && private ? ", " : "", private ? "private" : "");
    if (public)
        report_step(device->report, STEP_PROTOCOL, PROBE_FAIL,
                    "the device answers to the community public by %s: every scanner tries that "
                    "first; turn these versions off",
                    public);
    if (private)
        report_step(device->report, STEP_PROTOCOL, PROBE_FAIL,
                    "the device answers to the community private by %s, which often may change "
                    "settings: turn these versions off",
                    private);
}

static void report_strange(const struct snmp_device *device, const struct snmp_discovery *discovery)
{
    if (discovery->strange)
        report_step(device->report, STEP_PROTOCOL, PROBE_WARN,
                    trn("%u packet came that answers nothing and was dropped",
                        "%u packets came that answer nothing and were dropped", discovery->strange),
                    discovery->strange);
}

/* ------------------------------------------------ communities */

static bool snmp_device_may_not(long error)
{
    return error == SNMP_NO_SUCH_NAME || error == SNMP_NO_ACCESS || error == SNMP_NO_AUTHORIZATION;
}

/* All versions were asked. */
static void report_community_unknown(const struct snmp_device *device,
                                     const struct snmp_discovery *discovery)
{
    const char *version = device->job->snmp.version;

    if (discovery->received[SNMP_OTHER])
        report_step(device->report, STEP_LOGIN, PROBE_FAIL,
                    "the device answers to this community by version %s, but not by version %s, "
                    "which the profile names",
                    strcmp(version, "v1") ? "1" : "2c", version + 1);
    else if (discovery->received[SNMP_DISCOVERY])
        report_step(device->report, STEP_LOGIN, PROBE_FAIL,
                    "the device answers by SNMP version 3, but does not answer to this community "
                    "by version %s",
                    version + 1);
    else
        report_step(device->report, STEP_LOGIN, PROBE_FAIL,
                    "the device is there, but does not answer to this community by version %s",
                    version + 1);
}

static void report_community(const struct snmp_device *device,
                             const struct snmp_discovery *discovery)
{
    const char *version = device->job->snmp.version;
    long error = discovery->answers[SNMP_OWN].error;

    if (!discovery->received[SNMP_OWN])
        report_community_unknown(device, discovery);
    else if (!snmp_device_may_not(error) && error)
        report_step(device->report, STEP_LOGIN, PROBE_FAIL,
                    "the device knows this community, but answers with an error of its own "
                    "(error-status %ld, RFC 3416 3)",
                    error);
    else if (error)
        report_step(device->report, STEP_LOGIN, PROBE_FAIL,
                    "the device knows this community, but lets it read nothing");
    else
        report_step(device->report, STEP_LOGIN, PROBE_PASS,
                    "the device answers to this community by version %s", version + 1);
    report_fact(
        device->report, "snmp.device", "%s",
        discovery->answers[discovery->received[SNMP_OWN] ? SNMP_OWN : SNMP_OTHER].description);
}

/* ------------------------------------------------ all of it */

static void report_engine(const struct snmp_device *device, const struct snmp_answer *answer,
                          int ms)
{
    enum { SLOW_MS = 2000 };
    char text[2 * SNMP_ENGINE + 1] = "";

    for (size_t i = 0; i < answer->engine_size; i++)
        snprintf(text + 2 * i, 3, "%02x", answer->engine[i]);
    report_fact(device->report, "snmp.engine", "%s", text);
    if (ms < SLOW_MS)
        report_step(device->report, STEP_PROTOCOL, PROBE_PASS,
                    "the device answers by SNMP version 3");
    else
        report_step(device->report, STEP_PROTOCOL, PROBE_PASS,
                    "the device answers by SNMP version 3, but slowly: the first answer took %d.%d "
                    "seconds; it may have slept",
                    ms / 1000, ms % 1000 / 100);
}

static void report_version_3(const struct snmp_device *device,
                             const struct snmp_discovery *discovery, const struct address *address)
{
    if (discovery->received[SNMP_DISCOVERY]) {
        report_engine(device, &discovery->answers[SNMP_DISCOVERY], discovery->ms);
        snmp_user(device, address, &discovery->answers[SNMP_DISCOVERY], discovery->ms);
    } else {
        report_step(device->report, STEP_PROTOCOL, PROBE_FAIL,
                    "the device speaks SNMP by %s only, not by version 3: turn that on",
                    snmp_device_older(discovery));
    }
}

/* All were asked together: which of the others do not answer at all? */
static void snmp_device_report_turn(const struct snmp_device *device,
                                    const struct address *answered)
{
    enum { OTHERS_MS = 1500 };
    struct snmp_discovery other = { .version = SNMP_2C };

    for (size_t i = 0; i < device->connection->count; i++) {
        if (&device->connection->list[i] == answered || !has_profile(device))
            continue;
        struct connection one = { .list = { device->connection->list[i] }, .count = 1 };
        snmp_discovery_start(&other, &one, device->port);
        snmp_discovery_end(&other, device->deadline, OTHERS_MS);
        snmp_discovery_close(&other, 0);
        if (!other.device)
            report_step(device->report, STEP_CONNECT, PROBE_WARN,
                        "%s answers, but %s, which the name stands for as well, does not",
                        answered->text, one.list[0].text);
    }
}

void snmp_device_start(struct snmp_device *device)
{
    device->discovery = (struct snmp_discovery){
        .community = by_community(device) ? device->job->snmp.community : NULL,
        .version = strcmp(device->job->snmp.version, "v1") ? SNMP_2C : SNMP_1,
    };
    snmp_discovery_start(&device->discovery, device->connection, device->port);
}

/* What the profile is about. */
static void snmp_device_report(const struct snmp_device *device)
{
    const struct snmp_discovery *discovery = &device->discovery;

    report_strange(device, discovery);
    snmp_device_report_turn(device, discovery->device);
    if (by_community(device))
        report_community(device, discovery);
    else if (has_profile(device))
        report_version_3(device, discovery, discovery->device);
}

void snmp_device_again(struct snmp_device *device)
{
    snmp_discovery_again(&device->discovery);
}

void snmp_device_end(struct snmp_device *device)
{
    enum { LATE_MS = 400 };
    struct snmp_discovery *discovery = &device->discovery;

    snmp_discovery_end(discovery, device->deadline, snmp_device_patience(device));
    bool there = discovery->device;
    if (there && !device->awake)
        snmp_device_again(device);
    if (there)
        snmp_device_report(device);
    else
        report_nobody(device);
    snmp_discovery_close(discovery, there && !device->awake ? LATE_MS : 0);
    if (there)
        report_open(device, discovery);
}
