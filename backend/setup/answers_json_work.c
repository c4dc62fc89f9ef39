/* answers_json_work.c - in the worker: JSON into the words of printseal.conf. */
#include <ctype.h>
#include <jansson.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/mem.h"
#include "backend/setup/answers_json.h"

struct answers_out {
    struct buf text;
    struct buf why; /* what is wrong; "" so far */
};

static void answers_wrong(struct answers_out *out, const char *path, const char *why)
{
    if (!out->why.size)
        buf_print(&out->why, "%.100s: %s", path, why);
}

/* Of a section or setting, as libconfig has names. */
static bool answers_key(const char *key)
{
    size_t size = strspn(key, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");

    return isalpha((unsigned char)*key) && !key[size] && size < 64;
}

static void answers_text(struct answers_out *out, const char *text)
{
    buf_print(&out->text, "\"");
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;

        if (c == '"' || c == '\\')
            buf_print(&out->text, "\\%c", c);
        else if (c < ' ')
            buf_print(&out->text, "\\x%02X", c);
        else
            buf_print(&out->text, "%c", c);
    }
    buf_print(&out->text, "\"");
}

static void answers_items(struct answers_out *out, const char *path, const json_t *array)
{
    const json_t *item;
    size_t i;

    buf_print(&out->text, "[ ");
    json_array_foreach(array, i, item)
    {
        if (!json_is_string(item))
            answers_wrong(out, path, tr("needs texts in its brackets"));
        buf_print(&out->text, i ? ", " : "");
        answers_text(out, json_is_string(item) ? json_string_value(item) : "");
    }
    buf_print(&out->text, " ]");
}

static void answers_value(struct answers_out *out, const char *path, const json_t *value)
{
    if (json_is_string(value))
        answers_text(out, json_string_value(value));
    else if (json_is_boolean(value))
        buf_print(&out->text, json_is_true(value) ? "true" : "false");
    else if (json_is_integer(value))
        buf_print(&out->text, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
    else if (json_is_array(value))
        answers_items(out, path, value);
    else
        answers_wrong(out, path,
                      tr("needs a text, a whole number, true, false or a list of texts"));
}

static void answers_group(struct answers_out *out, const char *path, json_t *group)
{
    const char *key;
    json_t *value;

    buf_print(&out->text, "{\n");
    json_object_foreach(group, key, value)
    {
        AUTO_FREE char *below = format("%s.%.64s", path, key);

        if (!answers_key(key)) {
            answers_wrong(out, path, tr("has a key that is not a setting"));
            continue;
        }
        buf_print(&out->text, "%s = ", key);
        answers_value(out, below, value);
        buf_print(&out->text, ";\n");
    }
    buf_print(&out->text, "}");
}

static void answers_list(struct answers_out *out, const char *path, const json_t *list)
{
    json_t *group;
    size_t i;

    buf_print(&out->text, "(\n");
    json_array_foreach(list, i, group)
    {
        AUTO_FREE char *below = format("%s[%zu]", path, i);

        buf_print(&out->text, i ? ",\n" : "");
        if (json_is_object(group))
            answers_group(out, below, group);
        else
            answers_wrong(out, below, tr("needs an object"));
    }
    buf_print(&out->text, "\n)");
}

static void answers_root(struct answers_out *out, json_t *root)
{
    const char *key;
    json_t *value;

    json_object_foreach(root, key, value)
    {
        if (strcmp(key, "$schema") == 0)
            continue;
        if (!answers_key(key)) {
            answers_wrong(out, tr("the file"), tr("has a key that is not a section"));
            continue;
        }
        buf_print(&out->text, "%s = ", key);
        if (json_is_object(value))
            answers_group(out, key, value);
        else if (json_is_array(value))
            answers_list(out, key, value);
        else
            answers_wrong(out, key, tr("needs an object, or for a list an array of objects"));
        buf_print(&out->text, ";\n");
    }
}

/* The library's words, but for what it says of its own programming interface. */
static const char *answers_json_why(const json_error_t *error)
{
    return json_error_code(error) == json_error_null_character ? "a text holds \\u0000"
                                                               : error->text;
}

int answers_json_work(const void *job, size_t size, int out)
{
    struct answers_out answers = { 0 };
    json_error_t error;
    json_t *root = json_loadb(job, size, JSON_REJECT_DUPLICATES, &error);

    if (!root) {
        worker_report(out, "fail line %d: is not JSON: %s", error.line, answers_json_why(&error));
        return 1;
    }
    if (json_is_object(root))
        answers_root(&answers, root);
    else
        answers_wrong(&answers, tr("the file"), tr("needs an object"));
    if (!answers.why.size && !worker_send_parts(out, answers.text.text, answers.text.size))
        answers_wrong(&answers, tr("the file"), tr("is too large"));
    json_decref(root);
    int status = answers.why.size > 0;
    if (status)
        worker_report(out, "fail %s", answers.why.text);
    buf_free(&answers.text);
    buf_free(&answers.why);
    return status;
}
