/* diff_live.c - diff --live: what is declared against what answers. */
#include "screens/commands/diff_live.h"

#include <poll.h>
#include <stdlib.h>
#include <time.h>

#include "backend/certificates/certify.h"
#include "backend/probe/run.h"
#include "backend/probe/work.h"
#include "backend/report/listing.h"
#include "backend/report/live.h"
#include "screens/session/output.h"
#include "screens/session/session.h"

/* Children die with us: an interrupt needs no care. */
static void diff_live_wait_all(struct probe_run *run)
{
    enum probe_event_kind kind;
    struct probe_event event;

    do {
        struct pollfd diff_live_ready = { .fd = probe_run_fd(run), .events = POLLIN };

        kind = probe_run_step(run, &event);
        if (kind == PROBE_WAIT)
            poll(&diff_live_ready, 1, -1);
    } while (kind != PROBE_OVER);
}

static void diff_live_print(const struct buf *lines, bool json)
{
    AUTO_BUF struct buf out = { 0 };

    if (json)
        listing_live(lines, &out);
    else if (lines->text)
        buf_add(&out, lines->text, lines->size);
    if (out.text)
        fwrite(out.text, 1, out.size, stdout);
}

static enum status diff_live_report(const struct session *session, const struct probe_run *run,
                                    bool json)
{
    AUTO_BUF struct buf out = { 0 };
    struct certificate_facts certificate;
    size_t lines = 0;
    struct err err;

    certify_facts(session->store, session->config, time(NULL), &certificate);
    if (*certificate.unknown)
        return fail(&err, "%s", certificate.unknown), session_complain(STATUS_FAILED, &err);
    const struct live_view live = { .config = session->config, .certificate = &certificate };
    for (size_t i = 0; i < probe_run_count(run); i++)
        lines += live_text(&live, probe_run_result(run, i), &out);
    diff_live_print(&out, json);
    return lines ? STATUS_FINDINGS : STATUS_FINE;
}

static bool diff_live_ready(const struct probe_run *run, struct err *err)
{
    if (!probe_run_count(run))
        return fail(err, "nothing is declared that could be looked for");
    return probe_ready(err);
}

static enum status diff_live_compare(struct session *session, bool json)
{
    struct probe_trust trust = { 0 };
    struct err err;

    bool trusted = probe_trust_read(&trust, session->config, session->store, &err);
    if (!trusted)
        session_note("trust: %s", err.text);
    struct probe_run *run =
        probe_run_new(session->config, &trust, &(struct probe_options){ .seconds = 0 });
    for (size_t i = 0; live_sections[i]; i++)
        probe_run_add(run, &(struct config_place){
                               .table = config_table(session->config, live_sections[i]) });
    enum status status = STATUS_FAILED;
    if (diff_live_ready(run, &err)) {
        diff_live_wait_all(run);
        status = session_status(diff_live_report(session, run, json), !trusted);
    } else {
        session_complain(status, &err);
    }
    probe_run_end(run);
    probe_trust_free(&trust);
    return status;
}

enum status diff_live(const struct context *context, bool json)
{
    struct session session = { 0 };
    struct err err;
    enum status status = session_open(&session, context, READ, &err)
                             ? diff_live_compare(&session, json)
                             : session_complain(STATUS_FAILED, &err);

    session_close(&session);
    return status;
}
