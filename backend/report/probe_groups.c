#include "backend/report/probe_groups.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "backend/report/probe_report.h"

/* ------------------------------------------------ what is common */

/* The size of an address, a date or a time that begins here; 0: none does. "443" is none. */
static size_t probe_groups_number(const char *at)
{
    static const char of_these[] = "0123456789abcdefABCDEF.:-TZ";
    size_t size = strspn(at, of_these), digits = 0, marks = 0;

    while (size && strchr(".:-", at[size - 1])) /* the end of a sentence */
        size--;
    for (size_t i = 0; i < size; i++) {
        digits += isdigit((unsigned char)at[i]) != 0;
        marks += strchr(".:-", at[i]) != NULL;
    }
    return digits && marks >= 2 && !isalnum((unsigned char)at[size]) ? size : 0;
}

/* The size of the host's name, if it stands here. */
static size_t probe_groups_host(const char *at, const char *target)
{
    const char *colon = strrchr(target, ':');
    size_t size = colon ? (size_t)(colon - target) : strlen(target);

    bool whole = size && strncmp(at, target, size) == 0 && !isalnum((unsigned char)at[size]) &&
                 at[size] != '-';

    return whole ? size : 0;
}

char *probe_groups_common(const struct probe_result *result)
{
    const char *reason = probe_result_reason(result);
    struct buf out = { 0 };
    bool within = false; /* a word */

    buf_print(&out, "%s", "");
    while (*reason) {
        size_t size = within ? 0 : probe_groups_host(reason, result->target);
        if (!size && !within)
            size = probe_groups_number(reason);
        if (size)
            buf_print(&out, "...");
        else
            buf_add(&out, reason, 1);
        within = !size && isalnum((unsigned char)*reason);
        reason += size ? size : 1;
    }
    return out.text;
}

/* ------------------------------------------------ groups */

struct group {
    char *common;
    enum probe_verdict verdict;
    size_t section; /* bytes of the path */
    const char *path;
    size_t count;
};

/* Failures, then what was unreachable, then warnings. */
static int probe_groups_rank(enum probe_verdict verdict)
{
    return verdict == PROBE_FAIL ? 0 : verdict == PROBE_UNREACHABLE ? 1 : 2;
}

static int probe_groups_same(const void *left, const void *right)
{
    const struct group *a = left, *b = right;
    int order = (int)a->verdict - (int)b->verdict;

    if (!order)
        order = a->section == b->section ? strncmp(a->path, b->path, a->section)
                                         : (a->section < b->section ? -1 : 1);
    return order ? order : strcmp(a->common, b->common);
}

static int probe_groups_order(const void *left, const void *right)
{
    const struct group *a = left, *b = right;
    int order = probe_groups_rank(a->verdict) - probe_groups_rank(b->verdict);

    if (!order && a->count != b->count)
        order = a->count > b->count ? -1 : 1;
    return order ? order : probe_groups_same(left, right);
}

/* Those that did not pass, one each. Returns how many. */
static size_t probe_groups_begin(const struct probe_result *const results[], size_t count,
                                 struct group groups[])
{
    size_t used = 0;

    for (size_t i = 0; i < count; i++) {
        enum probe_verdict verdict = probe_result_verdict(results[i]);
        if (verdict == PROBE_PASS)
            continue;
        groups[used++] = (struct group){ .common = probe_groups_common(results[i]),
                                         .verdict = verdict,
                                         .section = strcspn(results[i]->path, "."),
                                         .path = results[i]->path,
                                         .count = 1 };
    }
    return used;
}

/* Adds up neighbours; returns how many groups are left. */
static size_t probe_groups_merge(struct group groups[], size_t count)
{
    size_t used = 0;

    qsort(groups, count, sizeof *groups, probe_groups_same);
    for (size_t i = 0; i < count; i++) {
        if (used && probe_groups_same(&groups[used - 1], &groups[i]) == 0) {
            groups[used - 1].count++;
            free(groups[i].common);
        } else {
            groups[used++] = groups[i];
        }
    }
    qsort(groups, used, sizeof *groups, probe_groups_order);
    return used;
}

static void probe_groups_put(const struct group *group, const struct page *page)
{
    enum { INDENT = 2 };
    AUTO_FREE char *text =
        format("%zu %.*s: %s", group->count, (int)group->section, group->path, group->common);

    page_sign(page, probe_report_sign(group->verdict));
    buf_print(page->out, " ");
    page_words(page, text, INDENT, INDENT);
}

void probe_groups_text(const struct probe_result *const results[], size_t count,
                       const struct look *look, struct buf *out)
{
    struct group *groups = must(calloc(count + 1, sizeof *groups));
    const struct page page = { look, out };
    size_t used = probe_groups_merge(groups, probe_groups_begin(results, count, groups));

    for (size_t i = 0; i < used; i++) {
        if (groups[i].count > 1)
            probe_groups_put(&groups[i], &page);
        free(groups[i].common);
    }
    free(groups);
}
