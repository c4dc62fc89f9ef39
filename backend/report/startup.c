#include "backend/report/startup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "backend/base/file.h"
#include "backend/base/language.h"
#include "backend/base/utf8.h"
#include "backend/store/store_inside.h"

#define STARTUP_FILE "startup.cache"

/* What is kept is in somebody's language. */
static void startup_form(char form[], size_t size)
{
    snprintf(form, size, "printseal startup 7 %s %s", PRINTSEAL_VERSION, language_name());
}

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

static void take_findings(struct startup *startup, const struct audit *audit, enum level level)
{
    for (size_t i = 0; i < audit->count && startup->shown < STARTUP_FINDINGS; i++) {
        const struct finding *finding = &audit->list[i];

        if (finding->waived || finding->level != level)
            continue;
        struct startup_finding *kept = &startup->findings[startup->shown++];
        kept->level = (unsigned char)level;
        snprintf(kept->path, sizeof kept->path, "%s", finding->path);
        snprintf(kept->value, sizeof kept->value, "%s", finding->value);
        snprintf(kept->want, sizeof kept->want, "%s", finding->want);
        snprintf(kept->why, sizeof kept->why, "%s", finding->why);
    }
}

static void take_audit(struct startup *startup, const struct audit *audit)
{
    startup->pass = audit->pass;
    startup->warn = audit->warn;
    startup->fail = audit->fail;
    startup->waived = audit->waived;
    startup->score = audit->score;
    startup->grade = audit->grade;
    for (size_t i = 0; i <= SECTIONS_MAX; i++) {
        startup->marks[i] = (unsigned char)audit->marks[i];
        startup->failing[i] = audit->failing[i];
        startup->warning[i] = audit->warning[i];
        startup->incomplete[i] = audit->incomplete[i];
    }
    audit_list(audit);
    take_findings(startup, audit, FAIL); /* the worst first, as the overview has them */
    take_findings(startup, audit, WARN);
}

void startup_take(struct startup *startup, const struct store *store, const struct config *config,
                  const struct audit *audit, const struct certificate_facts *certificate,
                  const struct startup_known *known)
{
    memset(startup, 0, sizeof *startup); /* it is written and compared as it is */
    if (!stamp(store, startup->of))
        return;
    startup_form(startup->form, sizeof startup->form);
    snprintf(startup->fqdn, sizeof startup->fqdn, "%s", server_fqdn(config));
    for (size_t i = 0; sections[i]; i++) {
        startup->records[i] = config->tables[i].count;
        startup->unused[i] = config_unused(config, i);
    }
    take_audit(startup, audit);
    startup->has_certificate = certificate->present;
    startup->pending = (unsigned char)certificate->pending;
    snprintf(startup->key, sizeof startup->key, "%s", certificate->key);
    startup->not_after = certificate->not_after;
    startup->known.tests = known->tests;
    startup->known.code = known->code;
    snprintf(startup->known.rollover, sizeof startup->known.rollover, "%s", known->rollover);
    snprintf(startup->known.when, sizeof startup->known.when, "%s", known->when);
    snprintf(startup->known.who, sizeof startup->known.who, "%s", known->who);
}

bool startup_equal(const struct startup *a, const struct startup *b)
{
    /* NOLINTNEXTLINE(bugprone-suspicious-memory-comparison): zeroed before they are filled */
    return memcmp(a, b, sizeof *a) == 0;
}

/* ------------------------------------------------ the file */

/* False: it does not end. */
static bool startup_tame(char text[], size_t size)
{
    bool fine = memchr(text, '\0', size);

    if (fine)
        utf8_sanitize(text);
    return fine;
}

static bool startup_tame_all(struct startup *startup)
{
    struct startup_known *known = &startup->known;
    bool fine = startup_tame(startup->fqdn, sizeof startup->fqdn) &&
                startup_tame(startup->key, sizeof startup->key) &&
                startup_tame(known->rollover, sizeof known->rollover) &&
                startup_tame(known->when, sizeof known->when) &&
                startup_tame(known->who, sizeof known->who);

    for (size_t i = 0; fine && i < startup->shown; i++)
        fine = startup_tame(startup->findings[i].path, PATH_SIZE) &&
               startup_tame(startup->findings[i].value, STARTUP_VALUE) &&
               startup_tame(startup->findings[i].want, STARTUP_VALUE) &&
               startup_tame(startup->findings[i].why, STARTUP_WHY);
    return fine;
}

#define YEAR_10000 253402300800

/* Who can write here could write printseal.conf; but what he wrote must not harm the terminal. */
static bool sound(struct startup *startup)
{
    bool fine = startup->shown <= STARTUP_FINDINGS && startup->pending <= AWAITS_IMPORT &&
                startup->grade >= 'A' && startup->grade <= 'F' && startup->score >= 0 &&
                startup->score <= 100 && startup->not_after >= 0 && startup->not_after < YEAR_10000;

    for (size_t i = 0; i <= SECTIONS_MAX; i++)
        fine = fine && startup->marks[i] <= FAIL;
    for (size_t i = 0; fine && i < startup->shown; i++)
        fine = startup->findings[i].level <= FAIL;
    return fine && startup_tame_all(startup);
}

bool startup_read(struct startup *startup, const struct store *store)
{
    AUTO_BUF struct buf bytes = { 0 };
    int64_t now[sizeof startup->of / sizeof *startup->of] = { 0 };
    char form[sizeof startup->form];

    if (!file_read(store->dir, STARTUP_FILE, sizeof *startup, &bytes, NULL) ||
        bytes.size != sizeof *startup)
        return false;
    memcpy(startup, bytes.text, sizeof *startup);
    startup_form(form, sizeof form);
    return strncmp(startup->form, form, sizeof form) == 0 && stamp(store, now) &&
           memcmp(now, startup->of, sizeof now) == 0 && sound(startup);
}

void startup_write(const struct startup *startup, const struct store *store)
{
    if (*startup->form)
        file_replace(store->dir, STARTUP_FILE, 0640, (const char *)startup, sizeof *startup, NULL);
}

/* ------------------------------------------------ showing */

static void show_findings(const struct startup *startup, struct audit *audit)
{
    audit->list = must(calloc(startup->shown + 1, sizeof *audit->list));
    for (; audit->count < startup->shown; audit->count++) {
        const struct startup_finding *kept = &startup->findings[audit->count];

        audit->list[audit->count] =
            (struct finding){ .path = pool_keep(&audit->texts, kept->path),
                              .value = pool_keep(&audit->texts, kept->value),
                              .want = pool_keep(&audit->texts, kept->want),
                              .why = pool_keep(&audit->texts, kept->why),
                              .level = kept->level };
    }
}

void startup_show(const struct startup *startup, struct audit *audit,
                  struct certificate_facts *certificate)
{
    *audit = (struct audit){ .pass = startup->pass,
                             .warn = startup->warn,
                             .fail = startup->fail,
                             .waived = startup->waived,
                             .score = startup->score,
                             .grade = startup->grade };
    for (size_t i = 0; i <= SECTIONS_MAX; i++) {
        audit->marks[i] = startup->marks[i];
        audit->failing[i] = startup->failing[i];
        audit->warning[i] = startup->warning[i];
        audit->incomplete[i] = startup->incomplete[i];
    }
    show_findings(startup, audit);
    *certificate = (struct certificate_facts){ .present = startup->has_certificate,
                                               .pending = startup->pending,
                                               .not_after = (time_t)startup->not_after };
    snprintf(certificate->key, sizeof certificate->key, "%s", startup->key);
}
