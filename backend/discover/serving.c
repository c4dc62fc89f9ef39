#include "backend/discover/serving.h"

#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "backend/base/language.h"
#include "backend/child/stream.h"
#include "backend/model/change.h"
#include "backend/probe/run.h"
#include "backend/probe/work.h"
#include "backend/settings/settings.h"

void serving_host(const struct config *config, const char *given, char host[PROBE_HOST])
{
    const char *name = given ? given : server_fqdn(config);

    if (!*name || !host_to_ascii(name, host, PROBE_HOST, NULL))
        snprintf(host, PROBE_HOST, "localhost");
}

/* ------------------------------------------------ starting */

/* The settings, but for the server's name. The caller frees. */
static struct config *serving_config(const struct config *config, const char *host)
{
    struct config *own = config_copy(config);
    struct journal journal = { 0 };
    struct config_place place;

    if (config_find(own, "server.fqdn", &place, NULL))
        change_set(&journal, own, &place, host, NULL);
    change_journal_clear(&journal);
    return own;
}

size_t serving_ports(const struct config *config, unsigned ports[SERVING_PARTS], unsigned *clear)
{
    struct config *own = serving_config(config, "localhost");
    const struct record *tls = config_table(own, &tls_section)->records[0];
    struct probe_job job = { .port = 0 };
    size_t count = 0;

    tls_probe(own, tls, 0, &job);
    config_free(own);
    ports[count++] = job.port;
    if (job.port != SERVING_WEB)
        ports[count++] = SERVING_WEB;
    *clear = job.tls.clear_port;
    return count;
}

void serving_plan(const struct config *config, const char *host, serving_use *use, void *data)
{
    unsigned ports[SERVING_PARTS], clear;
    const size_t count = serving_ports(config, ports, &clear);

    for (size_t i = 0; i < count; i++)
        use(data, host, ports[i],
            tr("TLS handshakes, also for old versions and weak ciphers; GET / over HTTPS"),
            SERVING_CONNECTIONS);
    use(data, host, clear, tr("GET / without TLS"), 2 * (int)count);
}

const char serving_knock_what[] = "if it is another machine: does it answer?";

/* IANA's names: ftp, ssh, telnet, smtp, http, pop3, epmap, netbios-ssn, imap, ldap, https,
 * microsoft-ds, printer, ipp, ms-sql-s, gds-db, ms-wbt-server, rfb, wsman, http-alt,
 * pdl-datastream.
 */
static const uint16_t serving_usual[] = { 21,   22,   23,   25,   80,   110,  135,
                                          139,  143,  389,  443,  445,  515,  631,
                                          1433, 3050, 3389, 5900, 5985, 8080, 9100 };

static size_t serving_knock(uint16_t knocks[], size_t count, long port)
{
    for (size_t i = 0; i < count; i++)
        if (knocks[i] == port)
            return count;
    if (count < PROBE_KNOCKS)
        knocks[count++] = (uint16_t)port;
    return count;
}

void serving_knocks(const struct config *config, uint16_t knocks[PROBE_KNOCKS + 1])
{
    struct config *effective = ports_effective(config);
    const struct table *table = config_table(effective, &ports_section);
    size_t count = 0;

    for (size_t i = 0; i < sizeof serving_usual / sizeof *serving_usual; i++)
        count = serving_knock(knocks, count, serving_usual[i]);
    for (size_t i = 0; i < table->count; i++) {
        const struct port_settings port = port_settings(table->records[i]);
        if (port.tcp && port.in)
            count = serving_knock(knocks, count, port.number);
    }
    knocks[count] = 0;
    config_free(effective);
}

