#include <string.h>

#include "backend/store/conf/comments.h"
#include "backend/store/conf/conf.h"

enum { WIDTH = 96, COMMENT_WIDTH = 76 };

/* Only its key counts: comments are found by it. */
static const struct section conf_write_version = { .key = CONF_VERSION_KEY };

struct conf_writer {
    struct buf *out;
    const struct config *config;
    struct comments comments; /* the administrator's */
    bool answers;
    struct config_place at;
    int indent;
};

static const char about_file[] =
    "How this print server's connections are secured. Change it with printseal, or here by hand: "
    "the next start checks it and takes it as it is. Lines that begin with ## are written anew at "
    "every save, other comments stay where they are. Secrets are not in this file; they lie "
    "sealed beside it.";
static const char about_answers[] =
    "Answers for: printseal init --answers FILE. What is left out keeps its default. A secret is "
    "\"generate\", \"file:PATH\" or \"env:NAME\", never the secret itself.";

/* ------------------------------------------------ lines */

static void conf_write_put(struct conf_writer *writer, const char *text)
{
    buf_add(writer->out, text, strlen(text));
}

static void start_line(struct conf_writer *writer)
{
    for (int i = 0; i < writer->indent; i++)
        conf_write_put(writer, "    ");
}

static void own_comment(struct conf_writer *writer, const char *text)
{
    while (*text) {
        size_t size = strlen(text), cut = COMMENT_WIDTH;

        if (size > COMMENT_WIDTH) {
            while (cut && text[cut] != ' ')
                cut--;
            size = cut ? cut : COMMENT_WIDTH;
        }
        conf_write_put(writer, "## ");
        buf_add(writer->out, text, size);
        conf_write_put(writer, "\n");
        text += size + (text[size] == ' ');
    }
}

/* ------------------------------------------------ the administrator's comments */

static const struct comment *comments_here(const struct conf_writer *writer,
                                           enum comment_place place, size_t *count)
{
    char path[PATH_SIZE] = "";

    *count = 0;
    if (!writer->comments.count)
        return NULL;
    if (writer->at.table)
        config_place_path(&writer->at, path);
    return comments_find(&writer->comments, path, place, count);
}

static bool commented(const struct conf_writer *writer, enum comment_place place)
{
    size_t count;

    return comments_here(writer, place, &count) != NULL;
}

/* Each on a line of its own. */
static bool write_comments(struct conf_writer *writer, enum comment_place place)
{
    size_t count;
    const struct comment *comments = comments_here(writer, place, &count);

    for (size_t i = 0; i < count; i++) {
        if (i && comments[i].apart)
            conf_write_put(writer, "\n");
        start_line(writer);
        buf_add(writer->out, comments[i].text, comments[i].size);
        conf_write_put(writer, "\n");
    }
    return count > 0;
}

/* Behind what stands on the line already; ends the line. */
static void end_line(struct conf_writer *writer, enum comment_place place)
{
    size_t count;
    const struct comment *comments = comments_here(writer, place, &count);

    for (size_t i = 0; i < count; i++) {
        conf_write_put(writer, " ");
        buf_add(writer->out, comments[i].text, comments[i].size);
    }
    conf_write_put(writer, "\n");
}

/* ------------------------------------------------ values */

static void write_text(struct conf_writer *writer, const char *text, size_t size)
{
    conf_write_put(writer, "\"");
    for (size_t i = 0; i < size; i++) {
        if (text[i] == '"' || text[i] == '\\')
            conf_write_put(writer, "\\");
        buf_add(writer->out, text + i, 1);
    }
    conf_write_put(writer, "\"");
}

static void write_items(struct conf_writer *writer, const char *text)
{
    char item[256];
    size_t column = 32; /* about where the first item stands */
    const char *comma = "";

    conf_write_put(writer, "[");
    while (list_next(&text, item, sizeof item)) {
        size_t size = strlen(item) + 4;

        conf_write_put(writer, comma);
        column += size;
        if (column > WIDTH) {
            conf_write_put(writer, "\n");
            start_line(writer);
            conf_write_put(writer, "   ");
            column = size;
        }
        conf_write_put(writer, " ");
        write_text(writer, item, size - 4);
        comma = ",";
    }
    conf_write_put(writer, " ]");
}

static void conf_write_value(struct conf_writer *writer, const struct setting *setting,
                             const char *text)
{
    bool bare = *text && (setting->type == NUMBER || setting->type == FLAG);

    if (setting->type == LIST)
        write_items(writer, text);
    else if (bare)
        conf_write_put(writer, text);
    else
        write_text(writer, text, strlen(text));
}

/* ------------------------------------------------ settings */

