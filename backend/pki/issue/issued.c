#include "backend/pki/issue/issued.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "backend/base/moment.h"
#include "backend/base/utf8.h"
#include "backend/model/schema.h"

enum { COLUMNS = 10, MANY = 1000, REMEMBERED = 366 * DAY };

static const char head[] =
    "# Certificates that were issued here. Made by printseal; do not edit.\n"
    "# serial\tkind\tstate\tfrom\tuntil\trevoked\treason\tauthority\tnames\tsubject\n";
static const char list_word[] = "# revocation list";

const char *const issued_reasons[] = { "unspecified",
                                       "key-compromise",
                                       "ca-compromise",
                                       "affiliation-changed",
                                       "superseded",
                                       "cessation-of-operation",
                                       "",
                                       "",
                                       "",
                                       "privilege-withdrawn",
                                       NULL };

int issued_reason(const char *word)
{
    for (int i = 0; *word && issued_reasons[i]; i++)
        if (strcmp(issued_reasons[i], word) == 0)
            return i;
    return -1;
}

/* ------------------------------------------------ times */

static void print_time(time_t time, char text[MOMENT_SIZE])
{
    snprintf(text, MOMENT_SIZE, "-");
    if (time)
        moment_text(time, text);
}

static bool issued_read_time(const char *text, time_t *time)
{
    struct tm parts = { 0 };
    const char *end = strptime(text, "%Y-%m-%dT%H:%M:%SZ", &parts);

    *time = 0;
    if (strcmp(text, "-") == 0)
        return true;
    *time = end && !*end ? timegm(&parts) : 0;
    return *time > 0;
}

/* ------------------------------------------------ one line */

static bool read_hex(const char *text, char room[ISSUED_SERIAL])
{
    size_t size = strlen(text);

    if (!size || size >= ISSUED_SERIAL || text[strspn(text, "0123456789ABCDEF")])
        return false;
    memcpy(room, text, size + 1);
    return true;
}

static bool read_word(const char *text, char room[ISSUED_WORD])
{
    size_t size = strlen(text);

    if (!size || size >= ISSUED_WORD || text[strspn(text, "abcdefghijklmnopqrstuvwxyz-")])
        return false;
    memcpy(room, text, size + 1);
    return true;
}

static const char *issued_read_text(struct issued *issued, char *text)
{
    utf8_sanitize(text);
    return pool_keep(&issued->texts, strcmp(text, "-") == 0 ? "" : text);
}

/* What state and reason say must agree: a line may not say both that it is good and revoked. */
static bool read_state(struct issued_entry *entry, const char *state, const char *reason)
{
    if (!entry->revoked)
        return strcmp(state, "good") == 0 && strcmp(reason, "-") == 0;
    return strcmp(state, "revoked") == 0 && read_word(reason, entry->reason) &&
           issued_reason(entry->reason) >= 0;
}

static void issued_append(struct issued *issued, const struct issued_entry *entry)
{
    issued->list = grow(issued->list, issued->count, &issued->room, sizeof *issued->list);
    issued->list[issued->count++] = *entry;
}

static bool read_entry(struct issued *issued, char *line)
{
    char *columns[COLUMNS] = { line };
    struct issued_entry entry = { 0 };
    size_t count = 1;

    for (char *at = line; (at = strchr(at, '\t')) && count < COLUMNS;) {
        *at++ = '\0';
        columns[count++] = at;
    }
    if (count < COLUMNS || strchr(columns[COLUMNS - 1], '\t') ||
        !read_hex(columns[0], entry.serial) || !read_word(columns[1], entry.kind) ||
        !issued_read_time(columns[3], &entry.from) || !issued_read_time(columns[4], &entry.until) ||
        !issued_read_time(columns[5], &entry.revoked) ||
        !read_state(&entry, columns[2], columns[6]) || !read_hex(columns[7], entry.own_ca))
        return false;
    entry.names = issued_read_text(issued, columns[8]);
    entry.subject = issued_read_text(issued, columns[9]);
    issued_append(issued, &entry);
    return true;
}

/* "# revocation list 12 until 2027-01-31T12:00:00Z"; every other remark is for people. */
static bool read_remark(struct issued *issued, const char *line)
{
    char *end;

    if (strncmp(line, list_word, sizeof list_word - 1) != 0)
        return true;
    issued->number = strtol(line + sizeof list_word - 1, &end, 10);
    return issued->number > 0 && issued->number < 1000000000 && strncmp(end, " until ", 7) == 0 &&
           issued_read_time(end + 7, &issued->until);
}

