#include "backend/export/target.h"
#include "backend/base/language.h"
#include "backend/child/locate.h"

#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "backend/base/file.h"
#include "backend/base/wiped.h"
#include "backend/certificates/certify.h"
#include "backend/export/cells.h"
#include "backend/export/root.h"
#include "backend/export/sheet.h"
#include "backend/export/template.h"
#include "backend/settings/settings.h"

enum { TEMPLATE_MAX = 1 << 20 };

/* ------------------------------------------------ where templates are */

static bool target_is_folder(const char *path)
{
    struct stat stat_;

    return stat(path, &stat_) == 0 && S_ISDIR(stat_.st_mode);
}

char *target_templates(const char *given, struct err *err)
{
    const char *reported = given ? given : getenv("PRINTSEAL_TEMPLATES");

    if (reported && *reported && !target_is_folder(reported)) {
        fail(err, "%s: is not a folder of templates", reported);
        return NULL;
    }
    if (reported && *reported)
        return copy(reported);
    char found[LOCATE_PATH];
    return locate_shared("templates", found, err) ? copy(found) : NULL;
}

/* ------------------------------------------------ one file */

/* What a file is made with. */
struct target_job {
    const struct target *target;
    const struct target_file *file;
    const struct export *export;
    const char *templates;
    const struct record *record; /* NULL: not for each */
};

static bool read_template(const struct target_job *job, struct buf *text, struct err *err)
{
    AUTO_FREE char *path =
        format("%s/%s/%s", job->templates, job->target->name, job->file->template);

    return file_read(AT_FDCWD, path, TEMPLATE_MAX, text, err);
}

static bool lay_out(const struct target_job *job, struct buf *sheet, struct made *made,
                    struct err *err)
{
    static const enum sheet_layout layouts[] = {
        [MADE_MARKDOWN] = LAYOUT_MARKDOWN, [MADE_HTML] = LAYOUT_HTML, [MADE_TEXT] = LAYOUT_TEXT
    };

    if (job->file->making == MADE_CSV) {
        cells_write(sheet->text, job->export->separator, job->export->bom, &made->text);
        return true;
    }
    if (job->file->making != MADE_PLAIN)
        return sheet_write(sheet->text, layouts[job->file->making], &made->text, err) ||
               fail_in(err, "%s", job->file->template);
    made->text = *sheet;
    *sheet = (struct buf){ 0 };
    return true;
}

static bool fill_in(const struct target_job *job, struct made *made, struct err *err)
{
    const struct scope scope = { .export = job->export, .record = job->record };
    AUTO_BUF struct buf text = { 0 };
    AUTO_WIPED struct buf filled = { 0 };

    if (!read_template(job, &text, err))
        return false;
    struct template *template =
        template_read(text.text, text.size, job->file->template, job->file->each, err);
    bool done = template && template_write(template, &scope, &filled, err);
    bool needed = !job->file->if_needed || (done && sheet_asks(filled.text));
    made->secret = template && job->export->secrets && template_secret(template);
    template_free(template);
    return done && (!needed || lay_out(job, &filled, made, err));
}

static bool target_copy_file(const struct target_job *job, struct made *made, struct err *err)
{
    AUTO_WIPED struct buf bytes = { 0 };

    if (!store_cert(job->export->store, 0, job->file->template, &bytes, err))
        return false;
    wiped_add(&made->text, bytes.text, bytes.size);
    return true;
}

static bool give_away(const struct target_job *job, struct made *made, struct err *err)
{
    static const enum publish_form forms[] = {
        [MADE_CHAIN] = PUBLISH_CHAIN,
        [MADE_ROOT] = PUBLISH_PEM,
        [MADE_PEM] = PUBLISH_ROOT,
        [MADE_DER] = PUBLISH_DER,
    };

    return certify_publish(job->export->store, forms[job->file->making], job->export->other_root,
                           &made->text, err);
}

static bool make_text(const struct target_job *job, struct made *made, struct err *err)
{
    switch (job->file->making) {
    case MADE_PLAIN:
    case MADE_CSV:
    case MADE_MARKDOWN:
    case MADE_HTML:
    case MADE_TEXT:
        return fill_in(job, made, err);
    case MADE_COPY:
        return target_copy_file(job, made, err);
    case MADE_CHAIN:
    case MADE_ROOT:
    case MADE_PEM:
    case MADE_DER:
        return give_away(job, made, err);
    }
    return false;
}

/* What stands for "%s" (the record's name, or the server's) or "%r" in a row's name. */
static bool target_word(const struct target_job *job, char letter, struct buf *out, struct err *err)
{
    char fqdn[256];

    if (letter == 's' && job->record) {
        wiped_text(out, record_name(job->record));
        return true;
    }
    if (!host_to_ascii(server_fqdn(job->export->config), fqdn, sizeof fqdn, err))
        return fail_in(err, "server.fqdn");
    if (letter == 'r')
        return root_stem(&(struct which_root){ job->export->store, job->export->other_root }, fqdn,
                         out, err);
    wiped_text(out, fqdn);
    return true;
}

