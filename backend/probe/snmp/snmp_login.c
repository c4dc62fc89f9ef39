#include "backend/probe/snmp/snmp_login.h"

#include <net-snmp/net-snmp-config.h>
/* above all others */
#include <net-snmp/net-snmp-includes.h>
#include <openssl/crypto.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/mem.h"
#include "backend/pki/ossl.h"
#include "backend/probe/snmp/snmp_key.h"
#include "backend/probe/snmp/snmp_library.h"
#include "backend/probe/snmp/snmp_outcome.h"
#include "backend/probe/snmp/snmp_wait.h"

const char *const snmp_level_names[] = { "", "noAuthNoPriv", "authNoPriv", "authPriv" };

/* The library's names for the choices of the section. */
static const struct algorithm {
    const char *choice, *name, *cisco;
} auths[] = { { "md5", "MD5", NULL },        { "sha1", "SHA", NULL },
              { "sha224", "SHA-224", NULL }, { "sha256", "SHA-256", NULL },
              { "sha384", "SHA-384", NULL }, { "sha512", "SHA-512", NULL },
              { NULL, NULL, NULL } },
  privacies[] = { { "des", "DES", NULL },
                  { "aes128", "AES", NULL },
                  { "aes192", "AES-192", "AES-192-C" },
                  { "aes256", "AES-256", "AES-256-C" },
                  { NULL, NULL, NULL } };

/* The passwords, stretched, which need not be done again for every question. */
struct snmp_keys {
    struct probe_stretched auth, privacy;
};
_Static_assert(PROBE_STRETCHED <= USM_AUTH_KU_LEN && PROBE_STRETCHED <= USM_PRIV_KU_LEN,
               "a session has room for a key");

static const struct algorithm *snmp_login_find(const struct algorithm *rows, const char *choice)
{
    while (rows->choice && strcmp(rows->choice, choice) != 0)
        rows++;
    return rows;
}

enum snmp_level snmp_level(const struct probe_job *job)
{
    if (!snmp_login_find(auths, job->snmp.auth)->choice)
        return SNMP_NO_AUTH;
    return snmp_login_find(privacies, job->snmp.privacy)->choice ? SNMP_PRIV : SNMP_AUTH;
}

bool snmp_login_two_ways(const struct probe_job *job)
{
    return snmp_level(job) == SNMP_PRIV && snmp_login_find(privacies, job->snmp.privacy)->cisco;
}

static const oid *auth_oid(const struct probe_job *job, size_t *size)
{
    return sc_get_auth_oid(usm_lookup_auth_type(snmp_login_find(auths, job->snmp.auth)->name),
                           size);
}

static const oid *privacy_oid(const struct snmp_login *login, size_t *size)
{
    const struct algorithm *row = snmp_login_find(privacies, login->job->snmp.privacy);
    const char *name = login->cisco && row->cisco ? row->cisco : row->name;

    return sc_get_priv_oid(usm_lookup_priv_type(name), size);
}

/* Who started us has made it already, where many tests need the same; else it is made here. */
static void snmp_login_stretch(const struct probe_job *job, const char *password,
                               const struct probe_stretched *made, struct probe_stretched *key)
{
    const char *digest = snmp_key_digest(job->snmp.auth);

    *key = *made;
    if (key->size)
        return;
    key->size = sizeof key->key;
    if (!digest || !snmp_key(digest, password, key->key, &key->size))
        key->size = 0;
}

static void make_keys(struct snmp_login *login)
{
    const struct probe_job *job = login->job;
    enum snmp_level level = snmp_level(job);

    if (level >= SNMP_AUTH)
        snmp_login_stretch(job, job->password, &job->snmp.auth_key, &login->keys->auth);
    if (level >= SNMP_PRIV)
        snmp_login_stretch(job, job->snmp.privacy_password, &job->snmp.privacy_key,
                           &login->keys->privacy);
}

void snmp_login_start(struct snmp_login *login)
{
    snmp_library_start();
    login->keys = must(calloc(1, sizeof *login->keys));
    make_keys(login);
}

void snmp_login_know(struct snmp_login *login, const struct snmp_answer *discovered)
{
    login->engine_size = discovered->engine_size;
    memcpy(login->engine, discovered->engine, discovered->engine_size);
    if (discovered->boots || discovered->clock)
        set_enginetime(login->engine, (unsigned)login->engine_size, (unsigned)discovered->boots,
                       (unsigned)discovered->clock, FALSE);
}

/* With all keys that there are: at which level is each question's own. */
static void snmp_login_set_keys(netsnmp_session *session, const struct snmp_login *login)
{
    const struct snmp_keys *keys = login->keys;
    enum snmp_level level = snmp_level(login->job);

    session->securityLevel = (int)level;
    if (level >= SNMP_AUTH) {
        session->securityAuthProto =
            (oid *)(uintptr_t)auth_oid(login->job, &session->securityAuthProtoLen);
        session->securityAuthKeyLen = keys->auth.size;
        memcpy(session->securityAuthKey, keys->auth.key, keys->auth.size);
    }
    if (level >= SNMP_PRIV) {
        session->securityPrivProto =
            (oid *)(uintptr_t)privacy_oid(login, &session->securityPrivProtoLen);
        session->securityPrivKeyLen = keys->privacy.size;
        memcpy(session->securityPrivKey, keys->privacy.key, keys->privacy.size);
    }
}

/* In microseconds. */
static long snmp_login_patience(const struct snmp_login *login)
{
    int left = deadline_left(login->deadline);

    return (login->wait < left ? login->wait : left) * 1000L;
}

