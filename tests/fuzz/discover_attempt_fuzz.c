/* What the workers of discovery say, of name servers and of the hosts that they name: any lines
 * give attempts within their bounds, and proposals that the settings' own rows take.
 *
 * A line is "f" and what was found, "l" and what was looked up, or a letter from "A" on and what
 * came of trying that host. */
#include <stdlib.h>
#include <string.h>

#include "backend/base/utf8.h"
#include "backend/discover/proposal.h"

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size);

struct site {
    struct discover_job job;
    struct found_all found;
    struct lookup lookup;
    struct attempts attempts;
    struct serving serving;
    struct probe_result results[ATTEMPTS_MOST];
};

/* As worker_step() hands them over: tame, and at most 511 bytes. */
static void attempt_fuzz_line(struct site *site, bool collected, char *line)
{
    size_t which = (size_t)(unsigned char)*line - 'A';

    utf8_sanitize(line);
    if (!collected && *line == 'f')
        found_receive(&site->found, line + 1);
    else if (collected && *line == 'l')
        lookup_receive(&site->attempts.lookup, line + 1);
    else if (collected && which < ATTEMPTS_MOST && *line)
        probe_result_receive(&site->results[which], line + 1);
}

static void attempt_fuzz_lines(struct site *site, bool collected, const char *at)
{
    char line[512];

    for (size_t length; *at; at += length + (at[length] != '\0')) {
        length = strcspn(at, "\n");
        size_t kept = length < sizeof line - 1 ? length : sizeof line - 1;
        memcpy(line, at, kept);
        line[kept] = '\0';
        attempt_fuzz_line(site, collected, line);
    }
}

static void attempt_fuzz_tame(const char *text)
{
    char *tame = must(strdup(text));

    utf8_sanitize(tame);
    if (strcmp(tame, text) != 0)
        abort();
    free(tame);
}

static void attempt_fuzz_judge(struct attempts *attempts, const struct probe_result results[])
{
    if (attempts->count > ATTEMPTS_MOST)
        abort();
    for (size_t i = 0; i < attempts->count; i++) {
        struct attempt *attempt = &attempts->list[i];
        bool fatal;

        attempt->tried = true;
        attempt->result = &results[i];
        if (attempt_answers(attempt) && !*attempt_fact(attempt, "tls.version"))
            abort();
        char *fault = attempt_fault(attempt, &fatal);
        attempt_fuzz_tame(fault);
        attempt_fuzz_tame(attempt_why(attempt));
        free(fault);
    }
}

/* All that is proposed, marked or not, is taken at once. */
static void attempt_fuzz_take(const struct site *site)
{
    const struct evidence evidence = { &site->job,      &site->found,   &site->attempts.lookup,
                                       &site->attempts, &site->serving, (const char *[]){ NULL } };
    struct proposals proposals = { 0 };
    struct config *config = config_new();
    struct journal journal = { 0 };
    size_t taken;
    struct err err;

    propose(&proposals, config, &evidence);
    for (size_t i = 0; i < proposals.count; i++) {
        attempt_fuzz_tame(proposals.list[i].value);
        attempt_fuzz_tame(proposals.list[i].source);
    }
    if (!proposals_take(&proposals, &journal, config, &taken, &err) && !*err.text)
        abort();
    proposals_free(&proposals);
    change_journal_clear(&journal);
    config_free(config);
}

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size)
{
    static struct site site;
    char *text = must(strndup((const char *)bytes, size));

    site = (struct site){ .job = { .topics = TOPIC_ALL } };
    snprintf(site.job.domain, sizeof site.job.domain, "corp.example.com");
    attempt_fuzz_lines(&site, false, text);
    found_sort(&site.found);
    attempts_collect(&site.attempts, &site.job, &site.found);
    attempt_fuzz_lines(&site, true, text);
    attempt_fuzz_judge(&site.attempts, site.results);
    attempt_fuzz_take(&site);
    for (size_t i = 0; i < ATTEMPTS_MOST; i++)
        probe_result_free(&site.results[i]);
    attempts_free(&site.attempts);
    free(text);
    return 0;
}
