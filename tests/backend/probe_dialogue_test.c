/* What mail servers and directories answer, and what is made of it: both sides of each dialogue in
 * one row. */
#include "tests/test.h"

#include <stdlib.h>

#include "backend/probe/ldap/ldap_ask.h"
#include "backend/probe/ldap/ldap_code.h"
#include "backend/probe/mail/mail.h"
#include "tests/dialogue.h"

#define SERVER(text) text, sizeof(text) - 1

enum part { GREET, START, INSIST, LOGIN, LEAVE };

struct row {
    const struct mail_protocol *protocol;
    enum part part;
    const char *reply; /* by the server */
    size_t size;
    bool good;
    enum probe_verdict verdict; /* unless it is good */
    const char *why;            /* a piece of the sentence */
    const char *received;       /* a piece of what the server heard; NULL: anything */
};

static bool play(struct mail *mail, const struct row *row)
{
    switch (row->part) {
    case GREET:
        return row->protocol->greet(mail);
    case START:
        return row->protocol->start(mail, "");
    case INSIST:
        return row->protocol->insists(mail);
    case LOGIN:
        return row->protocol->login(mail);
    case LEAVE:
        return row->protocol->leave(mail);
    }
    return false;
}

static void run(const struct row *row, const struct mail_can *can, struct mail *mail)
{
    struct probe_job job = { .user = "scan@example.com", .password = "pass word\"1" };

    *mail = (struct mail){ .job = &job };
    dialogue_start(&mail->peer, row->reply, row->size);
    if (can)
        mail->can = *can;
    bool good = play(mail, row);
    if (good != row->good || (!good && mail->verdict != row->verdict) ||
        (row->why && !strstr(mail->why, row->why)) ||
        (row->received && !strstr(dialogue.received, row->received)))
        fail_msg("%s, \"%s\": %d %s \"%s\", heard \"%s\"", row->protocol->name, row->reply, good,
                 probe_verdict_names[mail->verdict], mail->why, dialogue.received);
}

/* All lines of a refusal are kept as its words; what was accepted leaves none. */
static void words_of_a_refusal(void **state)
{
    static const char many[] = "535-5.7.8 Not accepted.\r\n535 5.7.8 See the page\r\n";
    static const char fine[] = "235 2.7.0 fine\r\n", no[] = "p1 NO [X] go away\r\n";
    const struct mail_can can = { .sasl.plain = true, .initial = true };
    static struct mail mail;

    (void)state;
    run(&(struct row){ &smtp_protocol, LOGIN, SERVER(many), false, PROBE_FAIL,
                       "5.7.8 Not accepted. See the page", NULL },
        &can, &mail);
    assert_string_equal(mail.said, "535 5.7.8 Not accepted. See the page");
    run(&(struct row){ &smtp_protocol, LOGIN, SERVER(fine), true, PROBE_PASS, NULL, NULL }, &can,
        &mail);
    assert_string_equal(mail.said, "");
    run(&(struct row){ &imap_protocol, LOGIN, SERVER(no), false, PROBE_FAIL, "go away", NULL },
        &can, &mail);
    assert_string_equal(mail.said, "NO [X] go away");
}

