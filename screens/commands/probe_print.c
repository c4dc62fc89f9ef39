#include "screens/commands/probe_print.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "backend/base/language.h"
#include "backend/base/shown.h"
#include "backend/report/probe_groups.h"
#include "backend/report/probe_report.h"
#include "screens/session/command.h"
#include "screens/session/output.h"

const char command_probe_help[] =
    "Without PATH all that is configured is tried, side by side; with paths of sections or "
    "records those. Each test resolves the name, connects to all of its addresses, makes the TLS "
    "handshake, judges the certificate and the encryption, and logs in where there is a login. No "
    "password leaves before the other end has proved who it is, and none "
    "unencrypted where encryption is configured. The verdict is pass, warn, fail (insecure, "
    "or refused) or unreachable (nothing can be said: no such name, refused, timed out); a "
    "connection that works but is configured weaker than check allows fails as well. "
    "--timeout bounds each test, in seconds; without it a test takes at most ten, or what "
    "its section says. --jobs says how many run side by side, else it depends on the "
    "processors; --retry tries what was unreachable again, up to N times, at the end. "
    "--failed prints only what failed or was unreachable. --crl also asks the CAs for their "
    "revocation lists. --user also logs in to RADIUS servers as that test user, whose "
    "password is read from standard input; only servers that have proved who they are see "
    "it. Results are printed as they come; a signal (Ctrl-C) ends it, prints what is "
    "finished, and the status is 128 plus its number. json is one document at the end, "
    "jsonl one line for each result as it comes, both for programs "
    "(share/printseal/schema/probe.json); what a server says to a refusal stands there in its own "
    "words, login.said, mail.said or ldap.said, cut at 160 bytes. The status is 1 if "
    "anything failed or could not be reached. Logs of the other ends show more than one "
    "login: a RADIUS server that is silent is asked for a made-up user, printseal-probe, "
    "and SNMP devices by the communities public and private and by less than the profile "
    "demands, all of which must fail (snmpd: Connection from UDP, a line for each packet, and "
    "Authentication failed only where a password is wrong); a profile's community is tried by "
    "both of versions 1 and 2c. A mail server sees up to four "
    "connections, one after the other, some of whose handshakes fail, because old TLS is "
    "offered (postfix: lost connection after STARTTLS). Web servers, directories and dovecot log "
    "the same: unsupported protocol, no shared cipher, with slapd TLS negotiation failure. Where "
    "connections are counted, except this machine: smtpd_client_event_limit_exceptions of "
    "postfix, ignoreip of fail2ban.";

enum {
    PROGRESS = 78,   /* columns */
    BLOCKS_MOST = 12 /* tests on a terminal whose steps are all shown */
};

/* ------------------------------------------------ progress */

/* Rounded up, to tens of seconds or to minutes: nobody knows it better. */
static void probe_print_left(const struct probe_run *run, char text[40])
{
    enum { TEN = 10000, MINUTE = 60000, MINUTES = 2 * MINUTE };
    const struct probe_left left = probe_run_left(run);
    long tens = ((long)left.ms + TEN - 1) / TEN, minutes = ((long)left.ms + MINUTE - 1) / MINUTE;

    if (left.ms <= TEN)
        snprintf(text, 40, "%s", tr(", less than 10 s left"));
    else if (left.ms <= MINUTES)
        snprintf(text, 40, left.most ? tr(", at most %ld s left") : tr(", about %ld s left"),
                 tens * 10);
    else
        snprintf(text, 40, left.most ? tr(", at most %ld min left") : tr(", about %ld min left"),
                 minutes);
}

/* One less than the terminal has now: in the last one it may begin a new line. */
static int probe_print_width(void)
{
    struct winsize size;
    int most = ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col - 1 : PROGRESS;

    return most > 0 && most < PROGRESS ? most : PROGRESS;
}

/* One line that is overwritten, on a terminal only; with spaces, for any terminal knows these. */
void probe_print_again(const struct probe_print *print, const struct probe_run *run)
{
    size_t done = probe_run_done(run), count = probe_run_count(run);
    const struct probe_result *waits = print->progress ? probe_run_longest(run) : NULL;
    char text[PROGRESS + 64], left[40] = "";

    if (!waits)
        return;
    if (done < count)
        probe_print_left(run, left);
    snprintf(text, sizeof text, tr("%s of %s tested%s: %.30s"), shown_count(done).text,
             shown_count(count).text, left, waits->path);
    int width = probe_print_width();
    fprintf(stderr, "\r%-*.*s", width, width, text);
}

static void probe_print_clear(const struct probe_print *print)
{
    if (print->progress)
        fprintf(stderr, "\r%*s\r", probe_print_width(), "");
}

/* ------------------------------------------------ one result */

static bool probe_print_shows(const struct probe_print *print, const struct probe_result *result)
{
    return result->ended && (!print->failed || probe_result_verdict(result) >= PROBE_FAIL);
}

static bool probe_print_put(struct probe_print *print, const struct buf *out)
{
    struct err err;

    if (!out->size || print->broken)
        return !print->broken;
    probe_print_clear(print);
    print->broken = !output_file(NULL, out->text, out->size, &err) || !output_flush();
    return !print->broken;
}