/* Opens a session, by which the library asks for the engine's id and clock. */
static void *snmp_login_open_session(const struct snmp_login *login)
{
    const struct probe_job *job = login->job;
    bool six = login->device->at.ss_family == AF_INET6;
    char peer[80];
    netsnmp_session session;

    snprintf(peer, sizeof peer, six ? "udp6:[%s]:%u" : "udp:%s:%u", login->device->text,
             login->port);
    snmp_sess_init(&session);
    session.peername = peer;
    session.version = SNMP_VERSION_3;
    session.timeout = snmp_login_patience(login);
    session.retries = 0;
    session.securityEngineID = (unsigned char *)(uintptr_t)login->engine;
    session.securityEngineIDLen = login->engine_size;
    session.securityName = (char *)(uintptr_t)job->user;
    session.securityNameLen = strlen(job->user);
    session.contextName = (char *)(uintptr_t)(login->no_context ? "" : job->snmp.context);
    session.contextNameLen = strlen(session.contextName);
    snmp_login_set_keys(&session, login);
    void *opened = snmp_sess_open(&session);
    OPENSSL_cleanse(&session, sizeof session);
    return opened;
}

static enum snmp_outcome by_error(struct snmp_login *login, int code)
{
    snprintf(login->error, sizeof login->error, "%s", snmp_api_errstring(code));
    return snmp_outcome(code);
}

/* Its numbers are nobody's guess: the library's own follow each other, and begin in all copies of
 * one process at the same. */
static netsnmp_pdu *snmp_login_question(enum snmp_level level)
{
    netsnmp_pdu *question = must(snmp_pdu_create(SNMP_MSG_GETNEXT));
    uint32_t ids[2];

    ossl_random(ids, sizeof ids);
    question->reqid = 1 + (long)(ids[0] % INT32_MAX); /* RFC 3412 6: msgID is no more than that */
    question->msgid = 1 + (long)(ids[1] % INT32_MAX);
    question->securityLevel = (int)level;
    snmp_add_null_var(question, snmp_outcome_asked, SNMP_OUTCOME_ASKED);
    return question;
}

/* Else the next session finds the keys of the last one. */
static void forget_users(void)
{
    for (struct usmUser *user = usm_get_userList(); user; user = usm_get_userList())
        usm_free_user(usm_remove_user(user));
}

static void snmp_login_close(struct snmp_login *login)
{
    if (login->session)
        snmp_sess_close(login->session);
    login->session = NULL;
    forget_users();
}

static enum snmp_outcome snmp_login_exchange(struct snmp_login *login, enum snmp_level level)
{
    netsnmp_pdu *question = snmp_login_question(level), *answer = NULL;
    enum { AGAIN = 3 }; /* the library asks anew once it has heard the clock */
    const struct deadline soon = deadline_within(login->deadline, login->wait * AGAIN);

    struct snmp_heard heard = { 0 };
    snmp_sess_session(login->session)->timeout = snmp_login_patience(login);
    int code = snmp_wait(login->session, question, &soon, &answer, &heard);
    enum snmp_outcome outcome = answer ? snmp_outcome_answer(login, answer) : by_error(login, code);
    if (answer)
        snmp_free_pdu(answer);
    if (!heard.settled)
        snmp_login_close(login);
    if (outcome == SNMP_SILENT && heard.own)
        return SNMP_NO_ENGINE;
    login->strange += outcome == SNMP_SILENT ? heard.packets : 0;
    login->engines += outcome == SNMP_SILENT ? heard.engines : 0;
    return outcome;
}

static void snmp_login_keep_engine(struct snmp_login *login)
{
    const netsnmp_session *opened = snmp_sess_session(login->session);

    if (login->engine_size || !opened || !opened->securityEngineIDLen ||
        opened->securityEngineIDLen > sizeof login->engine)
        return;
    login->engine_size = opened->securityEngineIDLen;
    memcpy(login->engine, opened->securityEngineID, login->engine_size);
}

/* The one there is, if it asks in the same way. False: snmp_errno. */
static bool snmp_login_opens(struct snmp_login *login)
{
    if (login->session && login->session_cisco == login->cisco &&
        login->session_no_context == login->no_context)
        return true;
    snmp_login_close(login);
    login->session = snmp_login_open_session(login);
    login->session_cisco = login->cisco;
    login->session_no_context = login->no_context;
    if (login->session)
        snmp_login_keep_engine(login);
    return login->session;
}

static enum snmp_outcome snmp_login_once(struct snmp_login *login, enum snmp_level level)
{
    if (deadline_left(login->deadline) <= 0)
        return SNMP_SILENT;
    if (!snmp_login_opens(login))
        return snmp_outcome(snmp_errno);
    int before = deadline_left(login->deadline);
    enum snmp_outcome outcome = snmp_login_exchange(login, level);
    login->ms = before - deadline_left(login->deadline);
    return outcome;
}

/* A device that names another engine than before is asked for it anew, as RFC 3414 4 has it: the
 * session of who was silent is closed. */
enum snmp_outcome snmp_login_ask(struct snmp_login *login, enum snmp_level level)
{
    unsigned before = login->engines;
    enum snmp_outcome outcome = snmp_login_once(login, level);

    if (outcome != SNMP_SILENT || login->engines == before)
        return outcome;
    login->engine_size = 0;
    return snmp_login_once(login, level);
}

void snmp_login_end(struct snmp_login *login)
{
    snmp_login_close(login);
    if (!login->keys)
        return;
    OPENSSL_cleanse(login->keys, sizeof *login->keys);
    free(login->keys);
    login->keys = NULL;
}
