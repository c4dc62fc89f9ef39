#include <stdlib.h>
#include <string.h>

#include "backend/base/dump.h"
#include "backend/base/moment.h"
#include "backend/base/utf8.h"
#include "backend/report/report.h"
#include "backend/settings/settings.h"
#include "backend/store/conf/conf_lines.h"

#define SARIF_SCHEMA "https://json.schemastore.org/sarif-2.1.0.json"

/* Ids are kept once each (pool.h), so a pointer says as much as the text; there are as many as the
 * program has checks, however many findings. */
struct rules {
    const struct finding **list;
    size_t count, room;
};

static size_t rule_of(struct rules *rules, const struct finding *finding)
{
    size_t at = 0;

    while (at < rules->count && rules->list[at]->id != finding->id)
        at++;
    if (at == rules->count) {
        rules->list = grow(rules->list, rules->count, &rules->room, sizeof *rules->list);
        rules->list[rules->count++] = finding;
    }
    return at;
}

/* The row that the id names; NULL: it is a rule across rows. */
static const struct setting *row_of(const char *id)
{
    const char *dot = strchr(id, '.');
    char section[64];

    if (!dot || (size_t)(dot - id) >= sizeof section)
        return NULL;
    snprintf(section, sizeof section, "%.*s", (int)(dot - id), id);
    const struct section *found = section_find(section);
    return found ? setting_find(found, dot + 1) : NULL;
}

/* "reused-secret" reads as "reused secret". */
static void variant(const char *id, char words[], size_t size)
{
    snprintf(words, size, "%s", id);
    for (char *at = words; *at; at++)
        if (*at == '-')
            *at = ' ';
}

static json_t *pack_rule(const struct finding *finding)
{
    const struct setting *row = row_of(finding->id);
    char words[PATH_SIZE];

    variant(finding->id, words, sizeof words);
    const char *help = row && row->help ? row->help : finding->why;
    return json_pack(
        "{s:s, s:{s:s}, s:{s:s}, s:{s:s}, s:{s:s}}", "id", finding->id, "shortDescription", "text",
        row ? row->label : words, "fullDescription", "text", help, "defaultConfiguration", "level",
        finding->level == FAIL ? "error" : "warning", "properties", "source", finding->source);
}

