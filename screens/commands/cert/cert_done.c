/* cert_done.c - the lines, and the same as JSON. */
#include "screens/commands/cert/cert_done.h"

#include <stdio.h>

#include "backend/base/dump.h"
#include "backend/base/language.h"
#include "backend/base/moment.h"
#include "backend/base/shown.h"
#include "backend/pki/issue/issued.h"
#include "screens/session/issue.h"
#include "screens/session/output.h"

/* ------------------------------------------------ lines */

static const char *cert_done_other(const struct certificate_facts *facts)
{
    return facts->root_state == ROOT_NEXT ? tr("next root") : tr("old root");
}

static void cert_done_root(const char *what, const struct certificate_link *link)
{
    char day[DAY_SIZE];

    if (!link->present)
        return;
    shown_day(link->not_after, day);
    printf(tr("%s: %s, until %s\n"), what, link->subject, day);
}

static void cert_done_text(const struct session *session, const struct cert_done *done,
                           const struct certificate_facts *facts)
{
    char day[DAY_SIZE];

    shown_day(facts->not_after, day);
    if (done->what)
        printf(tr("saved: generation %u\n"), store_generation(session->store));
    if (done->server)
        printf(tr("certificate: %s, %s, until %s\n"), server_fqdn(session->config), facts->key,
               day);
    for (size_t i = 0; done->notes[i]; i++)
        puts(done->notes[i]);
    if (done->roots) {
        cert_done_root(tr("root in force"), &facts->links[2]);
        cert_done_root(cert_done_other(facts), &facts->other);
        printf(tr("next step: %s\n"), done->next);
    }
}

/* ------------------------------------------------ JSON */

static json_t *cert_done_moment(time_t time)
{
    char text[MOMENT_SIZE];

    moment_text(time, text);
    return json_string(text);
}

static json_t *cert_done_certificate(const struct certificate_facts *facts)
{
    return json_pack("{s:s, s:s, s:s, s:s, s:o, s:o, s:I}", "subject", facts->subject, "serial",
                     facts->serial, "key", facts->key, "sha256", facts->fingerprint, "not_before",
                     cert_done_moment(facts->not_before), "not_after",
                     cert_done_moment(facts->not_after), "days_left",
                     (json_int_t)((facts->not_after - time(NULL)) / DAY));
}

static json_t *cert_done_link(const struct certificate_link *link)
{
    return link->present ? json_pack("{s:s, s:o}", "subject", link->subject, "not_after",
                                     cert_done_moment(link->not_after))
                         : json_null();
}

static json_t *cert_done_rollover(const struct cert_done *done,
                                  const struct certificate_facts *facts)
{
    static const char *const states[] = {
        [ROOT_ALONE] = "alone", [ROOT_NEXT] = "next", [ROOT_OLD] = "old"
    };

    return json_pack("{s:s, s:o, s:o, s:s}", "state", states[facts->root_state], "root",
                     cert_done_link(&facts->links[2]), "other", cert_done_link(&facts->other),
                     "next_step", done->next);
}

static json_t *cert_done_issued(const struct issued_entry *entry)
{
    return json_pack("{s:s, s:s, s:s, s:o, s:o, s:s*}", "serial", entry->serial, "kind",
                     entry->kind, "subject", entry->subject, "not_after",
                     cert_done_moment(entry->until), "revoked",
                     entry->revoked ? cert_done_moment(entry->revoked) : json_null(), "reason",
                     *entry->reason ? entry->reason : NULL);
}

static void cert_done_json(const struct session *session, const struct cert_done *done,
                           const struct certificate_facts *facts)
{
    AUTO_BUF struct buf out = { 0 };
    json_t *notes = must(json_array()), *all;

    for (size_t i = 0; done->notes[i]; i++)
        json_array_append_new(notes, json_string(done->notes[i]));
    all = json_pack("{s:i, s:s, s:s?, s:o, s:o}", "version", 1, "command", done->command, "done",
                    done->what, "generation",
                    done->what ? json_integer(store_generation(session->store)) : json_null(),
                    "notes", notes);
    json_object_set_new(all, "certificate",
                        facts->present ? cert_done_certificate(facts) : json_null());
    if (done->issued)
        json_object_set_new(all, "issued", cert_done_issued(done->issued));
    if (done->roots)
        json_object_set_new(all, "rollover", cert_done_rollover(done, facts));
    if (done->pem)
        json_object_set_new(all, "pem", json_string(done->pem));
    dump(all, JSON_INDENT(2), &out);
    buf_print(&out, "\n");
    fwrite(out.text, 1, out.size, stdout);
}

void cert_done(const struct session *session, const struct arguments *arguments,
               const struct cert_done *done)
{
    struct certificate_facts facts = { 0 };
    bool json = arguments_json(arguments);

    if (json || done->server || done->roots) /* a worker reads them */
        certify_facts(session->store, session->config, time(NULL), &facts);
    (json ? cert_done_json : cert_done_text)(session, done, &facts);
}
