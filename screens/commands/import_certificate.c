/* import_certificate.c - the certificate of the present server, or the CA that signed it, from a
 * file or a folder: the mode by what is in it, the names as far as none is set.
 */
#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "backend/base/file.h"
#include "backend/base/language.h"
#include "backend/setup/prepare.h"
#include "screens/commands/cert/input.h"
#include "screens/commands/import.h"
#include "screens/session/deploy.h"
#include "screens/session/issue.h"
#include "screens/session/print.h"

/* ------------------------------------------------ the files */

/* What looks like one by its first bytes; a folder of a server holds much else. */
static bool import_certificate_wanted(const char *path)
{
    struct buf bytes = { 0 };
    bool wanted = file_read(AT_FDCWD, path, EXAMINE_SIZE, &bytes, NULL) && bytes.size &&
                  intake_look(bytes.text, bytes.size) == INTAKE_CERTIFICATES;

    if (bytes.text)
        wipe(bytes.text, bytes.room);
    buf_free(&bytes);
    return wanted;
}

static bool import_certificate_folder(const char *folder, struct examine_job **job, struct err *err)
{
    struct dirent **entries;
    int count = scandir(folder, &entries, NULL, alphasort);
    bool ok = count >= 0 || fail_errno(err, "%s", folder);

    for (int i = 0; i < count; i++) {
        AUTO_FREE char *path = format("%s/%s", folder, entries[i]->d_name);

        if (ok && entries[i]->d_name[0] != '.' && import_certificate_wanted(path))
            ok = examine_add(job, path, false, err);
        free(entries[i]);
    }
    if (count >= 0)
        free(entries);
    return ok && ((*job)->count || fail(err, "%s: no file in it is a certificate or key", folder));
}

bool import_is_folder(const char *path)
{
    struct stat stat_;

    return stat(path, &stat_) == 0 && S_ISDIR(stat_.st_mode);
}

static bool import_certificate_read(const struct import_command *import, struct examine_job **job,
                                    struct err *err)
{
    (*job)->now = time(NULL);
    return input_read_options(import->arguments, "--trust", job, err) &&
           (import_is_folder(import->file) ? import_certificate_folder(import->file, job, err)
                                           : examine_add(job, import->file, false, err));
}

/* ------------------------------------------------ doing */

static bool import_certificate_task(struct session *session, struct examine_job **job,
                                    enum examine_own own, struct issue *issue,
                                    struct examination *found, struct err *err)
{
    const struct certify_place place = { session->store, session->saved, session->config };
    struct certify task = { 0 };

    prepare_generated(&session->journal, session->config);
    if (!(own == OWN_NONE ? certify_import : certify_takeover)(&task, &place, job, err))
        return false;
    snprintf(issue->what, sizeof issue->what, "%s", task.what);
    return issue_do(issue, &task, "nothing was taken", err) &&
           certify_examination(issue->worker, found, err);
}

/* A request that is out has no answer to wait for any more. */
static void import_certificate_drop(const struct import_command *import, struct issue *issue)
{
    struct artefact gone[ARTEFACTS_MAX];
    size_t count = certify_drop_request(import->session->saved, gone);

    for (size_t i = 0; i < count && issue->count < ARTEFACTS_MAX; i++)
        issue->files[issue->count++] = gone[i];
}

/* Refused, in a dry run, or saved. */
static enum status import_certificate_end(const struct import_command *import, struct issue *issue,
                                          const struct examination *found)
{
    struct session *session = import->session;
    struct err err;

    if (found->problems.worst == REFUSED) {
        input_print(import->arguments, found);
        return STATUS_FINDINGS;
    }
    import_certificate_drop(import, issue);
    config_differences(session->saved, session->config, print_difference, NULL);
    if (!import->dry &&
        !store_save(session->store, session->config, issue->files, issue->count, issue->what, &err))
        return session_complain(STATUS_FAILED, &err);
    input_print(import->arguments, found);
    if (import->dry) {
        puts(tr("Nothing was saved: --dry-run was given."));
        return STATUS_FINE;
    }
    session_startup(session);
    printf(tr("saved: generation %u\n"), store_generation(session->store));
    return session_deploy(session, STATUS_FINE);
}

static bool import_certificate_do(const struct import_command *import, struct examine_job **job,
                                  struct issue *issue, struct examination *found, struct err *err)
{
    struct session *session = import->session;

    if (!import_certificate_read(import, job, err) || !examine(*job, found, err))
        return false;
    enum examine_own own = found->own;
    if (!found->has_leaf && own == OWN_NONE)
        return true; /* its problems say why */
    printf("%s: %s\n", import->file, certify_proposals_sentence(found));
    if (!certify_proposals(&session->journal, session->config, found, err))
        return false;
    *found = (struct examination){ 0 };
    return import_certificate_task(session, job, own, issue, found, err);
}

enum status import_certificate_run(const struct import_command *import)
{
    struct examination *found = must(calloc(1, sizeof *found));
    struct examine_job *job = examine_new();
    struct issue issue = { 0 };
    struct err err;
    enum status status = import_certificate_do(import, &job, &issue, found, &err)
                             ? import_certificate_end(import, &issue, found)
                             : session_complain(STATUS_FAILED, &err);

    examine_free(job);
    issue_end(&issue);
    free(found);
    return status;
}