/* A URI may hold none of a path's odd characters as they are (RFC 3986 2.1). */
static char *file_uri(const struct finding *finding, bool is_file)
{
    static const char plain[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/";
    const char *name = is_file ? finding->path : "printseal.conf";
    struct buf uri = { 0 };

    for (; *name; name++)
        buf_print(&uri, strchr(plain, *name) ? "%c" : "%%%02X", (unsigned char)*name);
    return uri.text ? uri.text : copy("printseal.conf");
}

/* ------------------------------------------------ lines */

/* Of the places of all findings, and of what they are within, each once. */
struct sarif_lines {
    struct conf_line *list;
    size_t count, room;
};

static int sarif_lines_compare(const void *a, const void *b)
{
    return strcmp(((const struct conf_line *)a)->path, ((const struct conf_line *)b)->path);
}

static void sarif_lines_add(struct sarif_lines *lines, struct pool *paths, const char *path)
{
    AUTO_FREE char *rest = copy(path);

    for (char *dot = rest; dot; dot = strrchr(rest, '.')) {
        if (dot != rest)
            *dot = '\0';
        lines->list = grow(lines->list, lines->count, &lines->room, sizeof *lines->list);
        lines->list[lines->count++] = (struct conf_line){ .path = pool_keep(paths, rest) };
    }
}

static void sarif_lines_read(struct sarif_lines *lines, struct pool *paths,
                             const struct report *report)
{
    size_t kept = 0;

    if (!report->text || !report->text->text)
        return;
    for (size_t i = 0; i < report->audit->count; i++)
        sarif_lines_add(lines, paths, report->audit->list[i].path);
    if (lines->count)
        qsort(lines->list, lines->count, sizeof *lines->list, sarif_lines_compare);
    for (size_t i = 0; i < lines->count; i++)
        if (!i || lines->list[i].path != lines->list[kept - 1].path)
            lines->list[kept++] = lines->list[i];
    lines->count = kept;
    conf_lines(report->text->text, report->text->size, lines->list, lines->count);
}

/* Of the setting; of its record or section if it has no line of its own. NULL: none of them has. */
static json_t *sarif_lines_region(const struct sarif_lines *lines, const char *path)
{
    AUTO_FREE char *rest = copy(path);

    for (char *dot = rest; dot; dot = strrchr(rest, '.')) {
        if (dot != rest)
            *dot = '\0';
        const struct conf_line *found = conf_lines_find(lines->list, lines->count, rest);
        if (found && found->line)
            return json_pack("{s:i, s:i}", "startLine", found->line, "endLine",
                             dot == rest ? found->last : found->line);
    }
    return NULL;
}

static json_t *pack_location(const struct finding *finding, const struct sarif_lines *lines)
{
    bool is_file = !sections[finding->section];
    AUTO_FREE char *uri = file_uri(finding, is_file);
    json_t *region = is_file ? NULL : sarif_lines_region(lines, finding->path);

    return json_pack("[{s:{s:{s:s, s:s}, s:o*}, s:[{s:s, s:s}]}]", "physicalLocation",
                     "artifactLocation", "uri", uri, "uriBaseId", "GENERATION", "region", region,
                     "logicalLocations", "fullyQualifiedName", finding->path, "kind",
                     is_file ? "resource" : "member");
}

static json_t *pack_waiver(const struct finding *finding)
{
    if (!finding->waived)
        return json_array();
    AUTO_FREE char *why = format("waived by %s", finding->waiver);
    return json_pack("[{s:s, s:s, s:s}]", "kind", "external", "status", "accepted", "justification",
                     why);
}

static json_t *pack_result(const struct finding *finding, size_t rule,
                           const struct sarif_lines *lines)
{
    AUTO_FREE char *text =
        format("%s%s%s: %s%s%s%s", finding->path, *finding->value ? " = " : "", finding->value,
               finding->why, *finding->want ? " Should be: " : "", finding->want,
               *finding->want ? "." : "");
    AUTO_FREE char *mark = format("%s@%s", finding->id, finding->path);

    return json_pack("{s:s, s:I, s:s, s:{s:s}, s:o, s:{s:s}, s:o}", "ruleId", finding->id,
                     "ruleIndex", (json_int_t)rule, "level",
                     finding->level == FAIL ? "error" : "warning", "message", "text", text,
                     "locations", pack_location(finding, lines), "partialFingerprints",
                     "printsealFinding/v1", mark, "suppressions", pack_waiver(finding));
}

static void put_rules(const struct rules *rules, struct buf *out)
{
    for (size_t i = 0; i < rules->count; i++) {
        buf_print(out, i ? ",\n    " : "\n    ");
        dump(pack_rule(rules->list[i]), 0, out);
    }
}

static void put_results(const struct report *report, struct rules *rules, struct buf *out)
{
    struct sarif_lines lines = { 0 };
    struct pool paths = { 0 };

    sarif_lines_read(&lines, &paths, report);
    for (size_t i = 0; i < report->audit->count; i++) {
        const struct finding *finding = &report->audit->list[i];

        buf_print(out, i ? ",\n    " : "\n    ");
        dump(pack_result(finding, rule_of(rules, finding), &lines), 0, out);
    }
    free(lines.list);
    pool_free(&paths);
}

/* What was not looked at: it is no result, and must not be taken for fine. */
static json_t *sarif_notices(const struct report *report)
{
    if (!*report_unread(report))
        return json_array();
    AUTO_FREE char *text =
        format("Not checked, because the user may not read them: %s.", report_unread(report));
    return json_pack("[{s:s, s:{s:s}, s:{s:s}}]", "level", "warning", "message", "text", text,
                     "descriptor", "id", "not-checked");
}

static json_t *pack_run(const struct report *report)
{
    const char grade[] = { report->audit->grade, '\0' };
    AUTO_FREE char *host = copy(report->name);
    char now[MOMENT_SIZE];

    utf8_sanitize(host);
    moment_text(report->now, now);
    return json_pack("{s:s, s:[{s:b, s:s, s:o}], s:{s:{s:{s:s}}}, s:{s:s, s:I, s:f, s:s}}",
                     "columnKind", "unicodeCodePoints", "invocations", "executionSuccessful", 1,
                     "endTimeUtc", now, "toolExecutionNotifications", sarif_notices(report),
                     "originalUriBaseIds", "GENERATION", "description", "text",
                     "The folder of the generation that was judged.", "properties", "host", host,
                     "generation", (json_int_t)report->generation, "score", report->audit->score,
                     "grade", grade);
}

void report_sarif(const struct report *report, struct buf *out)
{
    struct rules rules = { 0 };
    AUTO_BUF struct buf results = { 0 };

    put_results(report, &rules, &results);
    buf_print(out,
              "{\"$schema\": \"" SARIF_SCHEMA "\", \"version\": \"2.1.0\",\n"
              " \"runs\": [{\"tool\": {\"driver\": {\"name\": \"printseal\", \"version\": \"%s\",\n"
              "   \"semanticVersion\": \"%s\", \"rules\": [",
              PRINTSEAL_VERSION, PRINTSEAL_VERSION);
    put_rules(&rules, out);
    buf_print(out, "]}},\n   ");
    dump(pack_run(report), JSON_EMBED, out);
    buf_print(out, ",\n   \"results\": [");
    buf_add(out, results.text, results.size);
    buf_print(out, "]}]}\n");
    free(rules.list);
}
