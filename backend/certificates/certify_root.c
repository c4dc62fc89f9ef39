/* certify_root.c - one root follows another: the next one beside it, the switch, the old one gone.
 */

#include "backend/certificates/certify.h"
#include "backend/certificates/certify_files.h"

enum root_state certify_root_state(struct store *store)
{
    return files_root_state(store);
}

/* What the history says of it. */
static const char *certify_root_words(enum root_step step, enum root_state state)
{
    switch (step) {
    case ROOT_MADE:
        return "next root made";
    case ROOT_SWAPPED:
        return state == ROOT_NEXT ? "switch to the next root" : "back to the old root";
    case ROOT_DROPPED:
        return state == ROOT_NEXT ? "next root given up" : "old root retired";
    case ROOT_STAYS:
        break;
    }
    return "certificate issued";
}

static bool certify_root_fetch(const struct certify_place *place, struct certificate_job *job,
                               struct err *err)
{
    struct store *store = place->store;

    return files_fetch_ca(store, place->saved ? place->saved : place->config, job, err) &&
           files_fetch(store, "server.key", job->server_key, sizeof job->server_key, err) &&
           (!files_there(store, "ca-myq-new.key") ||
            files_fetch(store, "ca-myq-new.key", job->new_key, sizeof job->new_key, err));
}

bool certify_root_loses(const struct worker *failed)
{
    size_t size;

    return worker_result(failed, ROOT_LOSES, &size);
}

size_t certify_drop_root(struct artefact list[ARTEFACTS_MAX])
{
    list[0] = (struct artefact){ .name = "ca-old.crt" };
    return 1;
}

bool certify_root(struct certify *task, const struct certify_place *place, enum root_step step,
                  bool force, struct err *err)
{
    struct certificate_job *job = NULL;

    if (!files_builtin(place->config) || !files_ca(place->store) || files_signed(place->store))
        return fail(err, "there is no root of this server's own that another could follow");
    if (!certify_fill(task, place, &job, err))
        return false;
    snprintf(task->what, sizeof task->what, "%s",
             certify_root_words(step, files_root_state(place->store)));
    task->work = "issue";
    if (certify_root_fetch(place, job, err)) {
        job->root_step = step;
        job->force = force;
        return certify_pack(task, place, job, NULL, err);
    }
    certify_forget(job);
    return false;
}
