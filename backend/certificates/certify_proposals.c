/* certify_proposals.c - what the certificates of the present server say of how this one is to be.
 */
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/list.h"
#include "backend/certificates/certify.h"
#include "backend/check/check.h"
#include "backend/settings/settings.h"

static const struct {
    const char *mode, *sentence;
} owns[] = {
    [OWN_NONE] = { "manual", "a certificate that somebody else signed: mode manual" },
    [OWN_ISSUING] = { "intermediate", "a CA below the company's, with its key: mode intermediate" },
    [OWN_ROOT] = { "builtin", "a root CA with its key: mode builtin" },
};

const char *certify_proposals_sentence(const struct examination *found)
{
    return tr(owns[found->own].sentence);
}

static bool certify_proposals_set(struct journal *journal, struct config *config, const char *path,
                                  const char *text, struct err *err)
{
    struct config_place place;

    return config_find(config, path, &place, err) && change_set(journal, config, &place, text, err);
}

/* The first that is a host's name; the others. */
static void certify_proposals_split(const char *names, char first[256], struct buf *others)
{
    char name[256];

    *first = '\0';
    while (list_next(&names, name, sizeof name)) {
        if (!*first && !host_is_ip(name) && !strchr(name, '*'))
            snprintf(first, 256, "%s", name);
        else
            buf_print(others, "%s%s", others->size ? ", " : "", name);
    }
}

bool certify_proposals(struct journal *journal, struct config *config,
                       const struct examination *found, struct err *err)
{
    AUTO_BUF struct buf others = { 0 };
    char first[256] = "";
    size_t from = journal->done;

    if (found->has_leaf && !*server_fqdn(config))
        certify_proposals_split(found->names, first, &others);
    bool done =
        certify_proposals_set(journal, config, certificate_mode_path, owns[found->own].mode, err) &&
        (!*first || certify_proposals_set(journal, config, "server.fqdn", first, err)) &&
        (!others.size || !*first ||
         certify_proposals_set(journal, config, "server.aliases", others.text, err));
    while (!done && journal->done > from)
        change_take_back(journal, config);
    change_join(journal, from);
    return done;
}
