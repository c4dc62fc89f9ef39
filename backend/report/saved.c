#include "backend/report/saved.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/file.h"
#include "backend/base/mem.h"
#include "backend/base/utf8.h"
#include "backend/report/report.h"

json_t *saved_parse(const char *name, const struct buf *bytes, struct err *err)
{
    json_error_t error;

    json_t *root = json_loadb(bytes->text, bytes->size, JSON_REJECT_DUPLICATES, &error);
    if (!root)
        return fail(err, "%s:%d: is not JSON: %s", name, error.line, error.text), NULL;
    if (saved_number(root, "version", 0) == 1)
        return root;
    json_decref(root);
    return fail(err, "%s: is not a report of this program: needs \"version\": 1", name), NULL;
}

const char *saved_text(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));

    return text ? text : "";
}

long saved_number(const json_t *object, const char *key, long other)
{
    const json_t *number = json_object_get(object, key);

    return json_is_integer(number) ? (long)json_integer_value(number) : other;
}

/* A reason that a work returns with. */
static int saved_refuse(int out, const struct err *err)
{
    worker_report(out, "fail %s", err->text);
    return 1;
}

const char *saved_word(char **at)
{
    char *word = *at;

    *at += strcspn(*at, " ");
    if (**at)
        *(*at)++ = '\0';
    return word;
}

/* The file of the job, from saved_open() on. */
static struct buf saved_bytes;

int saved_open(const void *job, size_t size, int out)
{
    struct err err;

    (void)size;
    return file_read(AT_FDCWD, job, SAVED_SIZE, &saved_bytes, &err) ? 0 : saved_refuse(out, &err);
}

bool saved_run(const char *name, const char *file, const struct listener *listener, struct err *err)
{
    const struct worker_job job = { .program = "reports",
                                    .work = name,
                                    .bytes = file,
                                    .size = strlen(file) + 1,
                                    .seconds = SAVED_SECONDS };
    struct worker *worker = worker_run(&job, listener, err);
    bool ok = worker;

    worker_end(worker);
    return ok;
}

/* ------------------------------------------------ live tests */

static void report_result(int out, const json_t *result)
{
    const json_t *step;
    size_t i;

    worker_report(out, "result %ld %s %s", saved_number(result, "ms", 0),
                  saved_text(result, "verdict"), saved_text(result, "path"));
    worker_report(out, "target %s", saved_text(result, "target"));
    json_array_foreach(json_object_get(result, "steps"), i, step)
    {
        worker_report(out, "step %s %s %s", saved_text(step, "step"), saved_text(step, "verdict"),
                      saved_text(step, "text"));
    }
}

int saved_tests_work(const void *job, size_t size, int out)
{
    struct err err;
    const json_t *result;
    size_t i;
    json_t *root = saved_parse(job, &saved_bytes, &err);

    (void)size;
    if (!root)
        return saved_refuse(out, &err);
    const json_t *results = json_object_get(root, "results");
    if (!json_is_array(results)) {
        json_decref(root);
        fail(&err, "%s: has no \"results\"", (const char *)job);
        return saved_refuse(out, &err);
    }
    json_array_foreach(results, i, result)
    {
        report_result(out, result);
    }
    json_decref(root);
    return 0;
}

static void add_result(struct saved_tests *results, char *at)
{
    results->list = grow(results->list, results->count, &results->room, sizeof *results->list);
    struct saved_test *result = &results->list[results->count++];
    *result = (struct saved_test){ .steps = "", .text = "", .target = "" };
    result->ms = strtol(saved_word(&at), NULL, 10);
    result->verdict = pool_keep(&results->texts, saved_word(&at));
    result->path = pool_keep(&results->texts, at);
}

static void add_target(struct saved_tests *results, char *at)
{
    results->list[results->count - 1].target = pool_keep(&results->texts, at);
}

static void saved_add_step(struct saved_tests *results, char *at)
{
    struct saved_test *result = &results->list[results->count - 1];
    const char *step = saved_word(&at), *verdict = saved_word(&at);
    AUTO_FREE char *steps =
        format("%s%s%s %s", result->steps, *result->steps ? ", " : "", step, verdict);
    result->steps = pool_keep(&results->texts, steps);
    result->text = pool_keep(&results->texts, at);
}

static void receive_probe(void *data, const char *line)
{
    struct saved_tests *results = data;
    AUTO_FREE char *words = copy(line);
    char *at = words;
    const char *kind = saved_word(&at);

    if (strcmp(kind, "result") == 0)
        add_result(results, at);
    else if (results->count && strcmp(kind, "target") == 0)
        add_target(results, at);
    else if (results->count && strcmp(kind, "step") == 0)
        saved_add_step(results, at);
}

bool saved_tests_read(const char *file, struct saved_tests *results, struct err *err)
{
    *results = (struct saved_tests){ 0 };
    if (saved_run("tests", file, &(struct listener){ receive_probe, results }, err))
        return true;
    saved_tests_free(results);
    return false;
}

void saved_tests_free(struct saved_tests *results)
{
    pool_free(&results->texts);
    free(results->list);
    *results = (struct saved_tests){ 0 };
}

/* ------------------------------------------------ an earlier check */

static void report_bad(int out, const json_t *object, const char *id)
{
    worker_report(out, "bad %s %s@%s", saved_text(object, "level"), id, saved_text(object, "path"));
}

int saved_earlier_work(const void *job, size_t size, int out)
{
    struct err err;
    const json_t *finding;
    size_t i;
    json_t *root = saved_parse(job, &saved_bytes, &err);

    (void)size;
    if (!root)
        return saved_refuse(out, &err);
    worker_report(out, "grade %s", saved_text(root, "grade"));
    json_array_foreach(json_object_get(root, "findings"), i, finding)
    {
        if (!json_is_true(json_object_get(finding, "waived")))
            report_bad(out, finding, saved_text(finding, "id"));
    }
    json_array_foreach(json_object_get(root, "old_secrets"), i, finding)
    {
        report_bad(out, finding, OLD_SECRET);
    }
    json_decref(root);
    return 0;
}

static void receive_earlier(void *data, const char *line)
{
    struct earlier *earlier = data;
    AUTO_FREE char *words = copy(line);
    char *at = words;
    const char *kind = saved_word(&at);

    if (strcmp(kind, "grade") == 0) {
        earlier->grade = *at ? *at : 'F';
    } else if (strcmp(kind, "bad") == 0) {
        bool failed = strcmp(saved_word(&at), "fail") == 0;

        pool_keep(failed ? &earlier->fail : &earlier->warn, at);
    }
}

bool saved_earlier_read(const char *file, struct earlier *earlier, struct err *err)
{
    *earlier = (struct earlier){ 0 };
    if (saved_run("earlier", file, &(struct listener){ receive_earlier, earlier }, err))
        return true;
    saved_earlier_free(earlier);
    return false;
}

void saved_earlier_free(struct earlier *earlier)
{
    pool_free(&earlier->warn);
    pool_free(&earlier->fail);
    *earlier = (struct earlier){ 0 };
}
