/* What a directory answers: it always ends, reads nothing beyond, and what comes out is whole. */
#include "backend/probe/ldap/ldap_ask.h"
#include "backend/probe/ldap/ldap_code.h"
#include "tests/dialogue.h"

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size);

static bool check(const struct ldap_answer *answer)
{
    char why[LDAP_CODE];

    if (answer->code < LDAP_NOT_ANSWERED || answer->entries < 0 ||
        answer->entries > LDAP_MESSAGES || strlen(answer->text) >= sizeof answer->text ||
        (answer->code == LDAP_NOT_ANSWERED && !*answer->text && !answer->notice))
        abort();
    ldap_code_bind(answer->code, answer->text, why);
    ldap_code("reading", answer->code, answer->text, why);
    return answer->code >= 0;
}

static void ask(struct peer *peer)
{
    struct step_report report = report_start(-1);
    struct ldap ldap = { .peer = peer };
    struct ldap_answer answer;

    ldap_ask_root(&ldap, &report, &answer);
    if (check(&answer))
        ldap_ask_entry(&ldap, "dc=a", &answer);
    if (check(&answer))
        ldap_ask_login(&ldap, "cn=a", "b", &answer);
    if (check(&answer))
        ldap_ask_end(&ldap);
}

/* The first byte chooses: StartTLS, or questions. */
int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size)
{
    struct peer peer;
    struct ldap ldap = { .peer = &peer };
    struct ldap_answer answer;

    if (size < 1)
        return 0;
    dialogue_start(&peer, bytes + 1, size - 1);
    if (bytes[0] % 2) {
        ask(&peer);
        return 0;
    }
    ldap_ask_start(&ldap, &answer);
    if (check(&answer) && peer.error != PEER_FINE)
        abort();
    return 0;
}