static void words_are_tame(void **state)
{
    static const struct {
        const char *text, *secret;
        size_t most;
        const char *out;
    } rows[] = {
        { "no \033[2J", NULL, 160, "no ?[2J" },
        { "you sent pa ss, pa ss", "pa ss", 160, "you sent [...], [...]" },
        { "AHNjYW5AZXhhbXBsZS5jb20AcGFzcw== is wrong", "", 160, "[...] is wrong" },
        { "SmtpClientAuthentication is disabled", "pa ss", 160,
          "SmtpClientAuthentication is disabled" },
        { "no, cGEgc3M= nor AHBhIHNz nor YWFwYSBzcw==!", "pa ss", 160,
          "no, [...] nor [...] nor [...]!" },
        { "12345678", NULL, 4, "1234" },
        { "abc\xc3\xa4", NULL, 4, "abc" },
        { "", "x", 4, "" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *out = said(rows[i].text, rows[i].most, rows[i].secret);
        assert_string_equal(out, rows[i].out);
        free(out);
    }
}

static void test_greetings(void **state)
{
    static const struct row rows[] = {
        { &smtp_protocol, GREET, SERVER("220 hi\r\n250-hi\r\n250 STARTTLS\r\n"), true, 0, NULL,
          "EHLO [" },
        { &smtp_protocol, GREET, SERVER("220-a\n220 b\n250 hi\n"), true, 0, NULL, NULL },
        { &smtp_protocol, GREET, SERVER("554 go away\r\n"), false, PROBE_FAIL,
          "refuses to serve us: 554 \"go away\"", "" },
        { &smtp_protocol, GREET, SERVER("421 busy\r\n"), false, PROBE_WARN, "come back later", "" },
        { &smtp_protocol, GREET, SERVER("421 4.7.0 too many connections from you\r\n"), false,
          PROBE_WARN, "come back later", "" },
        { &smtp_protocol, GREET, SERVER("220 hi\r\n421 4.7.0 Error: too many\r\n"), false,
          PROBE_WARN, "come back later", NULL },
        { &smtp_protocol, GREET,
          SERVER("220 hi\r\n450 4.7.1 <x>: Helo command rejected: Host not found\r\n"), false,
          PROBE_FAIL, "refuses the name that this one gives itself, [", NULL },
        { &smtp_protocol, GREET, SERVER("220 hi\r\n503 5.5.1 duplicate EHLO\r\n"), false,
          PROBE_FAIL, "refuses to talk", NULL },
        { &smtp_protocol, GREET, SERVER("450 4.7.1 greylisted, come again\r\n"), false, PROBE_WARN,
          "come back later", "" },
        { &smtp_protocol, GREET, SERVER("450 4.7.1 your address is listed\r\n"), false, PROBE_FAIL,
          "refuses to serve", "" },
        { &smtp_protocol, GREET, SERVER("220 hi\r\n501 5.5.4 Invalid domain\r\n"), false,
          PROBE_FAIL, "refuses the name that this one gives itself, [", NULL },
        { &smtp_protocol, GREET, SERVER("220 hi\r\n502 what\r\n"), false, PROBE_FAIL,
          "knows no EHLO", NULL },
        { &smtp_protocol, GREET, SERVER("220 hi\r\n554 no\r\n"), false, PROBE_FAIL,
          "refuses to talk", NULL },
        { &smtp_protocol, GREET, SERVER("SSH-2.0-x\r\n"), false, PROBE_FAIL,
          "not an SMTP server: the greeting is \"SSH-2.0-x\"", "" },
        { &smtp_protocol, GREET, SERVER("220-a\r\n250 b\r\n"), false, PROBE_FAIL,
          "not an SMTP server", "" },
        { &smtp_protocol, GREET, SERVER("2"), false, PROBE_FAIL, "waiting for the greeting", "" },
        { &smtp_protocol, GREET, SERVER(""), false, PROBE_FAIL, "waiting for the greeting", "" },
        { &smtp_protocol, GREET, SERVER("22\0 hi\r\n"), false, PROBE_FAIL, "not an SMTP server",
          "" },
        { &smtp_protocol, GREET, SERVER("\033[2J\r\n"), false, PROBE_FAIL, "is \"?[2J\"", "" },
        { &imap_protocol, GREET, SERVER("* OK hi\r\n* CAPABILITY A\r\np1 OK\r\n"), true, 0, NULL,
          "p1 CAPABILITY" },
        { &imap_protocol, GREET, SERVER("* PREAUTH hi\r\n* CAPABILITY A\r\np1 OK\r\n"), true, 0,
          NULL, NULL },
        { &imap_protocol, GREET, SERVER("* BYE full\r\n"), false, PROBE_WARN, "refuses to serve us",
          "" },
        { &imap_protocol, GREET, SERVER("+OK pop\r\n"), false, PROBE_FAIL, "not an IMAP server",
          "" },
        { &imap_protocol, GREET, SERVER("p0 OK what\r\n"), false, PROBE_FAIL, "not an IMAP server",
          "" },
        { &imap_protocol, GREET, SERVER("* OK\r\np1 NO never\r\n"), false, PROBE_FAIL,
          "does not say what it can", NULL },
        { &imap_protocol, GREET, SERVER("* OK\r\n* X {4}\r\np1 O K\r\np1 OK\r\n"), true, 0, NULL,
          NULL },
        { &imap_protocol, GREET, SERVER("* OK\r\n* X {99999999999999999999}\r\np1 OK\r\n"), false,
          PROBE_FAIL, "never ends", NULL },
        { &imap_protocol, GREET, SERVER("* OK\r\n* X {900}\r\np1 OK\r\n"), false, PROBE_FAIL,
          "capabilities", NULL },
        { &pop3_protocol, GREET, SERVER("+OK\r\n+OK\r\nSTLS\r\n.\r\n"), true, 0, NULL, "CAPA" },
        { &pop3_protocol, GREET, SERVER("+OK\r\n-ERR what\r\n"), true, 0, NULL, NULL },
        { &pop3_protocol, GREET, SERVER("-ERR full\r\n"), false, PROBE_WARN, "\"full\"", "" },
        { &pop3_protocol, GREET, SERVER("* OK\r\n"), false, PROBE_FAIL, "not a POP3 server", "" },
        { &pop3_protocol, GREET, SERVER("+OK\r\n+OK\r\nSTLS\r\n"), false, PROBE_FAIL,
          "capabilities", NULL },
    };
    struct mail mail;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        run(&rows[i], NULL, &mail);
}

static void test_what_is_offered(void **state)
{
    static const struct row smtp = { &smtp_protocol,
                                     GREET,
                                     SERVER(
                                         "220 hi\r\n250-STARTTLS\r\n250-AUTH PLAIN LOGIN plain\r\n"
                                         "250-AUTH=LOGIN XOAUTH2\r\n250 SIZE\r\n"),
                                     true,
                                     0,
                                     NULL,
                                     NULL };
    static const struct row imap = { &imap_protocol,
                                     GREET,
                                     SERVER("* OK [CAPABILITY AUTH=PLAIN]\r\n* CAPABILITY STARTTLS "
                                            "LOGINDISABLED AUTH=XOAUTH2\r\np1 OK\r\n"),
                                     true,
                                     0,
                                     NULL,
                                     NULL };
    static const struct row pop3 = {
        &pop3_protocol, GREET, SERVER("+OK\r\n+OK\r\nUSER\r\nSASL\r\nSASL LOGIN\r\n.\r\n"), true, 0,
        NULL,           NULL
    };
    struct mail mail;

    (void)state;
    run(&smtp, NULL, &mail);
    /* The first line is the server's name, whatever it says. */
    assert_false(mail.can.starttls);
    assert_true(mail_takes_password(&mail.can) && mail.can.sasl.oauth);
    assert_string_equal(mail_logins(&mail.can), "PLAIN LOGIN XOAUTH2");
    run(&imap, NULL, &mail);
    assert_true(mail.can.starttls && mail.can.no_login && mail.can.sasl.oauth);
    assert_false(mail_takes_password(&mail.can));
    run(&pop3, NULL, &mail);
    assert_false(mail.can.starttls);
    assert_true(mail_takes_password(&mail.can));
}

static void test_logins(void **state)
{
    static const char plain[] = "AHNjYW5AZXhhbXBsZS5jb20AcGFzcyB3b3JkIjE=";
    static const struct mail_can can = { .initial = true, .sasl.plain = true },
                                 asked = { .sasl.plain = true },
                                 word = { .word_login = true, .sasl.login = true };
    static const struct {
        const struct mail_can *can;
        struct row row;
    } rows[] = {
        { &can, { &smtp_protocol, LOGIN, SERVER("235 ok\r\n"), true, 0, "logged in", plain } },
        { &can, { &smtp_protocol, LOGIN, SERVER("334 \r\n235 ok\r\n"), true, 0, NULL, plain } },
        { &can,
          { &smtp_protocol, LOGIN, SERVER("535 5.7.8 no\r\n"), false, PROBE_FAIL,
            "wrong user or password", NULL } },
        { &can,
          { &smtp_protocol, LOGIN, SERVER("550 5.7.1 not from your address\r\n"), false, PROBE_FAIL,
            "a rule of the server refuses this login", NULL } },
        { &can,
          { &smtp_protocol, LOGIN, SERVER("535 5.7.139 no\r\n"), false, PROBE_FAIL,
            "switched off logins with a password", NULL } },
        { &can,
          { &smtp_protocol, LOGIN, SERVER("534-5.7.9 no\r\n534 5.7.9 x\r\n"), false, PROBE_FAIL,
            "made for this program", NULL } },
        { &can,
          { &smtp_protocol, LOGIN, SERVER("454 4.7.0 later\r\n"), false, PROBE_WARN,
            "try again later", NULL } },
        { &can,
          { &smtp_protocol, LOGIN, SERVER("599 odd\r\n"), false, PROBE_FAIL,
            "refuses the login: 599 \"odd\"", NULL } },
        { &word,
          { &smtp_protocol, LOGIN, SERVER("334 a\r\n334 b\r\n235 ok\r\n"), true, 0, NULL,
            "AUTH LOGIN\r\nc2NhbkBleGFtcGxlLmNvbQ==\r\ncGFzcyB3b3JkIjE=\r\n" } },
        { &word,
          { &smtp_protocol, LOGIN, SERVER("334 a\r\n535 no\r\n"), false, PROBE_FAIL, "wrong user",
            "c2NhbkBleGFtcGxlLmNvbQ==\r\n" } },
        { &can, { &imap_protocol, LOGIN, SERVER("* x\r\np1 OK in\r\n"), true, 0, NULL, plain } },
        { &asked,
          { &imap_protocol, LOGIN, SERVER("+ \r\np1 OK in\r\n"), true, 0, NULL, "PLAIN\r\nAHNj" } },
        { &can,
          { &imap_protocol, LOGIN, SERVER("p1 NO [AUTHENTICATIONFAILED] no\r\n"), false, PROBE_FAIL,
            "wrong user or password", NULL } },
        { &can,
          { &imap_protocol, LOGIN, SERVER("p1 NO [UNAVAILABLE] no\r\n"), false, PROBE_WARN,
            "try again later", NULL } },
        { &can,
          { &imap_protocol, LOGIN, SERVER("p1 NO never\r\n"), false, PROBE_FAIL, "most likely",
            NULL } },
        { &can,
          { &imap_protocol, LOGIN, SERVER("p1 BAD what\r\n"), false, PROBE_FAIL, "not understand",
            NULL } },
        { &can,
          { &imap_protocol, LOGIN, SERVER("* BYE\r\n"), false, PROBE_WARN, "closed the session",
            NULL } },
        { &word,
          { &imap_protocol, LOGIN, SERVER("+ a\r\n+ b\r\np1 OK\r\n"), true, 0, NULL,
            "p1 LOGIN {16}\r\nscan@example.com {11}\r\npass word\"1\r\n" } },
        { &word,
          { &imap_protocol, LOGIN, SERVER("p1 NO [PRIVACYREQUIRED] x\r\n"), false, PROBE_FAIL,
            "encryption", NULL } },
        { &can, { &pop3_protocol, LOGIN, SERVER("+OK\r\n"), true, 0, NULL, plain } },
        { &can, { &pop3_protocol, LOGIN, SERVER("+ \r\n+OK\r\n"), true, 0, NULL, plain } },
        { &can,
          { &pop3_protocol, LOGIN, SERVER("-ERR [AUTH] no\r\n"), false, PROBE_FAIL, "wrong user",
            NULL } },
        { &can,
          { &pop3_protocol, LOGIN, SERVER("-ERR [SYS/TEMP] no\r\n"), false, PROBE_WARN, "later",
            NULL } },
        { &word,
          { &pop3_protocol, LOGIN, SERVER("+OK\r\n+OK\r\n"), true, 0, NULL,
            "USER scan@example.com\r\nPASS pass word\"1\r\n" } },
        { &word,
          { &pop3_protocol, LOGIN, SERVER("-ERR no such\r\n"), false, PROBE_FAIL, "most likely",
            "USER scan@example.com\r\n" } },
    };
    struct mail mail;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        run(&rows[i].row, rows[i].can, &mail);
}

static void test_between(void **state)
{
    static const struct row rows[] = {
        { &smtp_protocol, START, SERVER("220 go\r\n"), true, 0, NULL, "STARTTLS\r\n" },
        { &smtp_protocol, START, SERVER("454 none\r\n"), false, PROBE_FAIL, "454 \"none\"", NULL },
        { &smtp_protocol, START, SERVER("421 4.7.0 too many\r\n"), false, PROBE_WARN,
          "come back later", NULL },
        { &smtp_protocol, START, SERVER("502 none\r\n"), false, PROBE_FAIL, "offers STARTTLS but",
          NULL },
        { &imap_protocol, START, SERVER("p1 OK\r\n"), true, 0, NULL, "p1 STARTTLS\r\n" },
        { &imap_protocol, START, SERVER("p1 BAD\r\n"), false, PROBE_FAIL, "refuses it", NULL },
        { &imap_protocol, START, SERVER("+ \r\n"), false, PROBE_FAIL, "refuses it", NULL },
        { &pop3_protocol, START, SERVER("+OK\r\n"), true, 0, NULL, "STLS\r\n" },
        { &pop3_protocol, START, SERVER("-ERR\r\n"), false, PROBE_FAIL, "refuses it", NULL },
        { &smtp_protocol, INSIST, SERVER("530 first\r\n"), true, 0, NULL, "MAIL FROM:<>\r\n" },
        { &smtp_protocol, INSIST, SERVER("530 5.7.1 Authentication required\r\n"), false,
          PROBE_WARN, "not found out", NULL },
        { &smtp_protocol, INSIST, SERVER("530 5.7.57 Client was not authenticated\r\n"), false,
          PROBE_WARN, "not found out", NULL },
        { &smtp_protocol, INSIST, SERVER("530 Login first, by STARTTLS\r\n"), true, 0, NULL, NULL },
        { &smtp_protocol, INSIST, SERVER("451 5.7.3 STARTTLS is required\r\n"), true, 0, NULL,
          NULL },
        { &smtp_protocol, INSIST, SERVER("550 5.7.10 no\r\n"), true, 0, NULL, NULL },
        { &smtp_protocol, INSIST, SERVER("450 4.2.0 greylisted\r\n"), false, PROBE_WARN,
          "not found out: whether mail is taken without STARTTLS", NULL },
        { &smtp_protocol, INSIST, SERVER("553 5.1.8 no such sender\r\n"), false, PROBE_WARN,
          "not found out", NULL },
        { &smtp_protocol, INSIST, SERVER("421 4.3.2 busy\r\n"), false, PROBE_WARN,
          "come back later", NULL },
        { &smtp_protocol, INSIST, SERVER("250 ok\r\n250 ok\r\n"), false, PROBE_FAIL, "without",
          "RSET\r\n" },
        { &smtp_protocol, LEAVE, SERVER("221 bye\r\n"), false, 0, NULL, "QUIT\r\n" },
        { &smtp_protocol, LEAVE, SERVER("250 noop\r\n221 bye\r\n"), true, 0, NULL, NULL },
        { &smtp_protocol, LEAVE, SERVER("421 busy\r\n221 bye\r\n"), false, 0, NULL, NULL },
        { &smtp_protocol, LEAVE, SERVER("250 noop\r\n"), false, PROBE_FAIL, NULL, NULL },
        { &imap_protocol, LEAVE, SERVER("* BYE\r\np1 OK\r\n"), false, 0, NULL, "p1 LOGOUT\r\n" },
        { &imap_protocol, LEAVE, SERVER("x OK noop\r\n* BYE\r\n"), true, 0, NULL, NULL },
        { &imap_protocol, LEAVE, SERVER("* OK news\r\n* BYE\r\n"), false, 0, NULL, NULL },
        { &imap_protocol, LEAVE, SERVER("x OK noop\r\n"), false, 0, NULL, NULL },
        { &pop3_protocol, LEAVE, SERVER("-ERR not now\r\n"), false, PROBE_FAIL, NULL, NULL },
        { &pop3_protocol, LEAVE, SERVER("-ERR not now\r\n+OK bye\r\n"), true, 0, NULL, NULL },
        { &pop3_protocol, LEAVE, SERVER("+OK bye\r\n"), false, 0, NULL, NULL },
    };
    struct mail mail;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        run(&rows[i], NULL, &mail);
}

/* One code stands for all reasons, and the words say which. */
static void test_words_of_refusals(void **state)
{
    static const struct mail_can can = { .initial = true, .sasl.plain = true };
    static const struct {
        const struct mail_protocol *protocol;
        const char *reply;
        enum probe_verdict verdict;
        const char *why;
    } rows[] = {
        { &smtp_protocol, "535 5.7.139 x, the user credentials were incorrect. [X]\r\n", PROBE_FAIL,
          "wrong user or password" },
        { &smtp_protocol, "535 5.7.139 x, basic authentication is disabled.\r\n", PROBE_FAIL,
          "use OAuth" },
        { &smtp_protocol,
          "535 5.7.139 x, user is locked by your organization's security defaults policy.\r\n",
          PROBE_FAIL, "use OAuth" },
        { &smtp_protocol, "535 5.7.8 authentication failed: account is locked\r\n", PROBE_FAIL,
          "locked or disabled" },
        { &smtp_protocol, "535 5.7.0 Error: too many failed logins\r\n", PROBE_WARN,
          "no more logins for now" },
        { &smtp_protocol, "525 5.7.13 no\r\n", PROBE_FAIL, "locked or disabled" },
        { &smtp_protocol, "523 5.7.10 no\r\n", PROBE_FAIL, "demands encryption" },
        { &smtp_protocol, "554 5.7.8 no\r\n", PROBE_FAIL, "wrong user or password" },
        { &smtp_protocol, "550 5.1.0 Authentication failed\r\n", PROBE_FAIL, "most likely" },
        { &smtp_protocol, "534 5.7.9 Authentication mechanism is too weak\r\n", PROBE_FAIL,
          "stronger way" },
        { &smtp_protocol,
          "534-5.7.14 <https://x> Please\r\n534 5.7.14 log in via your web browser\r\n", PROBE_FAIL,
          "sign in at its web page" },
        { &smtp_protocol, "334 \r\n334 \r\n", PROBE_FAIL, "asks for more" },
        { &imap_protocol, "p1 NO [ALERT] Application-specific password required\r\n", PROBE_FAIL,
          "made for this program" },
        { &imap_protocol, "p1 NO [WEBALERT https://x] Web login required.\r\n", PROBE_FAIL,
          "sign in at its web page" },
        { &imap_protocol, "p1 NO [ALERT] Your account is not enabled for IMAP use.\r\n", PROBE_FAIL,
          "switched off this protocol" },
        { &imap_protocol, "p1 NO Login failed: too many failed attempts\r\n", PROBE_WARN,
          "no more logins for now" },
        { &imap_protocol, "p1 NO [SERVERBUG] x\r\n", PROBE_WARN, "error of its own" },
        { &imap_protocol, "p1 NO [OVERQUOTA] x\r\n", PROBE_FAIL, "is full" },
        { &pop3_protocol, "-ERR [SYS/PERM] Your account is not enabled for POP access.\r\n",
          PROBE_FAIL, "switched off this protocol" },
        { &pop3_protocol, "-ERR account locked\r\n", PROBE_FAIL, "locked or disabled" },
        { &pop3_protocol, "-ERR maildrop already locked\r\n", PROBE_WARN, "mailbox is in use" },
        { &pop3_protocol, "-ERR [IN-USE] your account is locked by another session\r\n", PROBE_WARN,
          "mailbox is in use" },
        { &imap_protocol, "p1 NO [INUSE] locked by another session\r\n", PROBE_WARN,
          "mailbox is in use" },
        { &imap_protocol, "p1 NO [AUTHENTICATIONFAILED] account is disabled\r\n", PROBE_FAIL,
          "locked or disabled" },
    };
    struct mail mail;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        run(&(struct row){ rows[i].protocol, LOGIN, rows[i].reply, strlen(rows[i].reply), false,
                           rows[i].verdict, rows[i].why, NULL },
            &can, &mail);
}

/* What is refused is the mechanism: the other way in is tried, once. */
static void test_other_ways(void **state)
{
    static const struct mail_can can = { .initial = true,
                                         .word_login = true,
                                         .sasl = { .plain = true, .login = true } };
    static const struct row rows[] = {
        { &smtp_protocol, LOGIN, SERVER("504 5.7.4 no\r\n334 a\r\n334 b\r\n235 in\r\n"), true, 0,
          NULL, "AUTH LOGIN\r\n" },
        { &smtp_protocol, LOGIN,
          SERVER("535 5.7.3 Unrecognized authentication type\r\n334 a\r\n334 b\r\n235 in\r\n"),
          true, 0, NULL, "AUTH LOGIN\r\n" },
        { &imap_protocol, LOGIN, SERVER("p1 BAD what\r\n+ a\r\n+ b\r\np2 OK in\r\n"), true, 0, NULL,
          "p2 LOGIN {16}\r\n" },
        { &imap_protocol, LOGIN,
          SERVER("p1 NO [CANNOT] not that\r\n+ a\r\n+ b\r\np2 NO [AUTHENTICATIONFAILED] x\r\n"),
          false, PROBE_FAIL, "wrong user or password", NULL },
        { &imap_protocol, LOGIN, SERVER("p1 NO no\r\n+ a\r\n+ b\r\np2 OK in\r\n"), false,
          PROBE_FAIL, "most likely", NULL },
        { &pop3_protocol, LOGIN, SERVER("-ERR unsupported mechanism\r\n+OK\r\n+OK in\r\n"), true, 0,
          NULL, "USER scan@example.com\r\n" },
    };
    struct mail mail;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        run(&rows[i], &can, &mail);
}

/* Answers that never end are ended here. */
static void test_endless(void **state)
{
    enum { SIZE = 60000 };
    static const struct {
        const struct mail_protocol *protocol;
        const char *first, *piece, *why;
    } rows[] = {
        { &smtp_protocol, "", "220-more\r\n", "never ends" },
        { &imap_protocol, "* OK\r\n", "* more\r\n", "never ends" },
        { &pop3_protocol, "+OK\r\n+OK\r\n", "MORE\r\n", "never ends" },
        { &smtp_protocol, "220 ", "more", "far more than the protocol" },
        { &imap_protocol, "* OK ", "more", "far more than the protocol" },
        { &pop3_protocol, "+OK ", "more", "far more than the protocol" },
    };
    static char text[SIZE];

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct mail mail;
        size_t size = (size_t)snprintf(text, sizeof text, "%s", rows[i].first);
        while (size + strlen(rows[i].piece) < sizeof text)
            size += (size_t)snprintf(text + size, sizeof text - size, "%s", rows[i].piece);
        struct row row = {
            rows[i].protocol, GREET, text, size, false, PROBE_FAIL, rows[i].why, NULL
        };
        run(&row, NULL, &mail);
    }
}

