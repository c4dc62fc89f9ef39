#include "backend/probe/mail/mail_refusal.h"

#include <string.h>
#include <strings.h>

#include "backend/base/language.h"

/* In the order of looking: "locked by your organization's security defaults policy" is no lock;
 * a maildrop that is locked (RFC 1939 4) is in use. */
static const struct mail_refusal mail_refusals[] = {
    { .phrases = { "maildrop already locked", "lock maildrop", "mailbox is locked" },
      .verdict = PROBE_WARN,
      .why = "the mailbox is in use; try again later" },
    { .phrases = { "basic authentication is disabled", "SmtpClientAuthentication is disabled",
                   "security defaults policy" },
      .verdict = PROBE_FAIL,
      .why = "the server has switched off logins with a password for this mailbox; use OAuth" },
    { .phrases = { "application-specific password", "app-specific password", "app password" },
      .verdict = PROBE_FAIL,
      .why = "the server wants a password made for this program alone" },
    { .phrases = { "web browser", "web login", "WEBALERT" },
      .verdict = PROBE_FAIL,
      .why = "the server wants the owner of the mailbox to sign in at its web page first" },
    { .phrases = { "valid SSL certificate", "client certificate" },
      .verdict = PROBE_FAIL,
      .why = "the server wants a client certificate, and there is none" },
    { .phrases = { "too many", "rate limit" },
      .verdict = PROBE_WARN,
      .why = "the server takes no more logins for now; try again later" },
    { .phrases = { "not enabled for IMAP", "not enabled for POP", "IMAP access is disabled",
                   "POP access is disabled" },
      .verdict = PROBE_FAIL,
      .why = "the server has switched off this protocol for the mailbox" },
    { .phrases = { "password expired", "password has expired", "password is expired" },
      .verdict = PROBE_FAIL,
      .why = "the password has expired" },
    { .phrases = { "locked", "suspended", "account disabled", "account is disabled" },
      .verdict = PROBE_FAIL,
      .why = "the account is locked or disabled; contact the mail administrator" },
};

static const struct mail_refusal *mail_refusal_by_words(const char *text)
{
    enum { WORDS = sizeof mail_refusals->phrases / sizeof *mail_refusals->phrases };

    for (size_t i = 0; i < sizeof mail_refusals / sizeof *mail_refusals; i++)
        for (size_t k = 0; k < WORDS && mail_refusals[i].phrases[k]; k++)
            if (strcasestr(text, mail_refusals[i].phrases[k]))
                return &mail_refusals[i];
    return NULL;
}

static const struct mail_refusal *mail_refusal_by_code(const struct mail_refusal codes[],
                                                       const char *text)
{
    const char *at = strchr(text, '[');

    for (const struct mail_refusal *row = codes; at && row && row->code; row++) {
        size_t size = strlen(row->code);
        if (strncasecmp(at + 1, row->code, size) == 0 && strchr(" ]", at[1 + size]))
            return row;
    }
    return NULL;
}

const struct mail_refusal *mail_refusal_find(const struct mail_refusal codes[], const char *text)
{
    const struct mail_refusal *code = mail_refusal_by_code(codes, text);
    const struct mail_refusal *words = code && !code->vague ? NULL : mail_refusal_by_words(text);

    return words ? words : code;
}

bool mail_refusal_end(struct mail *mail, const struct mail_refusal *refusal, const char *text)
{
    return mail_fail(mail, refusal->verdict, "%s: %s", tr(refusal->why), mail_quote(mail, text));
}

bool mail_refusal_of_mechanism(const char *text)
{
    return strcasestr(text, "mechanism") || strcasestr(text, "authentication type");
}
