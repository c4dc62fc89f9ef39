/* ports.c - what listens on this machine against what is declared, both ways. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "backend/base/language.h"
#include "backend/base/mem.h"
#include "backend/probe/host/declared.h"
#include "backend/probe/host/knock.h"
#include "backend/probe/host/local.h"
#include "backend/probe/host/programs.h"
#include "backend/probe/net/protocol.h"

enum {
    TEXT_MAX = 4 << 20, /* bytes of one file of /proc/net: some 30,000 sockets */
    REPORTED_MAX = 16,  /* ports of one kind that are told one by one */
    PASSING = 32768,    /* the kernel's own default of net.ipv4.ip_local_port_range */
};

/* All that is looked at; too large for a stack. */
struct ports_look {
    struct step_report *report;
    struct sockets sockets;
    struct program programs[LISTENING_MAX];
    struct declared declared[DECLARED_MAX];
    size_t count, reported, kept; /* declared; problems told, and those that were too many */
    unsigned passing;
    bool read;     /* the sockets were */
    size_t closed; /* processes that may not be looked into */
};

/* ------------------------------------------------ reading /proc */

/* A file of /proc has no size to ask for. */
static void read_proc(const char *path, struct buf *text)
{
    AUTO_CLOSE int fd = open(path, O_RDONLY | O_CLOEXEC);
    char piece[16384];
    ssize_t size;

    while (fd >= 0 && text->size < TEXT_MAX && (size = read(fd, piece, sizeof piece)) > 0)
        buf_add(text, piece, (size_t)size);
}

static bool read_sockets(struct ports_look *look)
{
    static const struct {
        const char *path;
        enum sockets_protocol protocol;
    } files[] = {
        { "/proc/net/tcp", SOCKETS_TCP },
        { "/proc/net/tcp6", SOCKETS_TCP },
        { "/proc/net/udp", SOCKETS_UDP },
        { "/proc/net/udp6", SOCKETS_UDP },
    };
    bool any = false;

    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        AUTO_BUF struct buf text = { 0 };
        read_proc(files[i].path, &text);
        if (text.size)
            sockets_add(&look->sockets, files[i].protocol, text.text, text.size);
        any = any || text.size;
    }
    sockets_settle(&look->sockets);
    return any;
}

static unsigned passing_from(void)
{
    AUTO_BUF struct buf text = { 0 };
    unsigned long first = 0;

    read_proc("/proc/sys/net/ipv4/ip_local_port_range", &text);
    if (text.size)
        first = strtoul(text.text, NULL, 10);
    return first && first <= UINT16_MAX ? (unsigned)first : PASSING;
}

/* ------------------------------------------------ telling */

static const char *const protocols[] = { [SOCKETS_TCP] = "tcp", [SOCKETS_UDP] = "udp" };

/* "nginx (process 4711)" */
static void who(const struct ports_look *look, size_t at, char out[], size_t size)
{
    const struct program *program = &look->programs[at];

    if (program->pid)
        snprintf(out, size, tr("%s (process %ld)"), program->name, program->pid);
    else
        snprintf(out, size, tr("an unknown program"));
}

static bool room_to_report(struct ports_look *look)
{
    if (look->reported == REPORTED_MAX) {
        look->kept++;
        return false;
    }
    look->reported++;
    return true;
}

static const char *const standings[] = {
    [STANDS_LOOPBACK] = "but only for this machine itself",
    [STANDS_UNUSED] = "but nothing listens there",
    [STANDS_CLOSED] = "and only the firewall keeps others away from it",
    [STANDS_UNDECLARED] = "and no record speaks of it",
};

static void report_declared(struct ports_look *look, const struct declared *declared)
{
    char name[PROGRAM_NAME + 32] = "";
    size_t at;
    enum standing standing = declared_stands(declared, &look->sockets, &at);

    if (standing == STANDS_UNUSED && room_to_report(look))
        report_step(look->report, STEP_CONNECT, PROBE_WARN, "%s %u is declared open (%s), %s",
                    protocols[declared->protocol], declared->port, declared->name,
                    tr(standings[standing]));
    if (standing != STANDS_LOOPBACK || !room_to_report(look))
        return;
    who(look, at, name, sizeof name);
    report_step(look->report, STEP_CONNECT, PROBE_WARN, "%s %u is declared open (%s), %s: %s",
                protocols[declared->protocol], declared->port, declared->name,
                tr(standings[standing]), name);
}