static void test_start_tls_of_ldap(void **state)
{
    static const struct {
        const char *reply;
        size_t size;
        int code;
        const char *text;
        size_t waiting;
    } rows[] = {
        { SERVER("\x30\x0c\x02\x01\x01\x78\x07\x0a\x01\x00\x04\x00\x04\x00"), 0, "", 0 },
        { SERVER("\x30\x0c\x02\x01\x01\x78\x07\x0a\x01\x00\x04\x00\x04\x00!!"), 0, "", 2 },
        { SERVER("\x30\x84\x00\x00\x00\x0e\x02\x01\x01\x78\x09\x0a\x01\x02\x04\x00\x04\x02no"), 2,
          "no", 0 },
        { SERVER("\x30\x0c\x02\x01\x02\x78\x07\x0a\x01\x00\x04\x00\x04\x00"), -1, "was not asked",
          0 },
        { SERVER("\x30\x0e\x02\x01\x00\x78\x09\x0a\x01\x34\x04\x00\x04\x02no"), -1, "no", 0 },
        { SERVER("\x30\x05\x02\x01\x00\x78\x00"), -1, "closed the session", 0 },
        { SERVER("\x30\x0c\x02\x01\x01\x61\x07\x0a\x01\x00\x04\x00\x04\x00"), -1, "waiting", 0 },
        { SERVER("\x30\x0c\x02\x01\x01\x78\x07\x0a\x01\xff\x04\x00\x04\x00"), -1, "understood", 0 },
        { SERVER("\x30\x0c\x02\x01\x01\x78\x7f\x0a\x01\x00\x04\x00\x04\x00"), -1, "waiting", 0 },
        { SERVER("\x30\x84\x7f\xff\xff\xff"), -1, "claims to be longer", 0 },
        { SERVER("\x30\x88\x00\x00\x00\x00\x00\x00\x00\x01"), -1, "claims to be longer", 0 },
        { SERVER("\x30\x80"), -1, "claims to be longer", 0 },
        { SERVER("\x30\x00"), -1, "understood", 0 },
        { SERVER("\x30"), -1, "waiting for the directory", 0 },
        { SERVER("\x30\x0c\x02\x01"), -1, "waiting for the directory", 0 },
        { SERVER("220 mail\r\n"), -1, "not an LDAP server", 0 },
    };
    static const char asked[] = "\x30\x1d\x02\x01\x01\x77\x18\x80\x16"
                                "1.3.6.1.4.1.1466.20037";

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct peer peer;
        struct ldap ldap = { .peer = &peer };
        struct ldap_answer answer;
        dialogue_start(&peer, rows[i].reply, rows[i].size);
        ldap_ask_start(&ldap, &answer);
        if (answer.code != rows[i].code || !strstr(answer.text, rows[i].text))
            fail_msg("row %zu: %d \"%s\"", i, answer.code, answer.text);
        assert_memory_equal(dialogue.received, asked, sizeof asked);
        if (answer.code >= 0)
            assert_int_equal(peer_waiting(&peer), rows[i].waiting);
    }
}

