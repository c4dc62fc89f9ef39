/* import_offer.c - a file of any kind, taken beside the configuration that is being edited. */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "backend/base/utf8.h"
#include "backend/certificates/certify.h"
#include "backend/settings/settings.h"
#include "backend/setup/answers_json.h"
#include "backend/setup/import.h"
#include "backend/store/conf/conf.h"
#include "screens/wizard/import.h"

void import_offer_free(struct import_offer *offer)
{
    change_journal_clear(&offer->journal);
    config_free(offer->config);
    config_free(offer->was);
    buf_free(&offer->text);
    *offer = (struct import_offer){ 0 };
}

static const char *import_offer_name(const char *path)
{
    return strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
}

/* ------------------------------------------------ settings: every record of theirs is a change */

static void import_offer_change(struct import_offer *offer, struct change *change)
{
    change_replay(&offer->journal, offer->config, change);
}

/* A list that the file has replaces the one that is there. */
static void import_offer_remove(struct import_offer *offer, size_t number,
                                const struct config *with)
{
    struct table *table = &offer->config->tables[number];

    for (size_t at = table->count; table->section->list && at-- > 0;) {
        struct record *there = table->records[at];
        struct change change = { .table = number, .at = at, .to = at };

        if (config_table_find(&with->tables[number], record_name(there)))
            continue;
        change.before = record_hold(there);
        import_offer_change(offer, &change);
    }
}

static void import_offer_record(struct import_offer *offer, size_t number, struct record *with)
{
    struct table *table = &offer->config->tables[number];
    const struct record *there =
        table->section->list ? config_table_find(table, record_name(with)) : table->records[0];
    size_t at = there ? config_table_at(table, there) : table->count;
    struct change change = { .table = number, .at = at, .to = at };

    if (there && record_equal(there, with))
        return;
    change.before = there ? record_hold(there) : NULL;
    change.after = record_hold(with);
    import_offer_change(offer, &change);
}

static bool import_offer_settings(struct import_offer *offer, const struct buf *text,
                                  const char *name, enum intake_kind kind, struct err *err)
{
    struct config *config = answers_read(offer->config, text, name, err);

    if (!config)
        return false;
    for (size_t i = 0; sections[i]; i++) {
        import_offer_remove(offer, i, config);
        for (size_t k = 0; k < config->tables[i].count; k++)
            import_offer_record(offer, i, config->tables[i].records[k]);
    }
    config_free(config);
    buf_print(&offer->text, "%s: %s\n", name, intake_kind_sentence(kind));
    return true;
}

/* ------------------------------------------------ lists of devices */

static bool import_offer_rows(struct import_offer *offer, const struct intake *intake,
                              const char *name, struct err *err)
{
    AUTO_FREE char *sentence = intake_sentence(intake);
    AUTO_BUF struct buf preview = { 0 };
    struct imported imported;
    struct err left;
    const struct import_order order = {
        .name = name, .intake = intake, .skip = true, .preview = &preview
    };

    if (!import_records(&offer->journal, offer->config, &printers_section, &order, &imported,
                        &left))
        return *err = left, false;
    buf_print(&offer->text, "%s: %s\n%s", name, sentence, preview.size ? preview.text : "");
    if (!offer->unread)
        offer->left = left;
    offer->unread += imported.skipped;
    return true;
}

static bool import_offer_devices(struct import_offer *offer, const struct buf *text,
                                 const char *name, struct err *err)
{
    struct intake intake = { 0 };
    bool done =
        (intake_read(&intake, text->text, text->size, '\0', err) || fail_in(err, "%s", name)) &&
        import_offer_rows(offer, &intake, name, err);

    intake_free(&intake);
    return done;
}

/* ------------------------------------------------ certificates: who signs, and the names */

static bool import_offer_propose(struct import_offer *offer, const struct examination *found,
                                 const char *name, struct err *err)
{
    if (!found->has_leaf && found->own == OWN_NONE)
        return fail(err,
                    "%s: no certificate can be read in it; one that has a password is imported "
                    "under Certificates",
                    name);
    if (!certify_proposals(&offer->journal, offer->config, found, err))
        return fail_in(err, "%s", name);
    buf_print(&offer->text,
              "%s: %s\n  Its keys are taken by \"printseal import\", after the first save.\n", name,
              certify_proposals_sentence(found));
    return true;
}

static bool import_offer_certificates(struct import_offer *offer, const struct buf *text,
                                      const char *name, struct err *err)
{
    struct examination *found = must(calloc(1, sizeof *found));
    struct examine_job *job = examine_new();
    const struct span bytes = { text->text, text->size };

    job->now = time(NULL);
    bool done = text->size <= EXAMINE_SIZE
                    ? examine_add_bytes(&job, name, bytes, EXAMINE_GIVEN, err)
                    : fail(err, "%s: is larger than a certificate", name);
    done = done && examine(job, found, err) && import_offer_propose(offer, found, name, err);
    examine_free(job);
    free(found);
    return done;
}

/* ------------------------------------------------ any file */

static bool import_offer_read(struct import_offer *offer, const struct buf *text, const char *name,
                              struct err *err)
{
    enum intake_kind kind = intake_look(text->size ? text->text : "", text->size);

    switch (kind) {
    case INTAKE_CSV:
    case INTAKE_NMAP:
    case INTAKE_AVAHI:
        return import_offer_devices(offer, text, name, err);
    case INTAKE_CONF:
    case INTAKE_JSON:
        return import_offer_settings(offer, text, name, kind, err);
    case INTAKE_CERTIFICATES:
        return import_offer_certificates(offer, text, name, err);
    default:
        return fail(err, "%s: is nothing that can be imported", name);
    }
}

bool import_offer_add(struct import_offer *offer, const char *path, struct err *err)
{
    AUTO_BUF struct buf text = { 0 };
    char name[128];

    snprintf(name, sizeof name, "%.120s", import_offer_name(path));
    utf8_sanitize(name);
    if (!file_read(AT_FDCWD, path, INTAKE_MAX, &text, err))
        return false;
    bool done = import_offer_read(offer, &text, name, err);
    if (text.text)
        wipe(text.text, text.size);
    return done;
}