static bool issued_read_line(struct issued *issued, char *line)
{
    if (!*line)
        return true;
    return *line == '#' ? read_remark(issued, line) : read_entry(issued, line);
}

/* ------------------------------------------------ the file */

bool issued_read(struct issued *issued, const char *bytes, size_t size, struct err *err)
{
    AUTO_FREE char *text = must(calloc(1, size + 1));
    char *line = text;
    bool fine = !memchr(bytes ? bytes : "", '\0', size);

    *issued = (struct issued){ 0 };
    if (bytes)
        memcpy(text, bytes, size);
    for (size_t number = 1; fine && *line; number++) {
        char *end = line + strcspn(line, "\n");
        bool last = !*end;

        *end = '\0';
        fine = issued_read_line(issued, line);
        if (!fine)
            fail(err, "%s:%zu: is not a line of the index of certificates", ISSUED_FILE, number);
        line = last ? end : end + 1;
    }
    if (!fine)
        issued_free(issued);
    return fine || fail_in(err, "the index of certificates is damaged");
}

static const char *or_dash(const char *text)
{
    return text && *text ? text : "-";
}

static void print_entry(const struct issued_entry *entry, struct buf *out)
{
    char from[32], until[32], revoked[32];

    print_time(entry->from, from);
    print_time(entry->until, until);
    print_time(entry->revoked, revoked);
    buf_print(out, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", entry->serial, entry->kind,
              entry->revoked ? "revoked" : "good", from, until, revoked, or_dash(entry->reason),
              entry->own_ca, or_dash(entry->names), or_dash(entry->subject));
}

void issued_print(const struct issued *issued, struct buf *out)
{
    char until[32];

    print_time(issued->until, until);
    buf_add(out, head, sizeof head - 1);
    if (issued->number)
        buf_print(out, "%s %ld until %s\n", list_word, issued->number, until);
    for (size_t i = 0; i < issued->count; i++)
        print_entry(&issued->list[i], out);
}

void issued_free(struct issued *issued)
{
    free(issued->list);
    pool_free(&issued->texts);
    *issued = (struct issued){ 0 };
}

/* ------------------------------------------------ what it holds */

struct issued_entry *issued_serial(const struct issued *issued, const char *serial)
{
    for (size_t i = 0; i < issued->count; i++)
        if (strcasecmp(issued->list[i].serial, serial) == 0)
            return &issued->list[i];
    return NULL;
}

void issued_add(struct issued *issued, const struct issued_entry *entry)
{
    struct issued_entry kept = *entry;

    if (issued_serial(issued, entry->serial))
        return;
    kept.names = pool_keep(&issued->texts, entry->names);
    kept.subject = pool_keep(&issued->texts, entry->subject);
    issued_append(issued, &kept);
}

void issued_forget(struct issued *issued, time_t now)
{
    size_t kept = 0;

    if (issued->count <= MANY)
        return;
    for (size_t i = 0; i < issued->count; i++)
        if (issued->list[i].until > now - REMEMBERED)
            issued->list[kept++] = issued->list[i];
    issued->count = kept;
}

/* Both lists have the same order, so that the next one is mostly the right one. */
static const struct issued_entry *issued_same(const struct issued *fresh, size_t at,
                                              const struct issued_entry *old)
{
    if (at < fresh->count && strcmp(fresh->list[at].serial, old->serial) == 0)
        return &fresh->list[at];
    return issued_serial(fresh, old->serial);
}

bool issued_covers(const struct issued *fresh, const struct issued *old, time_t now,
                   struct err *err)
{
    for (size_t i = 0, at = 0; i < old->count; i++) {
        const struct issued_entry *was = &old->list[i], *is = issued_same(fresh, at, was);

        if (!is && was->until > now - REMEMBERED)
            return fail(err, "certificate %s would be missing from %s", was->serial, ISSUED_FILE);
        if (is && was->revoked && !is->revoked)
            return fail(err, "certificate %s is revoked and would be good again", was->serial);
        if (is)
            at = (size_t)(is - fresh->list) + 1;
    }
    return fresh->number >= old->number ||
           fail(err, "the number of the revocation list would go back");
}
