/* import_offer.c - a file of any kind, taken beside the configuration that is being edited. */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "backend/base/language.h"
#include "backend/base/utf8.h"
#include "backend/certificates/certify.h"
#include "backend/settings/settings.h"
#include "backend/setup/answers_json.h"
#include "backend/setup/import.h"
#include "backend/store/conf/conf.h"
#include "screens/import/import.h"

void import_files_free(struct import_files *files)
{
    for (size_t i = 0; i < files->count; i++) {
        free(files->list[i].path);
        free(files->list[i].map);
    }
    secret_free(files->password);
    *files = (struct import_files){ 0 };
}

void import_offer_free(struct import_offer *offer)
{
    change_journal_clear(&offer->journal);
    config_free(offer->config);
    config_free(offer->was);
    buf_free(&offer->text);
    examine_free(offer->job);
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

/* The option's name is the command's: here a screen gave the columns. */
static void import_offer_plain(char *text)
{
    static const char option[] = " (--map)";

    for (char *at = text; (at = strstr(at, option));)
        memmove(at, at + strlen(option), strlen(at + strlen(option)) + 1);
}

static bool import_offer_rows(struct import_offer *offer, const struct intake *intake,
                              const char *name, const char *map, struct err *err)
{
    const struct section *section = offer->section ? offer->section : &printers_section;
    AUTO_FREE char *sentence = intake_sentence(intake);
    AUTO_BUF struct buf preview = { 0 };
    struct imported imported;
    struct err left;
    const struct import_order order = {
        .name = name, .intake = intake, .map = map, .skip = true, .preview = &preview
    };

    if (!import_records(&offer->journal, offer->config, section, &order, &imported, &left))
        return *err = left, false;
    if (preview.size)
        import_offer_plain(preview.text);
    buf_print(&offer->text, "%s: %s\n%s", name, sentence, preview.size ? preview.text : "");
    if (!offer->unread)
        offer->left = left;
    offer->unread += imported.skipped;
    return true;
}

static bool import_offer_devices(struct import_offer *offer, const struct buf *text,
                                 const char *name, const char *map, struct err *err)
{
    struct intake intake = { 0 };
    bool done =
        (intake_read(&intake, text->text, text->size, '\0', err) || fail_in(err, "%s", name)) &&
        import_offer_rows(offer, &intake, name, map, err);

    intake_free(&intake);
    return done;
}

/* ------------------------------------------------ certificates: who signs, the names, the keys */

static const struct problem_found *import_offer_find(const struct examination *found,
                                                     enum problem problem)
{
    for (size_t i = 0; i < found->problems.count; i++)
        if (found->problems.list[i].problem == problem)
            return &found->problems.list[i];
    return NULL;
}

/* Files that belong together are looked into together. */
static bool import_offer_certificates(struct import_offer *offer, const struct buf *text,
                                      const char *name, struct err *err)
{
    const struct span bytes = { text->text, text->size };

    if (!offer->job) {
        offer->job = examine_new();
        offer->job->now = time(NULL);
    }
    return text->size <= EXAMINE_SIZE
               ? examine_add_bytes(&offer->job, name, bytes, EXAMINE_GIVEN, err)
               : fail(err, "%s: is larger than a certificate", name);
}

static void import_offer_open(struct import_offer *offer, const struct secret *password)
{
    if (!password)
        return;
    const char *bytes = secret_open(password);
    snprintf(offer->job->password, sizeof offer->job->password, "%s", bytes);
    secret_close(bytes);
    offer->job->has_password = true;
}

/* What is refused in the end is not taken now either; a certificate alone says who signed it. */
static void import_offer_keys(struct import_offer *offer, const struct examination *found)
{
    const struct problem_found *worst = NULL;
    char why[400];

    for (size_t i = 0; i < found->problems.count && !worst; i++)
        if (problem_severity(found->problems.list[i].problem) == REFUSED)
            worst = &found->problems.list[i];
    offer->keys = !worst && (*found->key_type || found->own != OWN_NONE);
    if (offer->keys) {
        buf_print(&offer->text, tr("  Its private key is taken with the first save.\n"));
    } else if (worst) {
        problem_why(worst, why, sizeof why);
        buf_print(&offer->text, tr("  Its keys cannot be taken: %s\n"), why);
    } else {
        buf_print(&offer->text, tr("  There is no private key in it that could be taken.\n"));
    }
}

static bool import_offer_propose(struct import_offer *offer, const struct examination *found,
                                 const char *name, struct err *err)
{
    offer->own = found->own;
    offer->wrong = import_offer_find(found, PROBLEM_PASSWORD);
    offer->sealed = offer->wrong || import_offer_find(found, PROBLEM_NO_PASSWORD);
    if (!found->has_leaf && found->own == OWN_NONE)
        return fail(err,
                    offer->sealed ? "%s: is sealed with a password"
                                  : "%s: no certificate can be read in it",
                    name);
    if (!certify_proposals(&offer->journal, offer->config, found, err))
        return fail_in(err, "%s", name);
    buf_print(&offer->text, "%s: %s\n", name, certify_proposals_sentence(found));
    import_offer_keys(offer, found);
    return true;
}

static bool import_offer_examine(struct import_offer *offer, const struct secret *password,
                                 struct err *err)
{
    struct examination *found = must(calloc(1, sizeof *found));
    char name[PROBLEM_WHERE];

    snprintf(name, sizeof name, "%s", offer->job->files[0].name);
    import_offer_open(offer, password);
    bool done = examine(offer->job, found, err) && import_offer_propose(offer, found, name, err);
    free(found);
    return done;
}

/* ------------------------------------------------ any file */

static bool import_offer_read(struct import_offer *offer, const struct buf *text, const char *name,
                              const char *map, struct err *err)
{
    enum intake_kind kind = intake_look(text->size ? text->text : "", text->size);

    switch (kind) {
    case INTAKE_CSV:
    case INTAKE_NMAP:
    case INTAKE_AVAHI:
        return import_offer_devices(offer, text, name, kind == INTAKE_CSV ? map : NULL, err);
    case INTAKE_CONF:
    case INTAKE_JSON:
        return import_offer_settings(offer, text, name, kind, err);
    case INTAKE_CERTIFICATES:
        return import_offer_certificates(offer, text, name, err);
    default:
        return fail(err, "%s: is nothing that can be imported", name);
    }
}

static bool import_offer_add(struct import_offer *offer, const struct import_files *files, size_t i,
                             struct err *err)
{
    const struct import_file *file = &files->list[i];
    AUTO_BUF struct buf text = { 0 };
    char name[128];

    snprintf(name, sizeof name, "%.120s", import_offer_name(file->path));
    utf8_sanitize(name);
    if (!file_read(AT_FDCWD, file->path, INTAKE_MAX, &text, err))
        return false;
    offer->csv[i] = text.size && intake_look(text.text, text.size) == INTAKE_CSV;
    bool done = import_offer_read(offer, &text, name, file->map, err);
    if (text.text)
        wipe(text.text, text.size);
    return done;
}

bool import_offer_make(struct import_offer *offer, const struct config *config,
                       const struct import_files *files, struct err *err)
{
    bool done = true;

    import_offer_free(offer);
    offer->config = config_copy(config);
    offer->was = config_copy(config);
    offer->section = files->section;
    for (size_t i = 0; done && i < files->count; i++)
        done = import_offer_add(offer, files, i, err);
    return done && (!offer->job || import_offer_examine(offer, files->password, err));
}
