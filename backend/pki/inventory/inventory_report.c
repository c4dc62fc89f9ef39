#include "backend/pki/inventory/inventory_report.h"
#include "backend/base/dump.h"
#include "backend/base/language.h"
#include "backend/base/moment.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/shown.h"
#include "backend/model/schema.h"

static const char *const kinds[] = {
    [INVENTORY_CERTIFICATE] = "certificate",
    [INVENTORY_KEY] = "key",
    [INVENTORY_PFX] = "pfx",
    [INVENTORY_REQUEST] = "request",
    [INVENTORY_LIST] = "revocation-list",
    [INVENTORY_INDEX] = "index",
    [INVENTORY_UNREADABLE] = "unreadable",
};

static long days_left(time_t until, time_t now)
{
    return (long)((until - now) / DAY);
}

static void inventory_report_print_day(time_t time, char text[DAY_SIZE])
{
    snprintf(text, DAY_SIZE, "?");
    if (time)
        shown_day(time, text);
}

static void print_left(time_t until, time_t now, char text[48])
{
    if (until < now)
        snprintf(text, 48, tr("ended %s ago"), shown_span(now - until).text);
    else
        snprintf(text, 48, tr("%s left"), shown_span(until - now).text);
}

/* ------------------------------------------------ for people */

static void print_valid(const struct inventory_file *file, time_t now, struct buf *out)
{
    char from[32], until[32], left[48];

    inventory_report_print_day(file->from, from);
    inventory_report_print_day(file->until, until);
    print_left(file->until, now, left);
    buf_print(out, tr("    Valid      %s to %s, %s\n"), from, until, left);
}

static void print_more(const struct inventory_file *file, struct buf *out)
{
    if (file->more)
        buf_print(out, tr("    Behind it  %s more %s\n"), shown_count(file->more).text,
                  trn("certificate", "certificates", file->more));
}

static void print_certificate(const struct inventory_file *file, time_t now, struct buf *out)
{
    buf_print(out, tr("    Subject    %s\n"), *file->subject ? file->subject : tr("(none)"));
    if (*file->names)
        buf_print(out, tr("    Names      %s\n"), file->names);
    buf_print(out, tr("    Signed by  %s\n"),
              strcmp(file->issuer, file->subject) == 0 ? tr("itself") : file->issuer);
    print_valid(file, now, out);
    buf_print(out, tr("    Key        %s\n    SHA-256    %s\n"), file->key, file->fingerprint);
    print_more(file, out);
}

static void print_key(const struct inventory_file *file, struct buf *out)
{
    buf_print(out, "    %s%s, %s%s\n", file->key, file->sealed ? tr(" under a password") : "",
              *file->belongs ? tr("belongs to ") : tr("belongs to none of the certificates"),
              file->belongs);
}

static void print_file(const struct inventory_file *file, const struct inventory_about *about,
                       struct buf *out)
{
    buf_print(out, "%s\n", file->name);
    switch (file->kind) {
    case INVENTORY_CERTIFICATE:
        print_certificate(file, about->now, out);
        break;
    case INVENTORY_KEY:
        print_key(file, out);
        break;
    case INVENTORY_PFX:
        print_key(file, out);
        print_more(file, out);
        break;
    case INVENTORY_REQUEST:
        buf_print(out, tr("    Request of %s, %s\n"), file->subject, file->key);
        break;
    case INVENTORY_LIST:
        buf_print(out, tr("    %s revoked, by %s\n"), shown_count(file->more).text, file->issuer);
        print_valid(file, about->now, out);
        break;
    case INVENTORY_INDEX:
        buf_print(out, tr("    %s issued; --issued lists them\n"),
                  shown_count(about->issued->count).text);
        break;
    case INVENTORY_UNREADABLE:
        buf_print(out, tr("    cannot be read\n"));
        break;
    }
}

static void print_issued(const struct issued *issued, time_t now, struct buf *out)
{
    char until[32];

    buf_print(out, tr("\nIssued\n"));
    for (size_t i = 0; i < issued->count; i++) {
        const struct issued_entry *entry = &issued->list[i];

        inventory_report_print_day(entry->until, until);
        buf_print(out, "  %-40s  %-7s %s  %s%s  %s\n", entry->serial, entry->kind, until,
                  entry->revoked       ? tr("revoked: ")
                  : entry->until < now ? tr("ended")
                                       : tr("good"),
                  entry->reason, *entry->names ? entry->names : entry->subject);
    }
}

/* The chain from the server up: who signed whom, until when. */
static void print_chain(const struct examination *served, struct buf *out)
{
    buf_print(out, tr("\nServed\n  %s\n"),
              *served->subject ? served->subject : tr("(without a subject)"));
    for (size_t i = 0; i < served->chain; i++)
        buf_print(out, tr("  %*ssigned by %s\n"), (int)(2 * i + 2), "", served->links[i]);
}

