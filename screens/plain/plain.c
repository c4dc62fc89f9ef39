#include "screens/plain/plain.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "backend/base/language.h"
#include "backend/base/mem.h"
#include "backend/base/shown.h"
#include "backend/settings/settings.h"
#include "backend/setup/prepare.h"
#include "screens/plain/wrap.h"

/* Before the first save there is nothing on disk to be judged. */
static void plain_judge(struct plain *plain)
{
    const struct audit_facts nothing = { .now = time(NULL), .unguarded = sandbox_missing() };

    audit_free(&plain->audit);
    if (plain->session.saved)
        session_judge(&plain->session, &plain->audit, &plain->certificate);
    else
        audit_run(&plain->audit, plain->session.config, &nothing);
}

void plain_changed(struct plain *plain)
{
    struct session *session = &plain->session;
    struct err err;

    plain_judge(plain);
    if (plain->undrafted || !session->journal.done ||
        store_draft_write(session->store, &session->journal, "", "", &err))
        return;
    plain->undrafted = true;
    session_note("the draft cannot be kept: %s", err.text);
}

/* ------------------------------------------------ beginning */

static void plain_find_name(struct session *session)
{
    AUTO_FREE char *name = detect_server();
    struct config_place place;

    if (name && config_find(session->config, "server.fqdn", &place, NULL))
        change_set(&session->journal, session->config, &place, name, NULL);
}

/* Opens what is saved, or (nothing is) the defaults. */
static bool plain_open_session(struct session *session, const struct context *context,
                               struct err *err)
{
    AUTO_FREE char *folder = store_folder(context->folder);
    struct holder holder = { 0 };
    struct store *store = store_open(folder, true, err);
    bool there = store && store_exists(store);

    if (!store)
        return false;
    if (there) {
        store_close(store);
        return session_open(session, context, WRITE, err);
    }
    session->store = store;
    session->config = config_new();
    return store_lock(store, &holder, err);
}

static void offer_draft(struct plain *plain)
{
    struct session *session = &plain->session;
    char path[PATH_SIZE] = "", typed[DRAFT_TYPED_SIZE] = "";
    struct err err;

    if (!store_draft_exists(session->store))
        return;
    if (!line_yes(tr("There are changes that were never saved. Go on with them?"), true))
        store_draft_remove(session->store, NULL);
    else if (!store_draft_read(session->store, session->config, &session->journal, path, typed,
                               &err))
        printf(tr("The draft stays as it is: %s\n"), err.text);
    wipe(typed, sizeof typed);
}

static void plain_begin(struct plain *plain)
{
    struct session *session = &plain->session;

    puts(tr("printseal, line by line. Enter keeps what is in brackets; ? explains, < goes\n"
            "back, > goes to the next topic, . leaves. Nothing is in force until it is saved."));
    offer_draft(plain);
    if (!session->saved && !session->journal.done)
        plain_find_name(session);
    prepare_secrets(&session->journal, session->config, NULL, NULL);
    plain_changed(plain);
}

/* ------------------------------------------------ topics */

/* By its number, title or key; SECTIONS_MAX: none. */
static size_t find_topic(const char *word)
{
    char *end;
    unsigned long number = strtoul(word, &end, 10);

    for (size_t i = 0; sections[i]; i++)
        if ((end != word && !*end && number == i + 1) || strcasecmp(word, sections[i]->key) == 0 ||
            strcasecmp(word, tr(sections[i]->title)) == 0)
            return i;
    return SECTIONS_MAX;
}

/* In order from there; false: somebody wants to leave. */
static bool lead(struct plain *plain, size_t from)
{
    for (size_t i = from; sections[i];) {
        enum way way = plain_topic(plain, &plain->session.config->tables[i]);

        if (way != WAY_BACK && way != WAY_LEAVE && sections[i] == &server_section)
            way = plain_discover(plain);
        if (way == WAY_LEAVE)
            return false;
        if (way != WAY_BACK)
            i++;
        else if (i)
            i--;
    }
    return true;
}

/* ------------------------------------------------ the end */

static enum status plain_leave(const struct plain *plain)
{
    struct err err;

    if (plain->session.journal.done)
        puts(tr("Left without saving; what was answered is offered again at the next start."));
    if (line_unread(&err))
        return session_complain(STATUS_FAILED, &err);
    return plain->session.journal.done ? STATUS_LEFT : STATUS_FINE;
}

/* True once it is saved. */
static bool offer_save(struct plain *plain)
{
    struct err err;

    plain_review(plain);
    /* The end of the input is an answer, an error is none. */
    if (!line_yes("Save?", plain->session.journal.done > 0) || line_unread(&err))
        return false;
    if (plain_save(plain, &err))
        return true;
    printf(tr("Not saved: %s\n"), err.text);
    return false;
}

static enum way menu_go(struct plain *plain, const char *line)
{
    size_t topic = find_topic(line);

    if (strcmp(line, "d") == 0)
        return plain_discover(plain);
    if (topic != SECTIONS_MAX)
        return plain_topic(plain, &plain->session.config->tables[topic]);
    printf(tr("There is no topic \"%s\".\n"), line);
    return WAY_ON;
}

static enum status menu(struct plain *plain)
{
    static const char asked[] =
        "Topic by number, letter or name, Enter to review and save, . to leave";
    char line[LINE_SIZE];

    for (;;) {
        plain_list(plain);
        if (!line_ask(tr(asked), line) || strcmp(line, ".") == 0)
            return plain_leave(plain);
        if (!*line && offer_save(plain))
            return STATUS_FINE;
        if (*line && menu_go(plain, line) == WAY_LEAVE)
            return plain_leave(plain);
    }
}

static enum status peer(struct plain *plain, const char *topic)
{
    bool first = !plain->session.saved;

    plain_begin(plain);
    if (topic) {
        if (plain_topic(plain, &plain->session.config->tables[find_topic(topic)]) == WAY_LEAVE)
            return plain_leave(plain);
    } else if (first && !lead(plain, 0)) {
        return plain_leave(plain);
    }
    return (topic || first) && offer_save(plain) ? STATUS_FINE : menu(plain);
}

enum status plain_run(const struct context *context, const char *topic)
{
    struct plain plain = { 0 };
    struct err err;

    if (context->read_only) {
        fail(&err,
             "--plain asks and changes; \"printseal list\" and \"printseal check\" only look");
        return session_complain(STATUS_USAGE, &err);
    }
    wrap_begin();
    enum status status = plain_open_session(&plain.session, context, &err)
                             ? peer(&plain, topic)
                             : session_complain(STATUS_FAILED, &err);
    audit_free(&plain.audit);
    session_close(&plain.session);
    return status;
}
