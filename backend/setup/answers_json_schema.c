/* answers_json_schema.c - the schema of an answers file in JSON, from the rows of all sections. */
#include <jansson.h>
#include <stdlib.h>

#include "backend/base/mem.h"
#include "backend/setup/answers_json.h"

static json_t *answers_schema_choices(const struct setting *setting)
{
    json_t *choices = must(json_array());

    for (size_t i = 0; setting->choices[i]; i++)
        json_array_append_new(choices, json_string(setting->choices[i]));
    return json_pack("{s:o}", "enum", choices);
}

static json_t *answers_schema_type(const struct setting *setting)
{
    switch (setting->type) {
    case FLAG:
        return json_pack("{s:s}", "type", "boolean");
    case NUMBER:
        return json_pack("{s:s, s:I, s:I}", "type", "integer", "minimum", (json_int_t)setting->min,
                         "maximum", (json_int_t)setting->max);
    case CHOICE:
        return answers_schema_choices(setting);
    case LIST:
        return json_pack("{s:s, s:{s:s, s:s}}", "type", "array", "items", "type", "string",
                         "pattern", "^[^,]+$");
    case SECRET:
        return json_pack("{s:s, s:s}", "type", "string", "pattern", "^(generate$|file:.|env:.)");
    case TEXT:
        break;
    }
    return json_pack("{s:s}", "type", "string");
}

static json_t *answers_schema_record(const struct section *section)
{
    json_t *properties = must(json_object());

    for (const struct setting *s = section->settings; s->key; s++) {
        json_t *type = must(answers_schema_type(s));

        json_object_set_new(type, "description", json_string(s->help));
        json_object_set_new(properties, s->key, type);
    }
    json_t *record = must(json_pack("{s:s, s:b, s:o}", "type", "object", "additionalProperties", 0,
                                    "properties", properties));
    if (section->list)
        json_object_set_new(record, "required", json_pack("[s]", section->settings->key));
    return record;
}

void answers_json_schema(struct buf *out)
{
    json_t *properties = must(json_object());

    json_object_set_new(properties, "$schema", json_pack("{s:s}", "type", "string"));
    for (size_t i = 0; sections[i]; i++) {
        json_t *record = answers_schema_record(sections[i]);

        json_object_set_new(
            properties, sections[i]->key,
            sections[i]->list ? json_pack("{s:s, s:o}", "type", "array", "items", record) : record);
    }
    json_t *schema = must(json_pack(
        "{s:s, s:s, s:s, s:s, s:b, s:o}", "$schema", "http://json-schema.org/draft-07/schema#",
        "title", "printseal init --answers FILE.json", "description",
        "Answers in JSON; what is left out keeps its default. A secret is \"generate\", "
        "\"file:PATH\" or \"env:NAME\", never the secret itself.",
        "type", "object", "additionalProperties", 0, "properties", properties));
    AUTO_FREE char *text = must(json_dumps(schema, JSON_INDENT(1)));
    buf_print(out, "%s\n", text);
    json_decref(schema);
}