static bool wanted_secret(const struct conf_writer *writer, const struct setting *setting)
{
    const struct record *record = writer->at.record;

    return writer->answers && setting->recipe && !setting->generated &&
           record_shows(record, setting) && (setting->required || record_hidden(record, setting));
}

/* What says something: in a list, where thousands may follow, not even what is empty. What nobody
 * is asked for is kept if it is not what it would be without the line. */
static bool conf_write_wanted(const struct conf_writer *writer, const struct setting *setting)
{
    const struct record *record = writer->at.record;

    if (setting->type == SECRET)
        return wanted_secret(writer, setting);
    const char *text = record_value(record, setting);
    const char *initial = setting->initial ? setting->initial : "";
    if (strcmp(text, initial) != 0 || commented(writer, COMMENT_ABOVE) ||
        commented(writer, COMMENT_BEHIND))
        return true;
    return record_shows(record, setting) && (*text || !record->section->list);
}

static void write_setting(struct conf_writer *writer, const struct setting *setting)
{
    write_comments(writer, COMMENT_ABOVE);
    start_line(writer);
    conf_write_put(writer, setting->key);
    conf_write_put(writer, " = ");
    if (setting->type == SECRET)
        conf_write_put(writer, "\"generate\"");
    else
        conf_write_value(writer, setting, record_value(writer->at.record, setting));
    conf_write_put(writer, ";");
    end_line(writer, COMMENT_BEHIND);
}

/* From { to }, without what ends the line. */
static void write_group(struct conf_writer *writer, const struct record *record)
{
    const struct section *section = record->section;

    conf_write_put(writer, "{");
    end_line(writer, COMMENT_INSIDE);
    writer->indent++;
    for (const struct setting *s = section->settings; s->key; s++) {
        writer->at.setting = s;
        writer->at.record = record;
        if (conf_write_wanted(writer, s))
            write_setting(writer, s);
    }
    writer->at.setting = NULL;
    write_comments(writer, COMMENT_LAST);
    writer->indent--;
    start_line(writer);
    conf_write_put(writer, "}");
}

static void write_records(struct conf_writer *writer, const struct table *table)
{
    conf_write_put(writer, "(");
    if (!table->count && !commented(writer, COMMENT_INSIDE) && !commented(writer, COMMENT_LAST)) {
        conf_write_put(writer, " )");
        return;
    }
    end_line(writer, COMMENT_INSIDE);
    writer->indent++;
    for (size_t i = 0; i < table->count; i++) {
        writer->at.record = table->records[i];
        write_comments(writer, COMMENT_ABOVE);
        start_line(writer);
        write_group(writer, table->records[i]);
        conf_write_put(writer, i + 1 < table->count ? "," : "");
        end_line(writer, COMMENT_BEHIND);
    }
    writer->at.record = NULL;
    write_comments(writer, COMMENT_LAST);
    writer->indent--;
    conf_write_put(writer, ")");
}

static void write_section(struct conf_writer *writer, struct table *table)
{
    const struct section *section = table->section;

    conf_write_put(writer, "\n");
    own_comment(writer, section->title);
    own_comment(writer, section->help);
    writer->at = (struct config_place){ .table = table };
    write_comments(writer, COMMENT_ABOVE);
    conf_write_put(writer, section->key);
    conf_write_put(writer, " = ");
    if (section->list)
        write_records(writer, table);
    else
        write_group(writer, table->records[0]);
    writer->at = (struct config_place){ .table = table };
    conf_write_put(writer, ";");
    end_line(writer, COMMENT_BEHIND);
}

/* What an administrator wrote above it or behind it stays there, too. */
static void write_version(struct conf_writer *writer)
{
    struct table version = { .section = &conf_write_version };

    conf_write_put(writer, "\n");
    writer->at = (struct config_place){ .table = &version };
    write_comments(writer, COMMENT_ABOVE);
    conf_write_put(writer, CONF_VERSION_LINE);
    end_line(writer, COMMENT_BEHIND);
    writer->at = (struct config_place){ 0 };
}

void conf_write(const struct config *config, const char *old, bool answers, struct buf *out)
{
    struct conf_writer writer = { .out = out, .config = config, .answers = answers };

    if (old)
        comments_read(&writer.comments, old, strlen(old));
    own_comment(&writer, answers ? about_answers : about_file);
    if (commented(&writer, COMMENT_ABOVE))
        conf_write_put(&writer, "\n");
    write_comments(&writer, COMMENT_ABOVE);
    write_version(&writer);
    for (size_t i = 0; sections[i]; i++)
        write_section(&writer, config_table(config, sections[i]));
    writer.at = (struct config_place){ 0 };
    if (commented(&writer, COMMENT_LAST))
        conf_write_put(&writer, "\n");
    write_comments(&writer, COMMENT_LAST);
    comments_free(&writer.comments);
}
