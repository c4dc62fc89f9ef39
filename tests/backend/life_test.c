/* life_test.c - ten years, each of their days: what a night does, and what check says.
 *
 * The program itself lives through them in cert/years.sh, on the days on which something happens;
 * here is each of the 3,653 days, with the clock handed in: the same decisions, on facts as issue.c
 * would make them.
 */
#include "tests/test.h"

#include "backend/audit/audit.h"
#include "backend/base/mem.h"
#include "backend/base/moment.h"
#include "backend/certificates/certify.h"
#include "backend/store/conf/conf.h"

enum { DAYS = 3653, RENEW = 30 };

/* A server's certificate below one CA, and what people do: they wait for check to ask. */
struct life {
    const char *mode;
    long leaf_days, ca_days; /* as whoever signs gives them */
    long answer;             /* days from what check says to what a person has done about it */
    enum { OWN, COMPANY, GIVEN } who;
    /* now */
    struct certificate_facts facts;
    time_t now, next_ca; /* when the next CA is in force; 0: nobody is at it */
    time_t next_leaf;    /* the same for a certificate that somebody else makes */
    int renewed, rolled;
};

static bool answer(void *data, struct record *record, const struct setting *setting,
                   const char *text, struct err *err)
{
    (void)data;
    (void)record;
    (void)setting;
    (void)text;
    (void)err;
    return true;
}

static struct config *config_of(const struct life *life)
{
    char text[200];
    struct err err = { "" };

    snprintf(text, sizeof text,
             "server : { fqdn = \"print01.corp.example.com\"; };\n"
             "certificates : { mode = \"%s\"; server_days = %ld; };\n",
             life->mode, life->leaf_days);
    struct config *config = conf_read(text, strlen(text), "test.conf", answer, NULL, &err);
    if (!config)
        fail_msg("%s", err.text);
    return config;
}

/* One that lasts no longer than its CA (issue.c). */
static void issue_leaf(struct life *life)
{
    struct certificate_facts *facts = &life->facts;
    time_t until = life->now - 3600 + life->leaf_days * DAY - 1, end = facts->links[2].not_after;

    facts->not_before = life->now - 3600;
    facts->not_after = until < end ? until : end;
}

static void issue_ca(struct life *life)
{
    struct certificate_link *old = &life->facts.other, *ca = &life->facts.links[2];

    if (life->who == OWN && ca->present) {
        *old = *ca;
        life->facts.root_state = ROOT_OLD;
    }
    ca->present = true;
    ca->not_before = life->now - 3600;
    ca->not_after = life->now - 3600 + life->ca_days * DAY - 1;
    snprintf(ca->subject, sizeof ca->subject, "CN=CA");
}

static void begin(struct life *life)
{
    life->facts = (struct certificate_facts){ .present = true, .named = true };
    issue_ca(life);
    issue_leaf(life);
}

/* `cert renew`, and once more: something is saved only if it brings more days, and only once. */
static void night(struct life *life)
{
    time_t before = life->facts.not_after;

    if (life->who == GIVEN || certify_due(&life->facts, RENEW, life->now) != DUE_CERTIFICATE)
        return;
    issue_leaf(life);
    life->renewed++;
    assert_true(life->facts.not_after > before);
    assert_int_not_equal(certify_due(&life->facts, RENEW, life->now), DUE_CERTIFICATE);
}

static bool is_reported(const struct audit *audit, const char *id)
{
    for (size_t i = 0; i < audit->count; i++)
        if (strcmp(audit->list[i].id, id) == 0)
            return true;
    return false;
}

static void people(struct life *life, const struct audit *audit)
{
    struct certificate_link *old = &life->facts.other;

    if (life->next_ca && life->now >= life->next_ca) {
        issue_ca(life);
        issue_leaf(life);
        life->next_ca = 0;
        life->rolled++;
    } else if (!life->next_ca && is_reported(audit, "cert-ca-expiring")) {
        life->next_ca = life->now + life->answer * DAY;
    }
    if (life->who == GIVEN && life->next_leaf && life->now >= life->next_leaf) {
        issue_leaf(life);
        life->next_leaf = 0;
        life->renewed++;
    } else if (life->who == GIVEN && !life->next_leaf && is_reported(audit, "cert-expiring")) {
        life->next_leaf = life->now + life->answer / 4 * DAY;
    }
    if (old->present && old->not_after < life->now) {
        *old = (struct certificate_link){ 0 };
        life->facts.root_state = ROOT_ALONE;
    }
}

/* Before anybody has done anything about it: what ends within 30 days is reported, each by its
 * finding. */
static void expect_warned(const struct life *life, const struct audit *audit, int day)
{
    const struct {
        time_t until;
        const char *id;
    } ends[] = {
        { life->facts.not_after, "cert-expiring" },
        { life->facts.links[2].not_after, "cert-ca-expiring" },
        { life->facts.other.present ? life->facts.other.not_after : life->now + 100 * DAY,
          "cert-root-expiring" },
    };

    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (ends[i].until - life->now < 30 * DAY && !is_reported(audit, ends[i].id))
            fail_msg("%s, day %d: %s is not reported", life->mode, day, ends[i].id);
}

