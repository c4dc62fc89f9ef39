/* examine_report.c - an examination, told. */
#include <jansson.h>
#include <string.h>

#include "backend/base/dump.h"
#include "backend/base/language.h"
#include "backend/base/mem.h"
#include "backend/model/schema.h"
#include "backend/pki/examine/examine.h"

static const char *const verdicts[] = {
    [ACCEPTED] = "accept", [UNUSUAL] = "warn", [REFUSED] = "refuse"
};

/* Worst first; within a weight as they were found. */
static void each(const struct examination *result,
                 void (*reported)(const struct problem_found *found, void *data), void *data)
{
    for (int weight = REFUSED; weight >= ACCEPTED; weight--)
        for (size_t i = 0; i < result->problems.count; i++)
            if ((int)problem_severity(result->problems.list[i].problem) == weight)
                reported(&result->problems.list[i], data);
}

/* ------------------------------------------------ for people */

static void print_facts(const struct examination *result, struct buf *out)
{
    static const char *const trust[] = { [TRUST_UNASKED] =
                                             "not checked: --trust names who is trusted",
                                         [TRUST_FOUND] = "it ends at a trusted CA",
                                         [TRUST_MISSING] = "no: it ends at no trusted CA",
                                         [TRUST_BROKEN] = "no: a signature of the chain is wrong" };

    buf_print(out, result->own_ca ? tr("CA           %s\n") : tr("Server       %s\n"),
              *result->subject ? result->subject : tr("(without a subject)"));
    if (!result->own_ca)
        buf_print(out, tr("Names        %s\n"), *result->names ? result->names : tr("none"));
    buf_print(out, tr("Valid        %s to %s\n"), result->not_before, result->not_after);
    buf_print(out, tr("Key          %s%s\n"), result->key,
              *result->key_type ? "" : tr(" (of the certificate; the private key is not here)"));
    buf_print(out, "SHA-256      %s\n", result->fingerprint);
    if (!result->chain)
        buf_print(out, tr("Signed by    %s\n"), result->issuer);
    for (size_t i = 0; i < result->chain; i++)
        buf_print(out, "%s %s\n", i ? tr("  and that by") : tr("Signed by   "), result->links[i]);
    buf_print(out, tr("Trusted      %s\n"), tr(trust[result->trust]));
}

static void print_problem(const struct problem_found *found, void *out)
{
    static const char *const marks[] = { [ACCEPTED] = "-", [UNUSUAL] = "!", [REFUSED] = "x" };
    char why[640];

    problem_why(found, why, sizeof why);
    buf_print(out, "%s %s (%s)\n    %s\n    %s\n", marks[problem_severity(found->problem)],
              found->where, problem_id(found->problem), why, problem_do(found->problem));
}

void examine_problems(const struct examination *result, struct buf *out)
{
    static const char *const ends[] = { [ACCEPTED] = "Nothing is wrong with it.\n",
                                        [UNUSUAL] = "It works, with warnings.\n",
                                        [REFUSED] = "It is refused.\n" };

    each(result, print_problem, out);
    buf_print(out, "%s%s", result->problems.count ? "\n" : "", tr(ends[result->problems.worst]));
}

void examine_text(const struct examination *result, struct buf *out)
{
    if (result->has_leaf)
        print_facts(result, out);
    buf_print(out, "%s", result->has_leaf ? "\n" : "");
    examine_problems(result, out);
}

/* ------------------------------------------------ for programs */

static json_t *examine_report_list(const char *names)
{
    json_t *array = must(json_array());
    char item[256];

    while (list_next(&names, item, sizeof item))
        json_array_append_new(array, json_string(item));
    return array;
}

static json_t *examine_report_leaf(const struct examination *result)
{
    if (!result->has_leaf)
        return json_null();
    return json_pack("{s:s, s:s, s:o, s:s, s:s}", "subject", result->subject, "issuer",
                     result->issuer, "names", examine_report_list(result->names), "not_after",
                     result->end, "sha256", result->fingerprint);
}

static json_t *trusted(const struct examination *result)
{
    return result->trust == TRUST_UNASKED ? json_null()
                                          : json_boolean(result->trust == TRUST_FOUND);
}

static json_t *examine_report_key(const struct examination *result)
{
    return *result->key_type
               ? json_pack("{s:s, s:i}", "type", result->key_type, "bits", result->key_bits)
               : json_null();
}

static void pack_problem(const struct problem_found *found, void *array)
{
    static const char *const levels[] = {
        [ACCEPTED] = "note", [UNUSUAL] = "warn", [REFUSED] = "refuse"
    };
    char why[640];

    problem_why(found, why, sizeof why);
    json_array_append_new(array,
                          json_pack("{s:s, s:s, s:s, s:s, s:s}", "id", problem_id(found->problem),
                                    "level", levels[problem_severity(found->problem)], "where",
                                    found->where, "why", why, "do", problem_do(found->problem)));
}

const char *examine_verdict(const struct examination *result)
{
    return verdicts[result->problems.worst];
}

json_t *examine_findings(const struct examination *result)
{
    json_t *findings = must(json_array());

    each(result, pack_problem, findings);
    return findings;
}

void examine_json(const struct examination *result, struct buf *out)
{
    json_t *object =
        must(json_pack("{s:i, s:s, s:o, s:o, s:I, s:o, s:o}", "version", 1, "verdict",
                       examine_verdict(result), "key", examine_report_key(result), "leaf",
                       examine_report_leaf(result), "chain", (json_int_t)result->chain, "trusted",
                       trusted(result), "findings", examine_findings(result)));
    dump(object, JSON_INDENT(1), out);
    buf_print(out, "\n");
}
