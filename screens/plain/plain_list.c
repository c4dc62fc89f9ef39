/* plain_list.c - how each topic is, and all of it together. */
#include <stdio.h>

#include "backend/base/language.h"
#include "backend/base/shown.h"
#include "backend/certificates/certify.h"
#include "backend/report/report.h"
#include "backend/settings/settings.h"
#include "screens/plain/plain.h"

/* "2 problems, 1 warning": what there is of the two. */
static void plain_put_found(size_t failing, size_t warning)
{
    if (failing || !warning)
        printf("%s %s", shown_count(failing).text, trn("problem", "problems", failing));
    if (warning)
        printf("%s%s %s", failing ? ", " : "", shown_count(warning).text,
               trn("warning", "warnings", warning));
}

enum pending plain_pending(const struct plain *plain)
{
    return certify_pending_then(plain->session.saved, plain->session.config,
                                plain->certificate.pending);
}

/* Before the first save nobody has looked at it. */
static bool plain_list_unvisited(const struct plain *plain, size_t topic)
{
    return !plain->session.saved && !plain->visited[topic];
}

/* What somebody else has to do is said in its place, or behind what is wrong. */
static void plain_put_state(const struct plain *plain, size_t topic)
{
    const struct audit *audit = &plain->audit;
    bool found = audit->failing[topic] || audit->warning[topic];
    enum pending pending =
        sections[topic] == &certificates_section ? plain_pending(plain) : AWAITS_NOTHING;

    if (plain_list_unvisited(plain, topic))
        fputs(tr("not visited yet"), stdout);
    else if (audit->incomplete[topic])
        fputs(tr("something is missing"), stdout);
    else if (found)
        plain_put_found(audit->failing[topic], audit->warning[topic]);
    else if (pending == AWAITS_NOTHING)
        fputs(config_unused(plain->session.config, topic) ? tr("not used") : tr("fine"), stdout);
    if (pending != AWAITS_NOTHING && !plain_list_unvisited(plain, topic)) {
        fputs(found || audit->incomplete[topic] ? ", " : "", stdout);
        printf(tr("pending: %s"), certify_pending_short(pending));
    }
}

/* What nobody has looked at has no grade. */
static void plain_put_grade(const struct plain *plain)
{
    size_t unvisited = 0;

    for (size_t i = 0; sections[i]; i++)
        unvisited += plain_list_unvisited(plain, i);
    if (unvisited) {
        printf(tr("No grade yet, %s %s not visited"), shown_count(unvisited).text,
               trn("topic was", "topics were", unvisited));
    } else {
        printf(tr("Grade %c, "), plain->audit.grade);
        plain_put_found(plain->audit.fail, plain->audit.warn);
    }
    printf(", %s.\n", plain->session.journal.done ? tr("not saved") : tr("saved"));
}

void plain_list(const struct plain *plain)
{
    putchar('\n');
    for (size_t i = 0; sections[i]; i++) {
        printf("%2zu %s: ", i + 1, tr(sections[i]->title));
        plain_put_state(plain, i);
        putchar('\n');
    }
    puts(tr(" d Find settings"));
    plain_put_grade(plain);
    if (store_code_open(plain->session.store))
        puts(tr(RECOVERY_OPEN));
}