static void expect_served(const struct life *life, int day)
{
    const struct certificate_facts *facts = &life->facts;

    if (life->now < facts->not_before || life->now > facts->not_after ||
        life->now > facts->links[2].not_after)
        fail_msg("%s, day %d: nothing valid is served", life->mode, day);
}

static void live(struct life *life, int days)
{
    struct config *config = config_of(life);
    struct notes notes = { 0 };

    life->now = 1799568000; /* 2027-01-10 08:00:00 UTC */
    begin(life);
    for (int day = 0; day < days; day++, life->now += DAY) {
        struct audit audit;

        night(life);
        audit_run(&audit, config,
                  &(struct audit_facts){
                      .now = life->now, .certificate = &life->facts, .notes = &notes });
        expect_warned(life, &audit, day);
        people(life, &audit);
        expect_served(life, day);
        audit_free(&audit);
    }
    config_free(config);
}

static void every_day_of_ten_years(void **state)
{
    static struct life lives[] = {
        { .mode = "builtin", .leaf_days = 397, .ca_days = 1000, .answer = 60, .who = OWN },
        { .mode = "intermediate", .leaf_days = 397, .ca_days = 900, .answer = 20, .who = COMPANY },
        { .mode = "manual", .leaf_days = 200, .ca_days = 7300, .answer = 40, .who = GIVEN },
        { .mode = "manual", .leaf_days = 397, .ca_days = 7300, .answer = 80, .who = GIVEN },
    };

    (void)state;
    for (size_t i = 0; i < sizeof lives / sizeof *lives; i++) {
        live(&lives[i], DAYS);
        assert_true(lives[i].renewed + lives[i].rolled >= 9);
        assert_int_equal(lives[i].rolled, lives[i].ca_days > DAYS ? 0 : 4);
    }
}

/* Nobody does anything: it is reported until everything ends, and no night of the last month makes
 * anything. */
static void nobody_does_anything(void **state)
{
    struct life life = {
        .mode = "builtin", .leaf_days = 397, .ca_days = 1000, .answer = DAYS, .who = OWN
    };

    (void)state;
    live(&life, 970);
    int renewed = life.renewed;
    life.renewed = 0;
    live(&life, 999);
    assert_int_equal(life.renewed, renewed);
    assert_int_equal(life.facts.not_after, life.facts.links[2].not_after);
}

/* Short-lived ones: limits are parts of the lifetime, and the next run of printseal-renew.timer is
 * in time, also for those of 24 hours and 6 days. */
static void short_lives(void **state)
{
    enum { TIMER = 4 * 3600 };
    static const int days[] = { 1, 6, 47, 90 };

    (void)state;
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        struct life life = { .mode = "builtin", .leaf_days = days[i], .ca_days = 7300, .who = OWN };
        int runs = 1000 * (DAY / TIMER);

        life.now = 1799568000;
        begin(&life);
        for (int run = 0; run < runs; run++, life.now += TIMER) {
            night(&life);
            expect_served(&life, run * TIMER / DAY);
        }
        assert_in_range(life.renewed, 1000 / days[i], 2 * 1000 / days[i]);
    }
}

/* Whoever goes back hears of a certificate that a night would renew, and of no other. */
static void what_comes_back(void **state)
{
    static const struct {
        const char *mode, *chain, *says;
        int after; /* days */
    } rows[] = {
        { "builtin", "", NULL, 0 },
        { "builtin", "", NULL, 300 },
        { "builtin", "",
          "the certificate that is back expires on 2028-02-11; \"printseal cert renew\" renews it",
          380 },
        { "intermediate", "",
          "the certificate that is back expired on 2028-02-11; \"printseal cert renew\" renews it",
          420 },
        { "manual", "",
          "the certificate that is back expired on 2028-02-11; \"printseal cert import\" takes the "
          "next one",
          420 },
        { "builtin", "the CA's certificate has expired",
          "the certificate that is back is not valid: the CA's certificate has expired; "
          "\"printseal cert renew\" renews it",
          1 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct life life = { .mode = rows[i].mode, .leaf_days = 397, .ca_days = 3650, .who = OWN };
        struct config *config = config_of(&life);

        life.now = 1799568000;
        begin(&life);
        snprintf(life.facts.chain, sizeof life.facts.chain, "%s", rows[i].chain);
        AUTO_FREE char *says =
            certify_rollback_due(&life.facts, config, life.now + rows[i].after * (time_t)DAY);
        if (!says || !rows[i].says)
            assert_true(!says && !rows[i].says);
        else
            assert_string_equal(says, rows[i].says);
        config_free(config);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_day_of_ten_years),
        cmocka_unit_test(nobody_does_anything),
        cmocka_unit_test(short_lives),
        cmocka_unit_test(what_comes_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
