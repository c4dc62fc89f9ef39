#include "tests/screens/staged.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>

#include "backend/probe/run.h"
#include "backend/settings/settings.h"
#include "screens/live/live.h"
#include "screens/wizard/apply.h"

enum { STAGED_TIME = 1796126400, STAGED_TICK = 1000000 }; /* 2026-12-01, noon */

static bool staged_same;
static unsigned staged_chance;
static int staged_ready = -1; /* always readable */
static size_t staged_events;  /* of the test or the applier that goes on */

void staged_begin(bool same)
{
    staged_same = same;
    staged_chance = 1;
    staged_events = 0;
    if (staged_ready < 0)
        staged_ready = eventfd(1, EFD_CLOEXEC);
}

/* ------------------------------------------------ asked instead */

/* The names are the linker's. NOLINTBEGIN(bugprone-reserved-identifier) */
#define STAGED(type, name, ...)                                                                    \
    type __real_##name(__VA_ARGS__);                                                               \
    type __wrap_##name(__VA_ARGS__)
STAGED(time_t, time, time_t *out);
STAGED(int64_t, loop_now, void);
STAGED(void, crypto_random, void *bytes, size_t size);
STAGED(void, crypto_draw, const char *alphabet, char *text, size_t length);
STAGED(void, store_who, char who[], size_t size);
STAGED(bool, store_lock, struct store *store, struct holder *holder, struct err *err);
STAGED(void, store_draft_last, const struct store *store, struct draft_last *last);
STAGED(char *, detect_server, void);
STAGED(int, probe_run_fd, const struct probe_run *run);
STAGED(enum probe_event_kind, probe_run_step, struct probe_run *run, struct probe_event *event);
STAGED(size_t, probe_run_done, const struct probe_run *run);
STAGED(struct applier *, applier_start, struct plan *plan, struct err *err);
STAGED(int, applier_fd, const struct applier *applier);
STAGED(enum applied, applier_step, struct applier *applier, char line[], size_t size);
STAGED(void, applier_answer, struct applier *applier, bool keep);
STAGED(void, applier_end, struct applier *applier);

time_t __wrap_time(time_t *out)
{
    time_t now = staged_same ? STAGED_TIME : __real_time(NULL);

    if (out)
        *out = now;
    return now;
}

int64_t __wrap_loop_now(void)
{
    return staged_same ? STAGED_TICK : __real_loop_now();
}

static unsigned char staged_byte(void)
{
    staged_chance = staged_chance * 1103515245U + 12345U; /* C17, 7.22.2.2 */
    return (unsigned char)(staged_chance >> 16);
}

void __wrap_crypto_random(void *bytes, size_t size)
{
    if (!staged_same)
        __real_crypto_random(bytes, size);
    for (size_t i = 0; staged_same && i < size; i++)
        ((unsigned char *)bytes)[i] = staged_byte();
}

void __wrap_crypto_draw(const char *alphabet, char *text, size_t length)
{
    if (!staged_same) {
        __real_crypto_draw(alphabet, text, length);
        return;
    }
    for (size_t i = 0; i < length; i++)
        text[i] = alphabet[staged_byte() % strlen(alphabet)];
    text[length] = '\0';
}

void __wrap_store_who(char who[], size_t size)
{
    if (staged_same)
        snprintf(who, size, "kim");
    else
        __real_store_who(who, size);
}

void __wrap_store_draft_last(const struct store *store, struct draft_last *last)
{
    if (staged_same)
        *last = (struct draft_last){ "kim", "2026-12-01T11:58:40Z" };
    else
        __real_store_draft_last(store, last);
}

char *__wrap_detect_server(void)
{
    return staged_same ? copy("print01.corp.example.com") : __real_detect_server();
}

static bool staged_beside; /* somebody else has the lock */

void staged_lock_is_taken(void)
{
    staged_beside = true;
}

bool __wrap_store_lock(struct store *store, struct holder *holder, struct err *err)
{
    if (!staged_beside)
        return __real_store_lock(store, holder, err);
    staged_beside = false;
    *holder = (struct holder){ "petra from 192.0.2.7", "2026-12-01T10:12:09Z",
                               "2026-12-01T11:58:40Z", 4711 };
    return false;
}

/* ------------------------------------------------ live tests: one step of each verdict */

int __wrap_probe_run_fd(const struct probe_run *run)
{
    return staged_same ? staged_ready : __real_probe_run_fd(run);
}

static void staged_result(struct probe_result *result, size_t i)
{
    static const char *const lines[][3] = {
        { "step resolve pass 1 192.0.2.25", "step connect pass 3 192.0.2.25 port 25",
          "step tls fail 12 the certificate is not for this name but for mail.corp.example.com" },
        { "step resolve pass 1 192.0.2.7", "step connect pass 2 192.0.2.7 port 636",
          "step login pass 9 signed in as CORP\\myq" },
        { "step resolve pass 4 192.0.2.9", "step connect unreachable 5000 no answer", NULL },
        { "step resolve pass 1 192.0.2.11", "step connect pass 2 192.0.2.11 port 993",
          "step tls warn 8 the certificate expires in 12 days" },
    };

    for (size_t k = 0; k < 3 && lines[i % 4][k]; k++)
        probe_result_receive(result, lines[i % 4][k]);
    result->ms = 21;
    result->ended = true;
}

/* Two tests are over at each look. */
enum probe_event_kind __wrap_probe_run_step(struct probe_run *run, struct probe_event *event)
{
    if (!staged_same)
        return __real_probe_run_step(run, event);
    size_t i = staged_events - staged_events / 3;
    if (i >= probe_run_count(run))
        return PROBE_OVER;
    if (staged_events++ % 3 == 2)
        return PROBE_WAIT;
    *event = (struct probe_event){ i, probe_run_result(run, i) };
    staged_result((struct probe_result *)event->result, i);
    return PROBE_ENDED;
}

size_t __wrap_probe_run_done(const struct probe_run *run)
{
    size_t done = 0;

    for (size_t i = 0; staged_same && i < probe_run_count(run); i++)
        done += probe_run_result(run, i)->ended;
    return staged_same ? done : __real_probe_run_done(run);
}

/* ------------------------------------------------ an export put in force */

struct applier {
    bool answered;
};

struct applier *__wrap_applier_start(struct plan *plan, struct err *err)
{
    (void)plan;
    (void)err;
    staged_events = 0;
    return must(calloc(1, sizeof(struct applier)));
}

int __wrap_applier_fd(const struct applier *applier)
{
    (void)applier;
    return staged_ready;
}

enum applied __wrap_applier_step(struct applier *applier, char line[], size_t size)
{
    static const struct {
        enum applied what;
        const char *line;
    } steps[] = {
        { APPLIER_STEP, "Checking what was put in place" },
        { APPLIER_BUSY, "" },
        { APPLIER_ASKS, "120" },
        { APPLIER_BUSY, "" },
        { APPLIER_UNDONE, "nobody kept it; the old state is back" },
    };
    size_t i = staged_events++;

    (void)applier;
    snprintf(line, size, "%s", steps[i].line);
    return steps[i].what;
}

void __wrap_applier_answer(struct applier *applier, bool keep)
{
    applier->answered = !keep;
}

void __wrap_applier_end(struct applier *applier)
{
    free(applier);
}
/* NOLINTEND(bugprone-reserved-identifier) */