static void report_listening(struct ports_look *look, size_t at)
{
    static const char *const reaches[] = {
        [REACH_LOOPBACK] = "this machine only",
        [REACH_ADDRESS] = "one address",
        [REACH_ANY] = "all addresses",
    };
    const struct listening *one = &look->sockets.list[at];
    char name[PROGRAM_NAME + 32], fact[24];
    enum standing standing = declared_listens(one, look->declared, look->count, look->passing);

    who(look, at, name, sizeof name);
    snprintf(fact, sizeof fact, "%s.%u", protocols[one->protocol], one->port);
    report_fact(look->report, fact, "%s, %s", name, reaches[one->reach]);
    if ((standing == STANDS_CLOSED || standing == STANDS_UNDECLARED) && room_to_report(look))
        report_step(look->report, STEP_CONNECT, PROBE_WARN, "%s listens on %s %u, %s, %s", name,
                    protocols[one->protocol], one->port, tr(reaches[one->reach]),
                    tr(standings[standing]));
}

/* What listens here says nothing of a server that is elsewhere. */
static void report_machine(const struct probe_job *job, struct step_report *report)
{
    char host[256] = "";

    gethostname(host, sizeof host - 1);
    switch (*job->host ? local_name(job->host) : LOCAL_UNKNOWN) {
    case LOCAL_HERE:
        report_step(report, STEP_RESOLVE, PROBE_PASS, "%s is this machine", job->host);
        break;
    case LOCAL_ELSEWHERE:
        report_step(report, STEP_RESOLVE, PROBE_WARN,
                    "%s is another machine: what follows was seen on %s", job->host, host);
        break;
    case LOCAL_UNKNOWN:
        report_step(report, STEP_RESOLVE, PROBE_WARN,
                    "the server's name does not resolve: what follows was seen on %s", host);
        break;
    }
}

static void report_rest(struct ports_look *look, size_t closed)
{
    if (look->kept)
        report_step(look->report, STEP_CONNECT, PROBE_WARN, "%zu more ports differ", look->kept);
    if (look->sockets.more)
        report_step(look->report, STEP_CONNECT, PROBE_WARN,
                    "more than %d ports listen here; the others were not looked at", LISTENING_MAX);
    if (closed)
        report_fact(look->report, "unseen",
                    "%zu processes of other users were not inspected: run it as root", closed);
    if (!look->reported)
        report_step(look->report, STEP_CONNECT, PROBE_PASS,
                    "what listens here is what is declared, %zu of %zu", look->sockets.count,
                    look->sockets.count);
}

static struct ports_look *seen; /* from probe_ports_look() to probe_ports() */

void probe_ports_look(void)
{
    seen = must(calloc(1, sizeof *seen));
    seen->passing = passing_from();
    seen->read = read_sockets(seen);
    seen->closed = programs_find(&seen->sockets, seen->programs);
}

void probe_ports(const struct probe_job *job, struct step_report *report,
                 const struct deadline *deadline)
{
    struct ports_look *look = seen;

    look->report = report;
    look->count = declared_read(job->ports.declared, look->declared);
    const bool away = job->look && local_name(job->host) == LOCAL_ELSEWHERE;
    if (!away)
        report_machine(job, report);
    if (away) {
        knock(job, look->declared, look->count, report, deadline);
    } else if (!look->read) {
        report_step(report, STEP_CONNECT, PROBE_UNREACHABLE, "/proc/net cannot be read here");
    } else {
        for (size_t i = 0; i < look->count; i++)
            report_declared(look, &look->declared[i]);
        for (size_t i = 0; i < look->sockets.count; i++)
            report_listening(look, i);
        report_rest(look, look->closed);
    }
    free(look);
    seen = NULL;
}
