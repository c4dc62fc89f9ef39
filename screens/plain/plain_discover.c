/* plain_discover.c - what the network knows of this site: asked once somebody says yes, listed by
 * number, taken once somebody says so. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/shown.h"
#include "backend/base/utf8.h"
#include "backend/discover/discover.h"
#include "screens/discover/discover.h"
#include "screens/plain/plain.h"
#include "screens/session/answer.h"

/* Control characters of strangers end here. */
static void plain_discover_say(const char *head, const char *text)
{
    AUTO_FREE char *clean = copy(text);

    utf8_sanitize(clean);
    printf("%s%s\n", head, clean);
}

/* The names of this machine are left to "printseal discover --dry-run". */
static void plain_discover_line(void *data, const char *text, const char *more)
{
    size_t size = strcspn(more, ":?");
    size -= size && more[size - 1] == '.';
    AUTO_FREE char *whole = format("%s: %.*s", text, (int)size, more);

    (void)data;
    plain_discover_say("  ", whole);
}

static void plain_discover_questions(const struct discovery *discovery, const struct config *config)
{
    printf(tr("The name servers of this machine, the hosts that they name, and this server can be "
              "asked "
              "about %s:\n"),
           discovery->job.domain);
    discover_lines(discovery, config, plain_discover_line, NULL);
}

/* ------------------------------------------------ what was found */

static void plain_discover_list(const struct proposals *proposals)
{
    char record[128], text[1000];

    for (size_t i = 0; i < proposals->count; i++) {
        const struct proposal *one = &proposals->list[i];
        discover_record(one->path, record, sizeof record);
        snprintf(text, sizeof text, "%zu %s: %s: %s = %s", i + 1, one->proposed ? "take" : "leave",
                 record, discover_label(one->path), discover_value(one->path, one->value));
        plain_discover_say("", text);
        discover_about(one, text, sizeof text);
        plain_discover_say("   ", text);
    }
}

/* "3, 5": turns these. False: something else was said. */
static bool plain_discover_turn(struct proposals *proposals, const char *line)
{
    bool turned = false;

    while (*line) {
        char *end;
        unsigned long number = strtoul(line, &end, 10);
        if (end == line || number < 1 || number > proposals->count)
            return false;
        proposals->list[number - 1].proposed = !proposals->list[number - 1].proposed;
        turned = true;
        line = end + strspn(end, ", ");
    }
    return turned;
}

static void plain_discover_take(struct plain *plain, const struct proposals *proposals)
{
    struct session *session = &plain->session;
    size_t before = session->journal.done, taken;
    struct err err;

    if (!proposals_take(proposals, &session->journal, session->config, &taken, &err)) {
        plain_discover_say(tr("  Nothing was taken: "), err.text);
        return;
    }
    change_join(&session->journal, before);
    printf(tr("%s settings taken.\n"), shown_count(taken).text);
    if (session->journal.done > before)
        plain_changed(plain);
}

static enum way plain_discover_choose(struct plain *plain, struct proposals *proposals)
{
    char line[LINE_SIZE];

    for (;;) {
        plain_discover_list(proposals);
        if (!line_ask(tr("Enter takes what says take, numbers turn it, > takes nothing"), line) ||
            strcmp(line, ".") == 0)
            return WAY_LEAVE;
        if (strcmp(line, ">") == 0)
            return WAY_ON;
        if (strcmp(line, "<") == 0)
            return WAY_BACK;
        if (!*line) {
            plain_discover_take(plain, proposals);
            return WAY_ON;
        }
        if (!plain_discover_turn(proposals, line))
            puts(tr("  Numbers of the list, with commas between."));
    }
}

static void plain_discover_progress(const struct discovery *discovery)
{
    static char last[160];
    const char *now = discover_doing(discovery);

    if (strcmp(last, now) != 0 && *now)
        plain_discover_say("  ", now);
    snprintf(last, sizeof last, "%s", now);
}

static enum way plain_discover_run(struct plain *plain, struct discovery *discovery)
{
    char text[400];
    struct err err;

    if (!discover_run(discovery, plain->session.config, plain->session.store,
                      plain_discover_progress, &err)) {
        plain_discover_say("  ", err.text);
        return WAY_ON;
    }
    discover_sentence(discovery, text, sizeof text);
    plain_discover_say("", text);
    return discovery->proposals.count ? plain_discover_choose(plain, &discovery->proposals)
                                      : WAY_ON;
}

/* ------------------------------------------------ the question */

enum way plain_discover(struct plain *plain)
{
    struct discovery discovery = { 0 };
    char line[LINE_SIZE];
    enum way way = WAY_ON;

    puts(tr("\nFind settings. Directory and mail servers that the domain publishes."));
    if (!discover_job_fill(&discovery.job, plain->session.config, NULL, NULL, NULL, NULL)) {
        puts(tr("No domain is known: give this server its name with the domain first."));
        return WAY_ON;
    }
    plain_discover_questions(&discovery, plain->session.config);
    if (!line_ask(tr("Ask them, yes, names (no host is contacted) or no [no]"), line) ||
        strcmp(line, ".") == 0)
        return WAY_LEAVE;
    if (strcmp(line, "<") == 0)
        return WAY_BACK;
    discovery.job.names_only = strcmp(line, "names") == 0;
    if (discovery.job.names_only || answer_is_yes(line))
        way = plain_discover_run(plain, &discovery);
    discover_free(&discovery);
    return way;
}
