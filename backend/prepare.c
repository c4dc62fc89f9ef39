#include "backend/prepare.h"

#include <string.h>

#include "backend/strength/strength.h"
#include "backend/utf8.h"

/* ------------------------------------------------ secrets nobody should invent */

static bool wanted(const struct place *place)
{
    return place->setting->type == SECRET && place->setting->recipe &&
           record_shows(place->record, place->setting) &&
           !record_hidden(place->record, place->setting);
}

static bool make(struct journal *journal, struct config *config, const struct place *place,
                 prepare_made *made, void *data)
{
    struct secret *secret = secret_generate(place->setting->recipe, time(NULL));
    char path[PATH_SIZE];

    place_path(place, path);
    if (!change_hide(journal, config, place, secret, NULL))
        return false; /* a recipe beyond its own row's bounds: caught by the walk over all rows */
    if (made)
        made(data, path);
    return true;
}

size_t prepare_record(struct journal *journal, struct config *config, struct table *table,
                      size_t at, prepare_made *made, void *data)
{
    size_t count = 0;

    for (const struct setting *s = table->section->settings; s->key; s++) {
        struct place place = { table, table->records[at], s };

        if (wanted(&place))
            count += make(journal, config, &place, made, data);
    }
    return count;
}

size_t prepare_secrets(struct journal *journal, struct config *config, prepare_made *made,
                       void *data)
{
    size_t count = 0;

    for (size_t i = 0; sections[i]; i++)
        for (size_t at = 0; at < config->tables[i].count; at++)
            count += prepare_record(journal, config, &config->tables[i], at, made, data);
    return count;
}

size_t prepare_generated(struct journal *journal, struct config *config)
{
    struct place place = { 0 };
    size_t count = 0;

    while (config_next(config, &place)) {
        size_t at = table_at(place.table, place.record);

        if (place.setting->generated && wanted(&place))
            count += make(journal, config, &place, NULL, NULL);
        place.record = place.table->records[at]; /* a change swaps the record */
    }
    return count;
}

static bool typeable(const struct setting *setting, const char *text, size_t size, struct err *err)
{
    size_t max = setting->max ? (size_t)setting->max : SECRET_MAX;
    unsigned point;

    if (!size)
        return fail(err, "the secret is empty");
    if (size > max)
        return fail(err, "the secret has %zu bytes; at most %zu are allowed", size, max);
    if (size < (size_t)setting->min)
        return fail(err, "the secret has %zu bytes; at least %ld are needed", size, setting->min);
    for (size_t at = 0, step; at < size; at += step) {
        step = utf8_read(text + at, size - at, &point);
        if (!step || utf8_control(point))
            return fail(err, "the secret holds a control character or is not UTF-8");
    }
    return true;
}

struct secret *prepare_measured(const struct words *words, const struct setting *setting,
                                const char *text, size_t size, enum origin origin, struct err *err)
{
    struct strength strength;

    if (!typeable(setting, text, size, err))
        return NULL;
    strength_measure(text, attack_find(setting->attack), words, &strength);
    return secret_new(text, size, origin, time(NULL), strength.guesses_log10);
}

struct secret *prepare_typed(const struct config *config, const struct setting *setting,
                             const char *text, size_t size, enum origin origin, struct err *err)
{
    struct words *words = words_new();

    attacker_words(config, words_add, words);
    struct secret *secret = prepare_measured(words, setting, text, size, origin, err);
    words_free(words);
    return secret;
}

/* ------------------------------------------------ certificates that fit */

static const char *const files[ARTEFACTS_MAX] = { "server.pfx",  "server.cer", "server.key",
                                                  "ca-root.crt", "ca-myq.pfx", "ca-myq.crt",
                                                  "ca-myq.key" };

static bool secret_file(const char *name)
{
    return strstr(name, ".pfx") || strstr(name, ".key");
}

static bool there(struct store *store, const char *name)
{
    struct buf bytes = { 0 };
    bool found = store && store_exists(store) && store_cert(store, 0, name, &bytes, NULL);

    if (found)
        wipe(bytes.text, bytes.size);
    buf_free(&bytes);
    return found;
}

static bool builtin(const struct config *config)
{
    return strcmp(certificate_plan(config).mode, "builtin") == 0;
}

/* What goes into the authority stays what it was when that was made: a new one would have to be
 * rolled out to every client, which nobody should cause by changing a setting. */
static void forget_authority(struct certificate_job *job)
{
    job->ca_days = 0;
    wipe(job->organization, sizeof job->organization);
    wipe(job->name_constraints, sizeof job->name_constraints);
}