void inventory_text(const struct inventory *inventory, const struct inventory_about *about,
                    struct buf *out)
{
    buf_print(out, tr("Mode: %s\n"), about->mode_shown);
    if (*about->pending)
        buf_print(out, tr("Pending: %s\n"), about->pending);
    buf_print(out, "\n");
    for (size_t i = 0; i < inventory->count; i++)
        print_file(&inventory->files[i], about, out);
    if (about->list_issued)
        print_issued(about->issued, about->now, out);
    if (inventory->served.has_leaf) {
        print_chain(&inventory->served, out);
        buf_print(out, "\n");
        examine_problems(&inventory->served, out);
    } else
        buf_print(out, tr("\nThere is no certificate to serve.\n"));
}

/* ------------------------------------------------ for programs */

static json_t *text_or_null(const char *text)
{
    return *text ? json_string(text) : json_null();
}

static json_t *time_or_null(time_t time)
{
    char text[MOMENT_SIZE];

    if (!time)
        return json_null();
    moment_text(time, text);
    return json_string(text);
}

static json_t *inventory_report_list(const char *names)
{
    json_t *array = must(json_array());
    char item[256];

    while (list_next(&names, item, sizeof item))
        json_array_append_new(array, json_string(item));
    return array;
}

static void pack_dates(json_t *object, const struct inventory_file *file, time_t now)
{
    json_object_set_new(object, "not_before", time_or_null(file->from));
    json_object_set_new(object, "not_after", time_or_null(file->until));
    json_object_set_new(object, "days_left", json_integer(days_left(file->until, now)));
}

static void pack_certificate(json_t *object, const struct inventory_file *file, time_t now)
{
    json_object_set_new(object, "subject", json_string(file->subject));
    json_object_set_new(object, "issuer", json_string(file->issuer));
    json_object_set_new(object, "names", inventory_report_list(file->names));
    json_object_set_new(object, "serial", json_string(file->serial));
    json_object_set_new(object, "sha256", json_string(file->fingerprint));
    json_object_set_new(object, "more", json_integer((json_int_t)file->more));
    pack_dates(object, file, now);
}

static json_t *pack_file(const struct inventory_file *file, time_t now)
{
    json_t *object = must(json_pack("{s:s, s:s}", "file", file->name, "kind", kinds[file->kind]));
    bool key = file->kind == INVENTORY_KEY || file->kind == INVENTORY_PFX;

    if (*file->key)
        json_object_set_new(object, "key", json_string(file->key));
    if (key)
        json_object_set_new(object, "belongs_to", text_or_null(file->belongs));
    if (file->kind == INVENTORY_KEY)
        json_object_set_new(object, "sealed", json_boolean(file->sealed));
    if (file->kind == INVENTORY_CERTIFICATE)
        pack_certificate(object, file, now);
    if (file->kind == INVENTORY_REQUEST)
        json_object_set_new(object, "subject", json_string(file->subject));
    if (file->kind == INVENTORY_LIST) {
        json_object_set_new(object, "issuer", json_string(file->issuer));
        json_object_set_new(object, "revoked", json_integer((json_int_t)file->more));
        pack_dates(object, file, now);
    }
    return object;
}

static json_t *pack_issued(const struct issued *issued)
{
    json_t *array = must(json_array());

    for (size_t i = 0; i < issued->count; i++) {
        const struct issued_entry *entry = &issued->list[i];
        json_array_append_new(
            array,
            json_pack("{s:s, s:s, s:s, s:o, s:o, s:o, s:o, s:o}", "serial", entry->serial, "kind",
                      entry->kind, "subject", entry->subject, "names",
                      inventory_report_list(entry->names), "not_before", time_or_null(entry->from),
                      "not_after", time_or_null(entry->until), "revoked",
                      time_or_null(entry->revoked), "reason", text_or_null(entry->reason)));
    }
    return array;
}

static json_t *pack_chain(const struct examination *served)
{
    json_t *array = must(json_array());

    if (served->has_leaf)
        json_array_append_new(array, json_string(served->subject));
    for (size_t i = 0; i < served->chain; i++)
        json_array_append_new(array, json_string(served->links[i]));
    return array;
}

void inventory_json(const struct inventory *inventory, const struct inventory_about *about,
                    struct buf *out)
{
    json_t *files = must(json_array());
    const struct examination *served = &inventory->served;

    for (size_t i = 0; i < inventory->count; i++)
        json_array_append_new(files, pack_file(&inventory->files[i], about->now));
    json_t *object =
        must(json_pack("{s:i, s:s, s:o, s:s, s:o, s:o, s:o, s:o}", "version", 1, "mode",
                       about->mode, "pending", text_or_null(about->pending_key), "verdict",
                       served->has_leaf ? examine_verdict(served) : "missing", "chain",
                       pack_chain(served), "findings", examine_findings(served), "files", files,
                       "issued", pack_issued(about->issued)));
    dump(object, JSON_INDENT(1), out);
    buf_print(out, "\n");
}
