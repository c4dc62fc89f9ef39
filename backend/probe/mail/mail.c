#include "backend/probe/mail/mail.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "backend/base/language.h"
#include "backend/base/utf8.h"

void mail_end(struct mail *mail, enum probe_verdict verdict, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    vsnprintf(mail->why, sizeof mail->why, tr(format), args);
    va_end(args);
    mail->verdict = verdict;
}

void mail_keep(struct mail *mail, bool refusal, const char *text)
{
    snprintf(mail->said, sizeof mail->said, "%s", refusal ? text : "");
}

void mail_report_said(const struct mail *mail, struct step_report *report, enum probe_step step)
{
    char *words = said(mail->said, MAIL_SHOWN, mail->job->password);

    if (*words)
        report_fact(report, step == STEP_LOGIN ? "login.said" : "mail.said", "%s", words);
    free(words);
}

const char *mail_quote(const struct mail *mail, const char *text)
{
    static char quote[MAIL_SHOWN + 8];

    char *shown = said(text, MAIL_SHOWN, mail->job ? mail->job->password : NULL);
    snprintf(quote, sizeof quote, "\"%.*s\"", MAIL_SHOWN, shown);
    free(shown);
    utf8_sanitize(quote);
    return quote;
}

const char *mail_logins(const struct mail_can *can)
{
    if (*can->sasl.names)
        return can->sasl.names;
    return can->word_login && !can->no_login ? "by user and password" : "none";
}

bool mail_takes_password(const struct mail_can *can)
{
    return can->sasl.plain || can->sasl.login || (can->word_login && !can->no_login);
}
