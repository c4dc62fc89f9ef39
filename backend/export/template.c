/* template.c - a template that was read is filled in. */
#include "backend/export/template_inside.h"

#include <string.h>

#include "backend/base/csv.h"
#include "backend/base/wiped.h"

struct template_writer {
    const struct template *template;
    struct buf *out;
    struct err *err;
};

/* Where it is: the scope, and whether the innermost loop is in its first turn. */
struct turn {
    struct scope scope;
    bool first;
};

static bool write_pieces(const struct template_writer *writer, const struct turn *turn, size_t from,
                         size_t to);

/* ------------------------------------------------ tests */

static bool one_of(const char *words, size_t size, const char *text)
{
    size_t length = strlen(text);

    for (const char *at = words, *end = words + size; at <= end;) {
        const char *bar = memchr(at, '|', (size_t)(end - at));
        size_t word = (size_t)((bar ? bar : end) - at);

        if (word == length && memcmp(at, text, word) == 0)
            return true;
        at += word + 1;
    }
    return false;
}

/* A secret is only asked whether it is there; its bytes are not looked at. */
static bool template_is_set(const struct value_source *source, const struct scope *scope)
{
    const struct record *record =
        source->here ? scope->record : config_single(scope->export->config, source->section->key);

    return record_shows(record, source->setting) && record_hidden(record, source->setting);
}

static bool template_holds(const struct test *test, const struct scope *scope, bool *held,
                           struct err *err)
{
    AUTO_WIPED struct buf value = { 0 };

    if (value_secret(&test->source)) {
        *held = template_is_set(&test->source, scope) != test->not ;
        return !scope->export->sealed || fail(err, SEALED);
    }
    if (!value_read(&test->source, scope, false, &value, err))
        return false;
    bool yes = test->words ? one_of(test->words, test->size, value.text)
                           : *value.text && strcmp(value.text, "false") != 0;
    *held = yes != test->not ;
    return true;
}

static bool all_hold(const struct piece *piece, const struct scope *scope, bool *held,
                     struct err *err)
{
    *held = true;
    for (size_t i = 0; i < piece->count && *held; i++)
        if (!template_holds(&piece->tests[i], scope, held, err))
            return false;
    return true;
}

/* ------------------------------------------------ pieces */

/* Behind the sentence: where the template is that wants it. */
static bool report_line(const struct template_writer *writer, const struct piece *piece)
{
    const struct err why = *writer->err;

    return fail(writer->err, "%s (%s:%d)", why.text, writer->template->file, piece->line);
}

/* What the audit says of the setting itself: a rule over several might want the other one changed.
 * NULL: nothing. */
static const struct finding *template_finding(const struct value_source *source,
                                              const struct scope *scope)
{
    const struct audit *audit = scope->export->audit;
    char path[PATH_SIZE];

    if (!audit || !source->setting)
        return NULL;
    value_path(source, scope, path);
    const struct finding *finding = audit_at(audit, path);
    return finding && strchr(finding->id, '.') ? finding : NULL;
}

/* "none - INSECURE: should be TLS": as it is, and as it should be, on one line. */
static bool template_write_judged(const struct template_writer *writer, const struct piece *piece,
                                  const struct turn *turn, const char *text)
{
    const struct finding *finding = template_finding(&piece->source, &turn->scope);
    bool mark = finding && *text;

    if (!*text)
        text = finding ? "(still to be filled in)" : "(none)";
    if (!escape_add(piece->escape, text, writer->out, writer->err))
        return false;
    if (!mark)
        return true;
    wiped_text(writer->out,
               finding->level == FAIL ? " - INSECURE: should be " : " - weak: better ");
    return escape_add(piece->escape, setting_shown(piece->source.setting, finding->want),
                      writer->out, writer->err);
}

