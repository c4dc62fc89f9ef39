#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/mem.h"
#include "backend/base/suggest.h"
#include "backend/base/utf8.h"
#include "backend/settings/settings.h"
#include "backend/store/conf/conf_lex.h"
#include "backend/store/conf/conf_reader.h"
#include "backend/store/conf/conf_scan.h"

/* A newer one may mean what we do not know: refused, not guessed. */
static bool conf_read_version(struct conf_reader *reader, const config_setting_t *at)
{
    reader->version = config_setting_type(at) == CONFIG_TYPE_INT ? config_setting_get_int(at) : 0;
    return (reader->version >= 1 && reader->version <= CONF_VERSION) ||
           fault(&reader->faults, (int)config_setting_source_line(at),
                 CONF_VERSION_KEY ": needs a number from 1 to %d; newer files need a newer program",
                 CONF_VERSION);
}

static bool conf_read_root(struct conf_reader *reader, const config_setting_t *root)
{
    unsigned count = (unsigned)config_setting_length(root);

    for (unsigned i = 0; i < count; i++) {
        const config_setting_t *at = config_setting_get_elem(root, i);
        struct suggest suggest = suggest_start(config_setting_name(at));

        reader->setting = i;
        if (strcmp(config_setting_name(at), CONF_VERSION_KEY) == 0) {
            conf_read_version(reader, at);
            continue;
        }
        reader->section = section_find(config_setting_name(at));
        if (reader->section) {
            conf_section(reader, at);
            continue;
        }
        for (size_t k = 0; sections[k]; k++)
            suggest_try(&suggest, sections[k]->key);
        conf_unknown(reader, at, "section", &suggest);
    }
    return fault_none(&reader->faults);
}

/* ------------------------------------------------ the file */

/* The key on that line: whatever else stands there may be a secret. */
static struct conf_token key_on(const char *text, int line)
{
    struct lexer lexer = { text, text + strlen(text), 1 };
    struct conf_token token = conf_lex_next(&lexer);

    while (token.kind != TOKEN_END && (token.line < line || token.kind != TOKEN_NAME))
        token = conf_lex_next(&lexer);
    return token;
}

/* libconfig 1.5 gives neither text nor line for some of its failures. */
static bool not_parsed(struct conf_reader *reader, const config_t *parsed, const char *text)
{
    const char *why = config_error_text(parsed);
    int line = config_error_line(parsed);
    struct conf_token key = key_on(text, line);
    int size = key.line == line && key.size < 64 ? (int)key.size : 0;

    if (why && strstr(why, "duplicate"))
        fault(&reader->faults, line, "%.*s: is given twice in this group", size, key.at);
    else
        fault(&reader->faults, line, "%s%s%.*s; settings are written key = value;",
              why ? why : "cannot be read", size ? " near " : "", size, key.at);
    return fault_none(&reader->faults);
}

bool conf_parsed(config_t *parsed, const char *text)
{
    enum { FEWEST = 256 * 1024, A_BYTE = 64 }; /* "(),": a setting of 96 bytes and its place */

    free(must(malloc(FEWEST + A_BYTE * strlen(text))));
    config_init(parsed);
    return config_read_string(parsed, text) == CONFIG_TRUE;
}

static bool parse(struct conf_reader *reader, const char *text)
{
    config_t parsed;

    bool fine = conf_parsed(&parsed, text) ? conf_read_root(reader, config_root_setting(&parsed))
                                           : not_parsed(reader, &parsed, text);
    config_destroy(&parsed);
    return fine;
}

static bool scan(struct conf_reader *reader, const char *text, size_t size,
                 struct conf_pieces *pieces)
{
    if (size > CONF_MAX)
        fault(&reader->faults, 0, "is larger than %d MiB", CONF_MAX >> 20);
    else if (conf_scan(text, size, &reader->faults, pieces))
        return true;
    return fault_none(&reader->faults);
}

/* Takes over text, which gets its end: libconfig 1.5 refuses a comment that ends with the file. */
static struct config *conf_read_parsed(struct conf_reader *reader, const struct config *base,
                                       struct buf *text)
{
    buf_add(text, "\n", 1);
    reader->config = base ? config_copy(base) : config_new();
    bool fine = parse(reader, text->text) && (!reader->path || reader->version == CONF_VERSION);
    buf_free(text);
    if (fine) {
        reader->config->migrated = reader->version < 2 ? ports_migrate(reader->config) : 0;
        return reader->config;
    }
    config_free(reader->config);
    return NULL;
}

/* NULL: something is wrong, and who reads all of it at once can say what, and in which line. */
static struct config *conf_read_apart(const struct config *base, const struct conf_pieces *pieces,
                                      size_t size, const char *path)
{
    struct conf_reader reader = { .version = 1, .name = "", .pieces = pieces, .path = path };
    struct buf rest = { 0 };

    if (pieces->odd)
        return NULL;
    conf_pieces_rest(pieces, size, &rest);
    return conf_read_parsed(&reader, base, &rest);
}

/* Answers are asked for once: these files are read at once. */
static struct config *conf_read_all(struct conf_reader *reader, const struct config *base,
                                    const char *text, size_t size, const char *path)
{
    struct conf_pieces pieces = { 0 };
    struct config *config = NULL;
    struct buf whole = { 0 };

    if (scan(reader, text, size, &pieces)) {
        config = reader->answer ? NULL : conf_read_apart(base, &pieces, size, path);
        if (!config) {
            conf_pieces_readable(text, size, &whole);
            config = conf_read_parsed(reader, base, &whole);
        }
    }
    conf_pieces_free(&pieces);
    return config;
}

struct config *conf_read_onto(const struct config *base, const struct buf *text, const char *file,
                              conf_answer *answer, void *data, struct err *err)
{
    struct conf_reader reader = { .faults = { .file = file, .err = err },
                                  .answer = answer,
                                  .data = data,
                                  .version = 1,
                                  .name = "" };
    size_t mark = utf8_mark(
        text->text, text->size); /* of UTF-8: libconfig 1.5 refuses it, some editors write it */

    return conf_read_all(&reader, base, text->text + mark, text->size - mark, NULL);
}

struct config *conf_read(const char *text, size_t size, const char *file, conf_answer *answer,
                         void *data, struct err *err)
{
    const struct buf bytes = { .text = (char *)(uintptr_t)text, .size = size };

    return conf_read_onto(NULL, &bytes, file, answer, data, err);
}

struct config *conf_read_path(const char *text, size_t size, const char *path)
{
    struct conf_reader reader = { .version = 1, .name = "" };

    return conf_read_all(&reader, NULL, text, size, path);
}