/* As ldapsearch and the RFC have it. */
static void test_ldap_questions(void **state)
{
    static const char search[] = "\x30\x2e\x02\x01\x01\x63\x29\x04\x04"
                                 "dc=a"
                                 "\x0a\x01\x00\x0a\x01\x00\x02\x01\x01\x02"
                                 "\x01\x00\x01\x01\x00\x87\x0b"
                                 "objectClass"
                                 "\x30\x05\x04\x03"
                                 "1.1";
    static const char login[] = "\x30\x10\x02\x01\x01\x60\x0b\x02\x01\x03\x04\x03"
                                "a=b"
                                "\x80\x01"
                                "c";
    static const char found[] = "\x30\x0d\x02\x01\x01\x64\x08\x04\x04"
                                "dc=a"
                                "\x30\x00"
                                "\x30\x07\x02\x01\x01\x73\x02\x04\x00"
                                "\x30\x0c\x02\x01\x01\x65\x07\x0a\x01\x00\x04\x00\x04\x00";
    static const char in[] = "\x30\x0c\x02\x01\x01\x61\x07\x0a\x01\x31\x04\x00\x04\x00";
    struct peer peer;
    struct ldap_answer answer;
    struct ldap ldap = { .peer = &peer };
    char longest[3000];

    (void)state;
    dialogue_start(&peer, found, sizeof found - 1);
    ldap_ask_entry(&ldap, "dc=a", &answer);
    assert_true(answer.code == 0 && answer.entries == 1);
    assert_int_equal(dialogue.size, sizeof search - 1);
    assert_memory_equal(dialogue.received, search, sizeof search);
    ldap = (struct ldap){ .peer = &peer };
    dialogue_start(&peer, in, sizeof in - 1);
    ldap_ask_login(&ldap, "a=b", "c", &answer);
    assert_int_equal(answer.code, 49);
    assert_int_equal(dialogue.size, sizeof login - 1);
    assert_memory_equal(dialogue.received, login, sizeof login);
    dialogue_start(&peer, in, sizeof in - 1);
    ldap_ask_login(&ldap, "a=b", "", &answer);
    ldap_ask_login(&ldap, "", "c", &answer);
    memset(longest, 'a', sizeof longest);
    longest[sizeof longest - 1] = '\0';
    ldap_ask_entry(&ldap, longest, &answer);
    assert_int_equal(answer.code, LDAP_NOT_ANSWERED);
    assert_int_equal(dialogue.size, 0);
}

