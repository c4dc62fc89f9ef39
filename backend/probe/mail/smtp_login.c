#include <openssl/crypto.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/probe/mail/mail_refusal.h"
#include "backend/probe/mail/smtp_reply.h"

/* First row that fits, when no words tell more; code 0 and status "" fit any. RFC 4954 6, RFC 5248.
 */
static const struct outcome {
    int code;
    const char *status;
    enum probe_verdict verdict;
    const char *why;
} outcomes[] = {
    { 535, "5.7.139", PROBE_FAIL,
      "the server has switched off logins with a password for this mailbox; use OAuth" },
    { 535, "", PROBE_FAIL, "wrong user or password" },
    { 0, "5.7.1", PROBE_FAIL, "a rule of the server refuses this login, whatever the password" },
    { 0, "5.7.8", PROBE_FAIL, "wrong user or password" },
    { 534, "5.7.9", PROBE_FAIL, "the server wants a password made for this program alone" },
    { 534, "", PROBE_FAIL, "the server wants a stronger way to log in" },
    { 525, "", PROBE_FAIL, "the account is locked or disabled; contact the mail administrator" },
    { 523, "", PROBE_FAIL, "the server demands encryption for this login, though there is some" },
    { 524, "", PROBE_FAIL, "the server demands encryption for this login, though there is some" },
    { 538, "", PROBE_FAIL, "the server demands encryption for this login, though there is some" },
    { 530, "", PROBE_FAIL, "the server demands something else before the login" },
    { 422, "", PROBE_FAIL, "the password must be changed on the server first" },
    { 432, "", PROBE_FAIL, "the password must be changed on the server first" },
    { 454, "", PROBE_WARN, "the server cannot check logins now; try again later" },
    { 421, "", PROBE_WARN, "the server is closing down or takes no more logins now" },
    { 451, "", PROBE_WARN, "the server cannot check logins now; try again later" },
    { 502, "", PROBE_FAIL, "the server offers no login" },
    { 503, "", PROBE_FAIL, "the server offers no login here" },
    { 504, "", PROBE_FAIL, "the server does not take this way to log in, though it offers it" },
    { 334, "", PROBE_FAIL, "the server asks for more than user and password" },
    { 550, "", PROBE_FAIL,
      "the server refuses the login, most likely for a wrong user or password" },
    { 554, "", PROBE_FAIL,
      "the server refuses the login, most likely for a wrong user or password" },
};

/* Office 365 has one status for logins that are switched off and for those that are wrong; and in
 * RFC 5248 X.7.9 is a mechanism that is too weak, which Gmail has for its own passwords. */
static const struct {
    const char *status, *phrases, *why;
} exceptions[] = {
    { .status = "5.7.139",
      .phrases = "credentials were incorrect",
      .why = "wrong user or password" },
    { .status = "5.7.9",
      .phrases = "too weak",
      .why = "the server wants a stronger way to log in" },
};

static bool smtp_login_end(struct mail *mail, enum probe_verdict verdict, const char *why,
                           const struct smtp_reply *reply)
{
    return mail_fail(mail, verdict, "%s: %d %s", tr(why), reply->code,
                     mail_quote(mail, reply->text));
}

static bool smtp_login_by_code(struct mail *mail, const struct smtp_reply *reply)
{
    for (size_t i = 0; i < sizeof exceptions / sizeof *exceptions; i++)
        if (strcmp(exceptions[i].status, reply->status) == 0 &&
            strcasestr(reply->text, exceptions[i].phrases))
            return smtp_login_end(mail, PROBE_FAIL, exceptions[i].why, reply);
    for (size_t i = 0; i < sizeof outcomes / sizeof *outcomes; i++)
        if ((!outcomes[i].code || outcomes[i].code == reply->code) &&
            (!*outcomes[i].status || strcmp(outcomes[i].status, reply->status) == 0))
            return smtp_login_end(mail, outcomes[i].verdict, outcomes[i].why, reply);
    return smtp_refused(mail, tr("refuses the login"), reply);
}

static bool smtp_login_judge(struct mail *mail, const struct smtp_reply *reply)
{
    const struct mail_refusal *known = mail_refusal_find(NULL, reply->text);

    if (reply->code == 235) {
        mail_end(mail, PROBE_PASS, "logged in");
        return true;
    }
    return known && reply->code >= 400 ? smtp_login_end(mail, known->verdict, known->why, reply)
                                       : smtp_login_by_code(mail, reply);
}

static bool smtp_login_ask(struct mail *mail, const char *command, struct smtp_reply *reply)
{
    return smtp_ask(mail, tr("the answer to the login"), command, reply);
}

/* RFC 4954 4; 334 is the answer of a server that did not take the message with the command. */
static bool smtp_login_plain(struct mail *mail, struct smtp_reply *reply)
{
    char command[sizeof "AUTH PLAIN " + SASL_TEXT] = "AUTH PLAIN ";
    char *message = command + strlen(command);
    bool received;

    if (!sasl_plain(mail->job->user, mail->job->password, message))
        return mail_fail(mail, PROBE_FAIL, "user or password is too long for this login");
    received = smtp_login_ask(mail, command, reply) &&
               (reply->code != 334 || smtp_login_ask(mail, message, reply));
    OPENSSL_cleanse(command, sizeof command);
    return received;
}

static bool smtp_login_word(struct mail *mail, const char *text, struct smtp_reply *reply)
{
    char word[SASL_TEXT];
    bool sent;

    if (!sasl_word(text, word))
        return mail_fail(mail, PROBE_FAIL, "user or password is too long for this login");
    sent = smtp_login_ask(mail, word, reply);
    OPENSSL_cleanse(word, sizeof word);
    return sent;
}

static bool smtp_login_words(struct mail *mail, struct smtp_reply *reply)
{
    if (!smtp_login_ask(mail, "AUTH LOGIN", reply))
        return false;
    if (reply->code == 334 && !smtp_login_word(mail, mail->job->user, reply))
        return false;
    return reply->code != 334 || smtp_login_word(mail, mail->job->password, reply);
}

/* RFC 4954 4: 504 is of the mechanism, not of user and password. */
static bool smtp_login_otherwise(const struct mail *mail, const struct smtp_reply *reply)
{
    return mail->can.sasl.plain && mail->can.sasl.login &&
           (reply->code == 504 || (reply->code >= 500 && mail_refusal_of_mechanism(reply->text)));
}

bool smtp_login(struct mail *mail)
{
    struct smtp_reply reply;

    if (mail->can.sasl.plain ? !smtp_login_plain(mail, &reply) : !smtp_login_words(mail, &reply))
        return false;
    if (smtp_login_otherwise(mail, &reply) && !smtp_login_words(mail, &reply))
        return false;
    return smtp_login_judge(mail, &reply);
}