/* Would another server certificate be made now than when it was saved? */
static bool differs(const struct config *saved, const struct config *config)
{
    struct certificate_job was = { 0 }, is = { 0 };
    bool both = certificate_job(saved, &was, NULL) && certificate_job(config, &is, NULL);

    forget_authority(&was);
    forget_authority(&is);
    bool same = both && strcmp(was.fqdn, is.fqdn) == 0 && strcmp(was.aliases, is.aliases) == 0 &&
                strcmp(was.key_type, is.key_type) == 0 && was.server_days == is.server_days &&
                was.legacy_pfx == is.legacy_pfx &&
                strcmp(was.ca_key_password, is.ca_key_password) == 0 &&
                strcmp(was.pfx_password, is.pfx_password) == 0;
    wipe(&was, sizeof was);
    wipe(&is, sizeof is);
    return !same;
}

enum certificate_need prepare_need(struct store *store, const struct config *saved,
                                   const struct config *config)
{
    if (!builtin(config))
        return CERTIFICATES_FIT;
    if (!there(store, "ca-myq.key") || !there(store, "ca-myq.crt") || !there(store, "ca-root.crt"))
        return CERTIFICATES_ALL;
    if (!saved || !builtin(saved) || !there(store, "server.pfx") || differs(saved, config))
        return CERTIFICATES_SERVER;
    return CERTIFICATES_FIT;
}

static bool fetch(struct store *store, const char *name, char text[], size_t size, struct err *err)
{
    struct buf bytes = { 0 };
    bool ok = store_cert(store, 0, name, &bytes, err);

    if (ok && bytes.size >= size)
        ok = fail(err, "%s: is too large", name);
    if (ok)
        memcpy(text, bytes.text, bytes.size);
    if (bytes.text)
        wipe(bytes.text, bytes.size);
    buf_free(&bytes);
    return ok;
}

/* The key of the authority is still sealed under the password that was saved. */
static bool fetch_authority(struct store *store, const struct config *saved,
                            struct certificate_job *job, struct err *err)
{
    const struct secret *was = certificate_plan(saved).ca_key_password;

    if (!was)
        return fail(err, "the password of the authority's key is missing");
    const char *bytes = secret_open(was);
    memcpy(job->ca_key_password_was, bytes, secret_length(was) + 1);
    secret_close(bytes);
    job->keep_ca = true;
    return fetch(store, "ca-myq.key", job->ca_key, sizeof job->ca_key, err) &&
           fetch(store, "ca-myq.crt", job->ca_cert, sizeof job->ca_cert, err) &&
           fetch(store, "ca-root.crt", job->ca_root, sizeof job->ca_root, err);
}

bool prepare_job(struct store *store, const struct config *saved, const struct config *config,
                 enum certificate_need need, struct certificate_job *job, struct err *err)
{
    wipe(job, sizeof *job);
    return certificate_job(config, job, err) &&
           (need != CERTIFICATES_SERVER ||
            fetch_authority(store, saved ? saved : config, job, err));
}

bool prepare_keep_key(struct store *store, struct certificate_job *job, struct err *err)
{
    return fetch(store, "server.key", job->server_key, sizeof job->server_key, err);
}

size_t prepare_artefacts(const struct worker *worker, struct artefact list[ARTEFACTS_MAX])
{
    size_t count = 0;

    for (size_t i = 0; i < ARTEFACTS_MAX; i++) {
        struct artefact file = { .name = files[i], .secret = secret_file(files[i]) };

        file.bytes = worker_result(worker, file.name, &file.size);
        if (file.bytes)
            list[count++] = file;
    }
    return count;
}

/* ------------------------------------------------ certificates that are there */

static struct span file_of(struct store *store, const char *name, struct buf *bytes)
{
    if (!store_cert(store, 0, name, bytes, NULL))
        return (struct span){ 0 };
    return (struct span){ bytes->text, bytes->size };
}

/* The three of the folder that are no keys. */
struct shown {
    struct buf server, issuing, root;
    struct certificate_files files;
};

static void show(struct store *store, struct shown *shown)
{
    *shown = (struct shown){ 0 };
    shown->files.server = file_of(store, "server.cer", &shown->server);
    shown->files.issuing = file_of(store, "ca-myq.crt", &shown->issuing);
    shown->files.root = file_of(store, "ca-root.crt", &shown->root);
}

static void shown_free(struct shown *shown)
{
    buf_free(&shown->server);
    buf_free(&shown->issuing);
    buf_free(&shown->root);
}

void prepare_facts(struct store *store, const char *fqdn, time_t now,
                   struct certificate_facts *facts)
{
    struct shown shown;

    *facts = (struct certificate_facts){ 0 };
    if (!store_exists(store))
        return;
    show(store, &shown);
    if (shown.files.server.size)
        certificate_read(&shown.files, fqdn, now, facts);
    shown_free(&shown);
}

bool prepare_publish(struct store *store, enum publish_form form, struct buf *out, struct err *err)
{
    struct shown shown;

    show(store, &shown);
    bool done = certificate_publish(&shown.files, form, out, err);
    shown_free(&shown);
    return done;
}