static bool template_write_value(const struct template_writer *writer, const struct piece *piece,
                                 const struct turn *turn)
{
    AUTO_WIPED struct buf value = { 0 };
    char path[PATH_SIZE];

    if (!value_read(&piece->source, &turn->scope, piece->escape->shown, &value, writer->err))
        return report_line(writer, piece);
    bool secret = value_secret(&piece->source);
    bool run = secret && piece->escape->formula && csv_formula(value.text);
    if (!run &&
        (piece->escape->judged ? template_write_judged(writer, piece, turn, value.text)
                               : escape_add(piece->escape, value.text, writer->out, writer->err)))
        return true;
    if (run)
        fail(writer->err, "starts so that a spreadsheet would run it; make it anew (printseal "
                          "secret rotate)");
    else if (secret) /* not a single character of it is told */
        fail(writer->err, "holds a character that %s cannot hold safely", piece->escape->format);
    value_path(&piece->source, &turn->scope, path);
    fail_in(writer->err, "%s", path);
    return report_line(writer, piece);
}

static bool write_if(const struct template_writer *writer, const struct piece *piece, size_t at,
                     const struct turn *turn)
{
    bool held;

    if (!all_hold(piece, &turn->scope, &held, writer->err))
        return false;
    return held ? write_pieces(writer, turn, at + 1, piece->other)
                : write_pieces(writer, turn, piece->other, piece->end);
}

static bool write_for(const struct template_writer *writer, const struct piece *piece, size_t at,
                      const struct turn *turn)
{
    const struct table *table = config_table(turn->scope.export->config, piece->section);
    struct turn here = { .scope = turn->scope, .first = true };
    bool held;

    for (size_t i = 0; i < table->count; i++) {
        here.scope.record = table->records[i];
        if (!all_hold(piece, &here.scope, &held, writer->err))
            return false;
        if (held && !write_pieces(writer, &here, at + 1, piece->other))
            return false;
        here.first = here.first && !held;
    }
    return !here.first || write_pieces(writer, turn, piece->other, piece->end);
}

static bool write_each(const struct template_writer *writer, const struct piece *piece, size_t at,
                       const struct turn *turn)
{
    AUTO_WIPED struct buf list = { 0 };
    struct turn here = { .scope = turn->scope, .first = true };
    char item[1024];

    if (!value_read(&piece->source, &turn->scope, false, &list, writer->err))
        return false;
    here.scope.item = item;
    for (const char *next = list.text; list_next(&next, item, sizeof item); here.first = false)
        if (!write_pieces(writer, &here, at + 1, piece->other))
            return false;
    return !here.first || write_pieces(writer, turn, piece->other, piece->end);
}

static bool write_piece(const struct template_writer *writer, const struct piece *piece, size_t at,
                        const struct turn *turn)
{
    switch (piece->kind) {
    case PIECE_TEXT:
        wiped_add(writer->out, piece->text, piece->size);
        return true;
    case PIECE_VALUE:
        return template_write_value(writer, piece, turn);
    case PIECE_COMMA:
        wiped_text(writer->out, turn->first ? "" : ",");
        return true;
    case PIECE_IF:
        return write_if(writer, piece, at, turn);
    case PIECE_FOR:
        return write_for(writer, piece, at, turn);
    case PIECE_EACH:
        return write_each(writer, piece, at, turn);
    }
    return false;
}

static bool write_pieces(const struct template_writer *writer, const struct turn *turn, size_t from,
                         size_t to)
{
    for (size_t at = from; at < to;) {
        const struct piece *piece = &writer->template->pieces[at];

        if (!write_piece(writer, piece, at, turn))
            return false;
        at = piece->end > at ? piece->end : at + 1;
    }
    return true;
}

bool template_secret(const struct template *template)
{
    for (size_t i = 0; i < template->count; i++)
        if (template->pieces[i].kind == PIECE_VALUE && value_secret(&template->pieces[i].source))
            return true;
    return false;
}

bool template_write(const struct template *template, const struct scope *scope, struct buf *out,
                    struct err *err)
{
    const struct template_writer writer = { .template = template, .out = out, .err = err };
    const struct turn turn = { .scope = *scope, .first = true };

    const char *start = template->escape ? template->escape->start : NULL;

    wiped_text(out, start ? start : "");
    return write_pieces(&writer, &turn, 0, template->count);
}