static bool probe_print_one(struct probe_print *print, const struct probe_result *result)
{
    AUTO_BUF struct buf out = { 0 };

    if (!probe_print_shows(print, result))
        return true;
    print->look = output_look(NULL); /* the window may be another one meanwhile */
    if (print->form == PROBE_JSONL) {
        probe_report_json(result, &out);
        buf_print(&out, "\n");
    } else {
        (print->lines ? probe_report_line : probe_report_text)(result, &print->look, &out);
    }
    return probe_print_put(print, &out);
}

/* As many of the order as are over. */
static bool probe_print_in_order(struct probe_print *print, const struct probe_run *run)
{
    bool fine = true;

    while (fine && print->printed < probe_run_count(run) &&
           probe_run_result(run, print->printed)->ended)
        fine = probe_print_one(print, probe_run_result(run, print->printed++));
    return fine;
}

/* ------------------------------------------------ all */

void probe_print_begin(struct probe_print *print, const struct probe_run *run)
{
    print->look = output_look(NULL);
    print->progress = isatty(STDERR_FILENO);
    print->lines = isatty(STDOUT_FILENO) && probe_run_count(run) > BLOCKS_MOST;
}

bool probe_print_event(struct probe_print *print, const struct probe_run *run,
                       const struct probe_event *event, bool ended)
{
    bool fine = true;

    if (ended && print->form == PROBE_TEXT && !isatty(STDOUT_FILENO))
        fine = probe_print_in_order(print, run);
    else if (ended && print->form != PROBE_JSON)
        fine = probe_print_one(print, event->result);
    probe_print_again(print, run);
    return fine;
}

int probe_print_patience(void)
{
    return isatty(STDERR_FILENO) ? 1000 : -1;
}

static void probe_print_json(const struct probe_print *print, const struct probe_run *run,
                             int signal, struct buf *out)
{
    const char *mark = "";

    buf_print(out, "{\"version\": 1, %s\"results\": [", signal ? "\"cut_short\": true, " : "");
    for (size_t i = 0; i < probe_run_count(run); i++)
        if (probe_print_shows(print, probe_run_result(run, i))) {
            buf_print(out, "%s\n  ", mark);
            probe_report_json(probe_run_result(run, i), out);
            mark = ",";
        }
    buf_print(out, "]}\n");
}

static void probe_print_sums(const struct probe_run *run, int signal, struct buf *out)
{
    size_t counts[PROBE_VERDICTS] = { 0 }, done = 0;

    for (size_t i = 0; i < probe_run_count(run); i++)
        if (probe_run_result(run, i)->ended) {
            counts[probe_result_verdict(probe_run_result(run, i))]++;
            done++;
        }
    buf_print(out, "%s", probe_run_count(run) ? "\n" : "");
    if (signal)
        buf_print(out, tr("cut short by a signal (%s): %s of "), strsignal(signal),
                  shown_count(done).text);
    buf_print(out, tr("%s tested: %s pass, %s warn, %s fail, %s unreachable\n"),
              shown_count(probe_run_count(run)).text, shown_count(counts[PROBE_PASS]).text,
              shown_count(counts[PROBE_WARN]).text, shown_count(counts[PROBE_FAIL]).text,
              shown_count(counts[PROBE_UNREACHABLE]).text);
}

static void probe_print_groups(const struct probe_print *print, const struct probe_run *run,
                               struct buf *out)
{
    size_t count = probe_run_count(run), used = 0, before = out->size;
    const struct probe_result **results = must(calloc(count + 1, sizeof(struct probe_result *)));

    for (size_t i = 0; i < count; i++)
        if (probe_print_shows(print, probe_run_result(run, i)))
            results[used++] = probe_run_result(run, i);
    buf_print(out, "%s", count ? "\n" : "");
    probe_groups_text(results, used, &print->look, out);
    if (count && out->size == before + 1) /* there are none */
        out->text[out->size = before] = '\0';
    free(results);
}

/* What came behind one that is not over. */
static void probe_print_rest(struct probe_print *print, const struct probe_run *run)
{
    if (isatty(STDOUT_FILENO))
        return;
    for (; print->printed < probe_run_count(run); print->printed++)
        probe_print_one(print, probe_run_result(run, print->printed));
}

bool probe_print_end(struct probe_print *print, const struct probe_run *run, int signal)
{
    AUTO_BUF struct buf out = { 0 };

    probe_print_clear(print);
    if (print->form == PROBE_TEXT) {
        probe_print_rest(print, run);
        probe_print_groups(print, run, &out);
        probe_print_sums(run, signal, &out);
    } else if (print->form == PROBE_JSON) {
        probe_print_json(print, run, signal, &out);
    } else if (signal) {
        buf_print(&out, "{\"version\": 1, \"cut_short\": true, \"tested\": %zu, \"of\": %zu}\n",
                  probe_run_done(run), probe_run_count(run));
    }
    return probe_print_put(print, &out);
}
