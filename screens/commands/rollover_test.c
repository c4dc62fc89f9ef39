#include "screens/commands/rollover_test.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "backend/probe/run.h"
#include "backend/probe/work.h"

/* Some ends, tried with the secrets of one configuration. */
struct rollover_round {
    const struct config *config;
    const struct probe_trust *trust;
    struct rollover_end_point **ends;
    size_t count, room;
};

static void rollover_test_add(struct rollover_round *round, struct rollover_end_point *end)
{
    round->ends = grow(round->ends, round->count, &round->room, sizeof *round->ends);
    round->ends[round->count++] = end;
}

/* ------------------------------------------------ what came of it */

static bool rollover_test_login(const struct probe_result *result)
{
    for (size_t i = 0; i < result->step_count; i++)
        if (result->steps[i].step == STEP_LOGIN)
            return result->steps[i].verdict <= PROBE_WARN;
    return false;
}

/* Was the secret right? Whatever else may be wrong with the other end. The answer of a RADIUS
 * server fits the right secret only; a device says something of itself to a user it knows. */
static bool rollover_test_taken(const struct probe_result *result)
{
    if (strncmp(result->path, "radius", 6) == 0)
        return probe_result_fact(result, "radius.signed");
    if (strncmp(result->path, "snmp", 4) == 0)
        return probe_result_fact(result, "snmp.device");
    return rollover_test_login(result);
}

static void rollover_test_wait(struct probe_run *run)
{
    enum probe_event_kind kind;
    struct probe_event event;

    while ((kind = probe_run_step(run, &event)) != PROBE_OVER) {
        struct pollfd ready = { .fd = probe_run_fd(run), .events = POLLIN };

        if (kind == PROBE_WAIT)
            poll(&ready, 1, -1);
    }
}

/* Ends that did not take the secret are added to `other` (NULL: they take neither). */
static void rollover_test_round(const struct rollover_round *round, enum rollover_takes takes,
                                struct rollover_round *other)
{
    struct probe_run *run =
        probe_run_new(round->config, round->trust, &(struct probe_options){ .seconds = 0 });

    for (size_t i = 0; i < round->count; i++) {
        struct config_place place = { 0 };

        if (config_find(round->config, round->ends[i]->path, &place, NULL))
            probe_run_add_nth(run, &place, round->ends[i]->n);
    }
    rollover_test_wait(run);
    for (size_t i = 0; i < round->count && i < probe_run_count(run); i++) {
        const struct probe_result *result = probe_run_result(run, i);
        bool silent = probe_result_verdict(result) == PROBE_UNREACHABLE;

        if (rollover_test_taken(result))
            round->ends[i]->takes = takes;
        else if (other)
            rollover_test_add(other, round->ends[i]);
        else
            round->ends[i]->takes = silent ? TAKES_SILENT : TAKES_NEITHER;
    }
    probe_run_end(run);
}

/* ------------------------------------------------ all of them */

static bool rollover_test_asked(const char *path, const struct arguments *arguments)
{
    const char *const *words = arguments->words;

    for (size_t i = 0; i < arguments->count; i++) {
        size_t size = strlen(path);

        /* a word may be the path of a secret in that record */
        if (rollover_matches(words[i], path) ||
            (strncmp(words[i], path, size) == 0 && words[i][size] == '.'))
            return true;
        AUTO_FREE char *record = copy(words[i]);
        char *last = strrchr(record, '.');
        if (last && strpbrk(record, "*?[")) {
            *last = '\0';
            if (rollover_matches(record, path))
                return true;
        }
    }
    return !arguments->count;
}

bool rollover_test(const struct session *session, struct rollover_ends *ends,
                   const struct arguments *arguments, bool *lacks, struct err *err)
{
    struct config *ahead = rollover_ahead(session->config);
    struct probe_trust trust = { 0 };
    struct rollover_round old = { session->config, &trust, NULL, 0, 0 };
    struct rollover_round new = { ahead, &trust, NULL, 0, 0 };
    struct rollover_round old_then = { session->config, &trust, NULL, 0, 0 };
    struct rollover_round new_then = { ahead, &trust, NULL, 0, 0 };
    bool ready = probe_ready(err);

    *lacks = ready && !probe_trust_read(&trust, session->config, session->store, err);
    if (*lacks)
        session_note("trust: %s", err->text);
    for (size_t i = 0; ready && i < ends->count; i++)
        if (rollover_test_asked(ends->list[i].path, arguments))
            rollover_test_add(ends->list[i].takes == TAKES_NEW ? &new : &old, &ends->list[i]);
    if (ready) {
        rollover_test_round(&old, TAKES_OLD, &new_then);
        rollover_test_round(&new, TAKES_NEW, &old_then);
        rollover_test_round(&new_then, TAKES_NEW, NULL);
        rollover_test_round(&old_then, TAKES_OLD, NULL);
    }
    free(old.ends);
    free(new.ends);
    free(old_then.ends);
    free(new_then.ends);
    probe_trust_free(&trust);
    config_free(ahead);
    return ready;
}
