/* What mail servers say, as a whole conversation: it always ends, each bad end has a sentence that
 * may be shown, and no password leaves before the login. */
#include "backend/base/utf8.h"
#include "backend/probe/mail/mail.h"
#include "tests/dialogue.h"

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size);

static const char password[] = "Pa55w0rd-of-nobody", encoded[] = "UGE1NXcwcmQtb2Ytbm9ib2R5";

static void check_end(const struct mail *mail, bool good)
{
    unsigned point;

    if (good)
        return;
    if (!*mail->why || strlen(mail->why) >= MAIL_WHY || mail->verdict >= PROBE_VERDICTS)
        abort();
    for (const char *at = mail->why; *at;) {
        size_t step = utf8_read(at, strlen(at), &point);
        /* A sentence may be cut inside of a character: report.h tames it once more. */
        if ((!step && strlen(at) > 3) || (step && utf8_control(point)))
            abort();
        at += step ? step : 1;
    }
}

static void check_silence(void)
{
    if (strstr(dialogue.received, password) || strstr(dialogue.received, encoded))
        abort();
}

static void peer(const struct mail_protocol *protocol, struct mail *mail)
{
    bool good = protocol->greet(mail);

    check_end(mail, good);
    if (good && protocol->insists)
        check_end(mail, protocol->insists(mail));
    if (good)
        check_end(mail, good = protocol->start(mail, protocol->injected));
    check_silence();
    if (good)
        check_end(mail, good = protocol->able(mail));
    if (good)
        check_end(mail, protocol->login(mail));
    if (good)
        protocol->leave(mail);
    (void)peer_waiting(&mail->peer);
}

/* The first byte chooses the protocol, the rest is what the server says. */
int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size)
{
    static const struct mail_protocol *const protocols[] = { &smtp_protocol, &imap_protocol,
                                                             &pop3_protocol };
    struct probe_job job = { .user = "nobody@example.com" };
    struct mail mail = { .job = &job };

    if (size < 1)
        return 0;
    memcpy(job.password, password, sizeof password);
    dialogue_start(&mail.peer, bytes + 1, size - 1);
    peer(protocols[bytes[0] % 3], &mail);
    if (!mail_logins(&mail.can) || strlen(mail.can.sasl.names) >= SASL_NAMES)
        abort();
    return 0;
}
