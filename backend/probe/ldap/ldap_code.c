#include "backend/probe/ldap/ldap_code.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/language.h"

struct row {
    unsigned long code;
    const char *meaning;
};

/* Active Directory answers 49 and puts a Windows error into its text: "... data 52e, v3839".
 * Microsoft: System Error Codes; Active Directory, Simple Bind. */
static const struct row windows[] = {
    { 0x525, "there is no such account in the directory" },
    { 0x52e, "wrong user or password" },
    { 0x52f, "the account is restricted: an empty password, or a policy, forbids the login" },
    { 0x530, "the account may not log on at this time of day" },
    { 0x531, "the account may not log on from this machine" },
    { 0x532, "the password has expired" },
    { 0x533, "the account is disabled" },
    { 0x568, "the account is in too many groups" },
    { 0x569, "the account was not granted this kind of login" },
    { 0x701, "the account has expired" },
    { 0x773, "the password must be changed before the first login" },
    { 0x775, "the account is locked after too many wrong passwords" },
    { 0x80090346, "the directory wants logins that are bound to their TLS connection (channel "
                  "binding), which one with a password is not" },
    { 0 },
};

/* What others put into theirs: eDirectory the number of its error, the rest a sentence. */
static const struct {
    const char *phrases, *meaning;
} ldap_code_texts[] = {
    { .phrases = "(-197)", .meaning = "the account is locked after too many wrong passwords" },
    { .phrases = "(-217)", .meaning = "the account is logged in as often as it may be" },
    { .phrases = "(-218)", .meaning = "the account may not log on at this time of day" },
    { .phrases = "(-219)", .meaning = "the account may not log on from this machine" },
    { .phrases = "(-220)", .meaning = "the account has expired" },
    { .phrases = "(-222)", .meaning = "the password has expired" },
    { .phrases = "(-223)", .meaning = "the password has expired" },
    { .phrases = "(-669)", .meaning = "wrong user or password" },
    { .phrases = "GC port",
      .meaning = "this is the port of the global catalog, not the directory's: use 636" },
    { .phrases = "password retry limit",
      .meaning = "the account is locked after too many wrong passwords" },
    { .phrases = "account locked",
      .meaning = "the account is locked after too many wrong passwords" },
    { .phrases = "account inactivated", .meaning = "the account is disabled" },
    { .phrases = "stronger confidentiality",
      .meaning = "the directory demands a stronger encryption than this connection has" },
    { .phrases = "password expired", .meaning = "the password has expired" },
};

/* Nothing else is asked over than TLS, so whoever demands it, or signing where there is none, does
 * not see ours. */
static const char behind_proxy[] =
    "the directory demands an encrypted connection though this one is: TLS ends before it, in a "
    "proxy or load balancer, and it sees none";

static const struct row binds[] = {
    { 1, "the directory has an error of its own with the login" },
    { 2, "the directory does not understand the login: it may know an older LDAP only" },
    { 7, "the directory takes no login with a password" },
    { 8, behind_proxy },
    { 14, "the directory wants another kind of login" },
    { 19, "a policy of the directory forbids the login; the account may be locked" },
    { 32, "there is no such account in the directory" },
    { 34, "the login name is not a name the directory understands" },
    { 48, "this account cannot log in with a password" },
    { 49, "wrong user or password" },
    { 50, "this account may not log in" },
    { 53, "the directory refuses the login; the account may be disabled or locked" },
    { 0 },
};

/* Of what is asked over TLS alone. */
static const struct row others[] = {
    { 1, "the directory refuses it before a login" },
    { 2, "the directory calls our request malformed" },
    { 3, "the directory ran out of its own time limit" },
    { 4, "the directory's size limit was reached" },
    { 8, "the directory demands a stronger login first" },
    { 10, "the directory points to another server, which is not followed" },
    { 11, "an administrative limit was reached" },
    { 13, behind_proxy },
    { 32, "there is no such entry" },
    { 34, "this is not a name the directory understands" },
    { 48, "the directory demands a login first" },
    { 50, "the account has no right to read it" },
    { 51, "the directory is too busy; try again later" },
    { 52, "the directory is not available now; try again later" },
    { 53, "the directory refuses it" },
    { 80, "the directory has an internal error" },
    { 0 },
};

static const char *ldap_code_find(const struct row *row, unsigned long code)
{
    for (; row->meaning; row++) {
        if (row->code == code)
            return row->meaning;
    }
    return NULL;
}

static const char *find_windows(const char *text)
{
    static const char mark[] = ", data ";
    const char *at = text ? strstr(text, mark) : NULL;

    return at ? ldap_code_find(windows, strtoul(at + sizeof mark - 1, NULL, 16)) : NULL;
}

static const char *ldap_code_by_text(const char *text)
{
    for (size_t i = 0; text && i < sizeof ldap_code_texts / sizeof *ldap_code_texts; i++)
        if (strcasestr(text, ldap_code_texts[i].phrases))
            return ldap_code_texts[i].meaning;
    return NULL;
}

/* Its number is told beside it. */
static const char unknown[] = "the directory answers with a result of its own";

void ldap_code_bind(int code, const char *text, char out[LDAP_CODE])
{
    const char *meaning = code == 49 ? find_windows(text) : NULL;

    if (!meaning && (code == 13 || code == 19 || code == 49 || code == 53))
        meaning = ldap_code_by_text(text);
    if (!meaning && code == 53 && text && *text) /* it says itself why */
        meaning = "the directory refuses the login";
    if (!meaning)
        meaning = ldap_code_find(binds, (unsigned long)code);
    if (!meaning)
        meaning = ldap_code_find(others, (unsigned long)code);
    snprintf(out, LDAP_CODE, "%s", tr(meaning ? meaning : unknown));
}

bool ldap_code_passing(int code)
{
    return code == LDAP_BUSY || code == LDAP_UNAVAILABLE;
}

void ldap_code(const char *what, int code, const char *text, char out[LDAP_CODE])
{
    const char *meaning = code == LDAP_CONFIDENTIAL ? ldap_code_by_text(text) : NULL;

    if (!meaning)
        meaning = ldap_code_find(others, (unsigned long)code);

    snprintf(out, LDAP_CODE, "%s: %.250s", what, tr(meaning ? meaning : unknown));
}
