#include "backend/report/probe_report.h"

#include "backend/base/dump.h"
#include "backend/base/language.h"
#include "backend/base/shown.h"
#include "backend/base/utf8.h"

#include <jansson.h>

/* ------------------------------------------------ for people */

/* Columns: before a step, and before its text. */
enum { INDENT = 4, LEFT = 25 };

static const struct sign *const signs[] = {
    [PROBE_PASS] = &page_sign_fine,
    [PROBE_WARN] = &page_sign_warning,
    [PROBE_FAIL] = &page_sign_failing,
    [PROBE_UNREACHABLE] = &page_sign_unknown,
};

const struct sign *probe_report_sign(enum probe_verdict verdict)
{
    return signs[verdict];
}

void probe_report_line(const struct probe_result *result, const struct look *look, struct buf *out)
{
    const enum probe_verdict verdict = probe_result_verdict(result);
    const char *word = tr(probe_verdict_names[verdict]);
    const struct page page = { look, out };
    AUTO_FREE char *text =
        format("%s%*s %s, %s%s%s", word, utf8_blanks(word, 11), "", result->path, result->target,
               verdict == PROBE_PASS ? "" : ": ", probe_result_reason(result));

    page_sign(&page, signs[verdict]);
    buf_print(out, " ");
    page_words(&page, text, 2, 14);
}

static void probe_report_put_step(const struct page *page, const struct probe_step_result *reported)
{
    const char *step = tr(probe_step_names[reported->step]);

    buf_print(page->out, "%*s", INDENT, "");
    page_sign(page, signs[reported->verdict]);
    buf_print(page->out, " %s%*s %5s ms  ", step, utf8_blanks(step, 8), "",
              shown_number(reported->ms).text);
    page_words(page, reported->text, LEFT, LEFT);
}

static bool probe_report_is_reported(const struct probe_result *result, const char *reason)
{
    for (size_t i = 0; i < result->step_count; i++)
        if (result->steps[i].text == reason)
            return true;
    return false;
}

void probe_report_text(const struct probe_result *result, const struct look *look, struct buf *out)
{
    const enum probe_verdict verdict = probe_result_verdict(result);
    const char *reason = probe_result_reason(result);
    const struct page page = { look, out };

    page_sign(&page, signs[verdict]);
    buf_print(out, " %s  %s, %s, %s ms\n", tr(probe_verdict_names[verdict]), result->path,
              result->target, shown_number(result->ms).text);
    for (size_t i = 0; i < result->step_count; i++)
        probe_report_put_step(&page, &result->steps[i]);
    if (*reason && !probe_report_is_reported(result, reason)) {
        buf_print(out, "%*s", INDENT, "");
        page_sign(&page, signs[verdict]);
        buf_print(out, " ");
        page_words(&page, reason, INDENT + 2, LEFT);
    }
}

/* ------------------------------------------------ for programs */

static json_t *pack_steps(const struct probe_result *result)
{
    json_t *steps = must(json_array());

    for (size_t i = 0; i < result->step_count; i++) {
        const struct probe_step_result *reported = &result->steps[i];
        json_array_append_new(
            steps, must(json_pack("{s:s, s:s, s:I, s:s}", "step", probe_step_names[reported->step],
                                  "verdict", probe_verdict_names[reported->verdict], "ms",
                                  (json_int_t)reported->ms, "text", reported->text)));
    }
    return steps;
}

static json_t *pack_facts(const struct probe_result *result)
{
    json_t *facts = must(json_object());

    for (size_t i = 0; i < result->fact_count; i++)
        json_object_set_new(facts, result->facts[i].name, must(json_string(result->facts[i].text)));
    return facts;
}

void probe_report_json(const struct probe_result *result, struct buf *out)
{
    json_t *object =
        must(json_pack("{s:s, s:s, s:s, s:s, s:I, s:o, s:o}", "path", result->path, "target",
                       result->target, "verdict", probe_verdict_names[probe_result_verdict(result)],
                       "reason", probe_result_reason(result), "ms", (json_int_t)result->ms, "steps",
                       pack_steps(result), "facts", pack_facts(result)));

    if (result->tries > 1)
        json_object_set_new(object, "tries", must(json_integer((json_int_t)result->tries)));
    dump(object, 0, out);
}