static void test_ldap_codes(void **state)
{
    char out[LDAP_CODE];

    (void)state;
    ldap_code_bind(49, "80090308: LdapErr: DSID-0C0903A9, comment: x, data 775, v1db1", out);
    assert_non_null(strstr(out, "locked"));
    ldap_code_bind(49, "80090308: LdapErr: x, data 52e, v1db1", out);
    assert_string_equal(out, "wrong user or password");
    ldap_code_bind(49, "data of the sea", out);
    assert_string_equal(out, "wrong user or password");
    ldap_code_bind(8, "", out);
    assert_non_null(strstr(out, "TLS ends before it"));
    ldap_code_bind(13, "stronger confidentiality required", out);
    assert_non_null(strstr(out, "a stronger encryption than"));
    ldap_code_bind(51, NULL, out);
    assert_non_null(strstr(out, "busy"));
    ldap_code_bind(4711, "\033[2J", out);
    assert_string_equal(out, "the directory answers with a result of its own");
    ldap_code("reading the base", 32, NULL, out);
    assert_string_equal(out, "reading the base: there is no such entry");
}

static void test_sasl_bounds(void **state)
{
    char user[300], out[SASL_TEXT];
    struct sasl_offer offer = { 0 };

    (void)state;
    memset(user, 'u', sizeof user);
    user[255] = '\0';
    assert_true(sasl_plain(user, user, out));
    assert_int_equal(strlen(out), sizeof out - 1);
    memset(user, 'u', sizeof user);
    user[256] = '\0';
    assert_false(sasl_plain(user, "p", out) || sasl_plain("u", user, out) || sasl_word(user, out));
    assert_false(sasl_plain("u", "", out) || sasl_plain("", "p", out) || sasl_word("", out));
    for (int i = 0; i < 100; i++)
        sasl_offer(&offer, "A-VERY-LONG-NAME-OF-A-WAY  PLAIN X");
    assert_true(offer.plain && strlen(offer.names) < sizeof offer.names);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_greetings),      cmocka_unit_test(test_what_is_offered),
        cmocka_unit_test(test_logins),         cmocka_unit_test(test_words_of_refusals),
        cmocka_unit_test(test_other_ways),     cmocka_unit_test(test_between),
        cmocka_unit_test(test_endless),        cmocka_unit_test(test_start_tls_of_ldap),
        cmocka_unit_test(test_ldap_questions), cmocka_unit_test(test_ldap_codes),
        cmocka_unit_test(words_of_a_refusal),  cmocka_unit_test(words_are_tame),
        cmocka_unit_test(test_sasl_bounds),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