/* Where the files of the root beside the one in force go. */
static const char *target_folder(const struct target_job *job)
{
    if (!job->export->other_root)
        return "";
    return certify_root_state(job->export->store) == ROOT_NEXT ? "next-root/" : "old-root/";
}

static bool target_name_of(const struct target_job *job, struct made *made, struct err *err)
{
    const char *name = job->file->name, *gap = strchr(name, '%');
    AUTO_BUF struct buf word = { 0 };

    if (gap && !target_word(job, gap[1], &word, err))
        return false;
    const char *folder = target_folder(job);
    made->name = gap ? format("%s%.*s%s%s", folder, (int)(gap - name), name, word.text, gap + 2)
                     : format("%s%s", folder, name);
    return true;
}

static void made_free(struct made *made)
{
    free(made->name);
    wiped_free(&made->text);
}

/* Of what the mode does not have; one that is there and cannot be read is a failure. */
static bool target_may_miss(const struct target_job *job)
{
    const char *file = job->file->making == MADE_COPY ? job->file->template : "ca-root.crt";

    return job->file->optional && !store_cert_exists(job->export->store, 0, file);
}

static bool make_file(const struct target_job *job, struct makings *makings, struct err *err)
{
    struct made made = { 0 };

    if (!target_name_of(job, &made, err) || !make_text(job, &made, err)) {
        made_free(&made);
        return target_may_miss(job);
    }
    if (job->file->if_needed && !made.text.size) {
        made_free(&made);
        return true;
    }
    made.secret = made.secret || job->file->secret;
    made.mode = made.secret ? 0600 : job->file->mode ? job->file->mode : 0640;
    makings->list = grow(makings->list, makings->count, &makings->room, sizeof *makings->list);
    makings->list[makings->count++] = made;
    return true;
}

/* ------------------------------------------------ all files */

static bool make_each(struct target_job *job, struct makings *makings, struct err *err)
{
    const struct table *table = config_table(job->export->config, job->file->each);

    if (!table->count && !job->file->if_needed)
        return fail(err, "%s needs a record of %s, and there is none", job->target->name,
                    job->file->each->key);
    for (size_t i = 0; i < table->count; i++) {
        job->record = table->records[i];
        if (!make_file(job, makings, err))
            return false;
    }
    return true;
}

static bool target_make_all(const struct target *target, const struct export *export,
                            const char *templates, struct makings *makings, struct err *err)
{
    bool done = true;

    for (const struct target_file *file = target->files; done && file->name; file++) {
        struct target_job job = {
            .target = target, .file = file, .export = export, .templates = templates
        };

        if (!file->secret || export->secrets)
            done = file->each ? make_each(&job, makings, err) : make_file(&job, makings, err);
    }
    return done;
}

static void target_start(struct makings *makings, const struct config *config)
{
    *makings = (struct makings){ .server = "-" };
    if (!host_to_ascii(server_fqdn(config), makings->server, sizeof makings->server, NULL))
        snprintf(makings->server, sizeof makings->server, "-");
}

static bool target_make_once(const struct target *target, const struct export *export,
                             const char *templates, struct makings *makings, struct err *err)
{
    struct config *effective = ports_effective(export->config);
    struct export whole = *export;
    struct audit audit;

    audit_run(&audit, export->config, &(struct audit_facts){ .now = time(NULL) });
    whole.config = effective;
    whole.audit = &audit;
    target_start(makings, export->config);
    bool done = target_make_all(target, &whole, templates, makings, err);
    whole.other_root = target->roots && certify_root_state(export->store) != ROOT_ALONE;
    if (done && whole.other_root)
        done = target_make_all(target, &whole, templates, makings, err);
    audit_free(&audit);
    config_free(effective);
    if (!done)
        target_makings_free(makings);
    return done;
}

bool target_make(const struct target *target, const struct export *export, const char *templates,
                 struct makings *makings, struct err *err)
{
    bool translates = language_set(false); /* other programs read it, and so do people elsewhere */
    bool done = target_make_once(target, export, templates, makings, err);

    language_set(translates);
    if (!done && translates && target_make_once(target, export, templates, makings, err))
        target_makings_free(makings); /* only what is wrong is wanted in the reader's language */
    return done;
}

void target_makings_free(struct makings *makings)
{
    for (size_t i = 0; i < makings->count; i++)
        made_free(&makings->list[i]);
    free(makings->list);
    *makings = (struct makings){ 0 };
}
