#include "backend/base/language.h"
#include "backend/model/schema.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "backend/base/mem.h"
#include "backend/base/utf8.h"
#include "backend/check/check.h"

const struct setting *setting_find(const struct section *section, const char *key)
{
    for (const struct setting *s = section->settings; s->key; s++)
        if (strcmp(s->key, key) == 0)
            return s;
    return NULL;
}

size_t setting_count(const struct section *section)
{
    size_t count = 0;

    while (section->settings[count].key)
        count++;
    return count;
}

int setting_rank(const struct setting *setting, const char *text)
{
    for (int i = 0; setting->choices && setting->choices[i]; i++)
        if (strcmp(setting->choices[i], text) == 0)
            return i;
    return -1;
}

const char *setting_shown(const struct setting *setting, const char *text)
{
    if (setting->type == FLAG && strcmp(text, "true") == 0)
        return tr("yes");
    if (setting->type == FLAG && (!*text || strcmp(text, "false") == 0))
        return tr("no");
    int rank = setting->names ? setting_rank(setting, text) : -1;
    return rank < 0 ? text : tr(setting->names[rank]);
}

static bool check_number(const struct setting *setting, const char *text, struct err *err)
{
    char *end;

    errno = 0;
    long number = strtol(text, &end, 10);
    if (errno || !isdigit((unsigned char)*text) || *end || number < setting->min ||
        number > setting->max)
        return fail(err, "needs a number from %ld to %ld", setting->min, setting->max);
    return true;
}

static bool check_choice(const struct setting *setting, const char *text, struct err *err)
{
    AUTO_BUF struct buf all = { 0 };

    if (setting_rank(setting, text) >= 0)
        return true;
    for (int i = 0; setting->choices[i]; i++)
        buf_print(&all, "%s%s", i ? ", " : "", setting->choices[i]);
    return fail(err, "needs one of %s", all.text);
}

bool setting_fits(const struct setting *setting, const char *text, size_t size, struct err *err)
{
    size_t most = setting->max ? (size_t)setting->max : 255;
    unsigned point;

    if (size > most)
        return fail(err, "has %zu bytes; at most %zu are allowed", size, most);
    if (size < (size_t)setting->min)
        return fail(err, "has %zu bytes; at least %ld are needed", size, setting->min);
    for (size_t at = 0, step; at < size; at += step) {
        step = utf8_read(text + at, size - at, &point);
        if (!step || utf8_control(point))
            return fail(err, "holds a control character or is not UTF-8");
    }
    return true;
}

static bool schema_check_text(const struct setting *setting, const char *text, struct err *err)
{
    return setting_fits(setting, text, strlen(text), err) &&
           (!setting->check || setting->check(text, err));
}

static bool check_list(const struct setting *setting, const char *text, struct err *err)
{
    char item[256];
    const char *at = text;

    if (strlen(text) > (size_t)(setting->max ? setting->max : 65535))
        return fail(err, "is too long");
    while (list_next(&at, item, sizeof item))
        if (!schema_check_text(&(struct setting){ .check = setting->check }, item, err))
            return fail_in(err, "\"%s\"", item);
    return !at[strspn(at, ", ")] || fail(err, "holds an item of more than 255 bytes");
}

bool setting_check(const struct setting *setting, const char *text, struct err *err)
{
    if (!*text && (setting->required || setting->type == TEXT || setting->type == LIST))
        return !setting->required || fail(err, "must not be empty");
    switch (setting->type) {
    case FLAG:
        return strcmp(text, "true") == 0 || strcmp(text, "false") == 0 ||
               fail(err, "needs true or false");
    case NUMBER:
        return check_number(setting, text, err);
    case CHOICE:
        return check_choice(setting, text, err);
    case TEXT:
        return schema_check_text(setting, text, err);
    case LIST:
        return check_list(setting, text, err);
    case SECRET:
        break;
    }
    abort(); /* a secret is never text */
}

static char *schema_trim(const char *text)
{
    static const char blanks[] = " \t\r\n";

    text += strspn(text, blanks);
    size_t size = strlen(text);
    while (size && strchr(blanks, text[size - 1]))
        size--;
    return must(strndup(text, size));
}

static const char *flag_word(const char *text)
{
    static const char *const words[][2] = {
        { "yes", "true" }, { "on", "true" },   { "1", "true" },  { "true", "true" },
        { "no", "false" }, { "off", "false" }, { "0", "false" }, { "false", "false" },
    };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcasecmp(text, words[i][0]) == 0 || strcasecmp(text, tr(words[i][0])) == 0)
            return words[i][1];
    return text;
}

/* People may type a choice's name as well as its word, in any case. */
static const char *choice_word(const struct setting *setting, const char *text)
{
    for (int i = 0; setting->choices[i]; i++)
        if (strcasecmp(text, setting->choices[i]) == 0 ||
            (setting->names && (strcasecmp(text, setting->names[i]) == 0 ||
                                strcasecmp(text, tr(setting->names[i])) == 0)))
            return setting->choices[i];
    return text;
}

/* The root's dot is legal behind a host name, and in a certificate it is not. */
static void drop_dot(const struct setting *setting, char *text)
{
    size_t size = strlen(text);

    if (setting->check != check_host && setting->check != check_wildcard &&
        setting->check != check_domain)
        return;
    if (size > 1 && text[size - 1] == '.' && text[size - 2] != '.')
        text[size - 1] = '\0';
}

static void drop_zeros(char *text)
{
    char *first = text;

    while (*first == '0' && isdigit((unsigned char)first[1]))
        first++;
    memmove(text, first, strlen(first) + 1);
}

static char *schema_join(const struct setting *setting, const char *text)
{
    struct buf all = { 0 };
    char item[256];

    buf_add(&all, "", 0);
    while (list_next(&text, item, sizeof item)) {
        drop_dot(setting, item);
        buf_print(&all, "%s%s", all.size ? ", " : "", item);
    }
    return all.text;
}

/* The form in which a value is stored; what is wrong stays as it is, for setting_check() to say. */
static char *canonical(const struct setting *setting, char *value)
{
    char *other = NULL;

    switch (setting->type) {
    case FLAG:
        other = copy(flag_word(value));
        break;
    case CHOICE:
        other = copy(choice_word(setting, value));
        break;
    case NUMBER:
        drop_zeros(value);
        break;
    case TEXT:
        drop_dot(setting, value);
        break;
    case LIST:
        other = check_list(setting, value, NULL) ? schema_join(setting, value) : NULL;
        break;
    case SECRET:
        abort();
    }
    if (!other)
        return value;
    free(value);
    return other;
}

char *setting_accept(const struct setting *setting, const char *text, struct err *err)
{
    char *value = canonical(setting, schema_trim(text));

    if (setting_check(setting, value, err))
        return value;
    free(value);
    return NULL;
}
