#include "backend/glance.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "backend/store/file.h"
#include "backend/store/store_inside.h"
#include "backend/utf8.h"

#define GLANCE_FILE "glance"
#define GLANCE_FORM "printseal glance 1 " PRINTSEAL_VERSION

/* ------------------------------------------------ what it is of */

static bool stamp(const struct store *store, int64_t of[7])
{
    static const char *const files[] = { "current/printseal.conf", "current/secrets.vault" };

    *of++ = store->generation;
    for (size_t i = 0; i < 2; i++) {
        struct stat now;

        if (fstatat(store->dir, files[i], &now, 0) < 0)
            return false;
        *of++ = now.st_size;
        *of++ = now.st_mtim.tv_sec;
        *of++ = now.st_mtim.tv_nsec;
    }
    return true;
}

/* ------------------------------------------------ taking */

static void take_findings(struct glance *glance, const struct audit *audit)
{
    for (size_t i = 0; i < audit->count && glance->shown < GLANCE_FINDINGS; i++) {
        const struct finding *finding = &audit->list[i];

        if (finding->waived)
            continue;
        glance->findings[glance->shown].level = (unsigned char)finding->level;
        snprintf(glance->findings[glance->shown++].path, PATH_SIZE, "%s", finding->path);
    }
}

static void take_audit(struct glance *glance, const struct audit *audit)
{
    glance->pass = audit->pass;
    glance->warn = audit->warn;
    glance->fail = audit->fail;
    glance->waived = audit->waived;
    glance->score = audit->score;
    glance->grade = audit->grade;
    for (size_t i = 0; i <= SECTIONS_MAX; i++) {
        glance->marks[i] = (unsigned char)audit->marks[i];
        glance->incomplete[i] = audit->incomplete[i];
    }
    take_findings(glance, audit);
}

void glance_take(struct glance *glance, const struct store *store, const struct config *config,
                 const struct audit *audit, const struct certificate_facts *certificate)
{
    memset(glance, 0, sizeof *glance); /* it is written and compared as it is */
    if (!stamp(store, glance->of))
        return;
    snprintf(glance->form, sizeof glance->form, "%s", GLANCE_FORM);
    snprintf(glance->fqdn, sizeof glance->fqdn, "%s", server_fqdn(config));
    for (size_t i = 0; sections[i]; i++)
        glance->records[i] = config->tables[i].count;
    take_audit(glance, audit);
    glance->has_certificate = certificate->present;
    glance->awaited = (unsigned char)certificate->awaited;
    snprintf(glance->key, sizeof glance->key, "%s", certificate->key);
    glance->not_after = certificate->not_after;
}

bool glance_equal(const struct glance *a, const struct glance *b)
{
    /* NOLINTNEXTLINE(bugprone-suspicious-memory-comparison): zeroed before they are filled */
    return memcmp(a, b, sizeof *a) == 0;
}

/* ------------------------------------------------ the file */

static bool terminated(const char *text, size_t size)
{
    return memchr(text, '\0', size);
}

/* Who can write here could write printseal.conf; but what he wrote must not harm the terminal. */
static bool sound(struct glance *glance)
{
    bool fine = terminated(glance->fqdn, sizeof glance->fqdn) &&
                terminated(glance->key, sizeof glance->key) && glance->shown <= GLANCE_FINDINGS &&
                glance->awaited <= AWAITS_IMPORT && glance->grade >= 'A' && glance->grade <= 'F';

    for (size_t i = 0; i <= SECTIONS_MAX; i++)
        fine = fine && glance->marks[i] <= FAIL;
    for (size_t i = 0; fine && i < glance->shown; i++) {
        fine = glance->findings[i].level <= FAIL && terminated(glance->findings[i].path, PATH_SIZE);
        if (fine)
            utf8_tame(glance->findings[i].path);
    }
    if (fine)
        utf8_tame(glance->fqdn), utf8_tame(glance->key);
    return fine;
}

bool glance_read(struct glance *glance, const struct store *store)
{
    AUTO_BUF struct buf bytes = { 0 };
    int64_t now[sizeof glance->of / sizeof *glance->of] = { 0 };

    if (!file_read(store->dir, GLANCE_FILE, sizeof *glance, &bytes, NULL) ||
        bytes.size != sizeof *glance)
        return false;
    memcpy(glance, bytes.text, sizeof *glance);
    return strncmp(glance->form, GLANCE_FORM, sizeof glance->form) == 0 && stamp(store, now) &&
           memcmp(now, glance->of, sizeof now) == 0 && sound(glance);
}

void glance_write(const struct glance *glance, const struct store *store)
{
    if (*glance->form)
        file_replace(store->dir, GLANCE_FILE, 0640, (const char *)glance, sizeof *glance, NULL);
}

/* ------------------------------------------------ showing */

static void show_findings(const struct glance *glance, struct audit *audit)
{
    audit->list = must(calloc(glance->shown + 1, sizeof *audit->list));
    audit->room = glance->shown + 1;
    for (; audit->count < glance->shown; audit->count++) {
        const char *path = pool_keep(&audit->texts, glance->findings[audit->count].path);

        audit->list[audit->count] =
            (struct finding){ .path = path, .level = glance->findings[audit->count].level };
    }
}

void glance_show(const struct glance *glance, struct audit *audit,
                 struct certificate_facts *certificate)
{
    *audit = (struct audit){ .pass = glance->pass,
                             .warn = glance->warn,
                             .fail = glance->fail,
                             .waived = glance->waived,
                             .score = glance->score,
                             .grade = glance->grade };
    for (size_t i = 0; i <= SECTIONS_MAX; i++) {
        audit->marks[i] = glance->marks[i];
        audit->incomplete[i] = glance->incomplete[i];
    }
    show_findings(glance, audit);
    *certificate = (struct certificate_facts){ .present = glance->has_certificate,
                                               .awaited = glance->awaited,
                                               .not_after = glance->not_after };
    snprintf(certificate->key, sizeof certificate->key, "%s", glance->key);
}