static bool serving_add(struct serving *serving, const struct config *config,
                        const struct section *section, unsigned port, struct err *err)
{
    enum { GRACE = 5 };
    const struct table *table = config_table(config, section);
    struct serving_part *part = &serving->parts[serving->count];
    struct epoll_event event = { .events = EPOLLIN };
    struct probe_job job;

    if (!table->count || !probe_job(config, table, table->records[0], 0, &job))
        return true;
    job.trust = &serving->trust;
    job.look = true;
    job.skip_validation = port != 0;
    if (port) {
        job.port = port;
        job.min_version = TLS_1_0;
    } else {
        serving_knocks(config, job.ports.knocks);
    }
    part->port = port;
    part->worker = probe_start(&job, job.seconds + GRACE, NULL, err);
    if (!part->worker)
        return false;
    serving->count++;
    return epoll_ctl(serving->wait, EPOLL_CTL_ADD, worker_fd(part->worker), &event) == 0 ||
           fail_errno(err, "a worker process cannot be watched");
}

static bool serving_add_all(struct serving *serving, const struct config *config, struct err *err)
{
    unsigned ports[SERVING_PARTS], clear;
    const size_t count = serving_ports(config, ports, &clear);
    bool fine = true;

    for (size_t i = 0; i < count && fine; i++)
        fine = serving_add(serving, config, &tls_section, ports[i], err);
    return fine && serving_add(serving, config, &ports_section, 0, err);
}

bool serving_start(struct serving *serving, const struct config *config, struct store *store,
                   const char *host, struct err *err)
{
    struct config *own = serving_config(config, host);
    struct err ignored; /* who is trusted besides: without a file less is */

    snprintf(serving->host, sizeof serving->host, "%s", host);
    serving->wait = epoll_create1(EPOLL_CLOEXEC);
    serving->started = serving->wait >= 0;
    probe_trust_read(&serving->trust, config, store, &ignored);
    const bool fine = (serving->started || fail_errno(err, "nothing can be waited for")) &&
                      probe_ready(err) && serving_add_all(serving, own, err);
    config_free(own);
    return fine;
}

/* ------------------------------------------------ looking */

int serving_fd(const struct serving *serving)
{
    return serving->wait;
}

static void serving_end(struct serving_part *part)
{
    worker_end(part->worker);
    part->worker = NULL;
    part->result.ended = true;
}

/* Reads what one has said; one that babbles is stopped. */
static void serving_hear(struct serving_part *part)
{
    enum { LINES = 4096 };
    char line[STREAM_LINE];

    for (int i = 0; part->worker && i < LINES; i++)
        switch (worker_step(part->worker, line, sizeof line)) {
        case WORKER_BUSY:
            return;
        case WORKER_REPORTED:
            probe_result_receive(&part->result, line);
            break;
        case WORKER_SENT:
            break;
        case WORKER_FAILED:
            probe_result_broke(&part->result, line);
            serving_end(part);
            return;
        case WORKER_DONE:
            serving_end(part);
            return;
        }
    if (part->worker)
        serving_end(part);
}

bool serving_step(struct serving *serving)
{
    bool over = true;

    for (size_t i = 0; i < serving->count; i++) {
        serving_hear(&serving->parts[i]);
        over = over && !serving->parts[i].worker;
    }
    return over;
}

void serving_free(struct serving *serving)
{
    for (size_t i = 0; i < serving->count; i++) {
        worker_end(serving->parts[i].worker);
        probe_result_free(&serving->parts[i].result);
    }
    probe_trust_free(&serving->trust);
    if (serving->started)
        close(serving->wait);
    *serving = (struct serving){ 0 };
}

/* ------------------------------------------------ what was seen */

const struct serving_part *serving_web(const struct serving *serving)
{
    for (size_t i = 0; i < serving->count; i++)
        if (serving->parts[i].port && probe_result_fact(&serving->parts[i].result, "tls.version"))
            return &serving->parts[i];
    return NULL;
}

/* Its first step says whether the host is this machine. */
const struct serving_part *serving_listens(const struct serving *serving)
{
    for (size_t i = 0; i < serving->count; i++) {
        const struct probe_result *result = &serving->parts[i].result;
        if (!serving->parts[i].port && result->step_count &&
            result->steps[0].step == STEP_RESOLVE && result->steps[0].verdict == PROBE_PASS)
            return &serving->parts[i];
    }
    return NULL;
}
