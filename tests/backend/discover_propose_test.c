/* What follows from names that lead to this machine, and from printers that a domain publishes. */
#include "tests/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "backend/discover/proposal.h"
#include "backend/settings/settings.h"

#define DOMAIN "corp.example.com"

struct site {
    struct config *config;
    struct journal journal;
    struct discover_job job;
    struct found_all found;
    struct lookup lookup;
    struct attempts attempts;
    struct serving serving;
    struct proposals proposals;
};

static const char *const local[] = { "10.66.1.1", "10.66.1.2", NULL };

static void set(struct site *site, const char *path, const char *value)
{
    struct config_place place;

    assert_true(config_find(site->config, path, &place, NULL));
    assert_true(change_set(&site->journal, site->config, &place, value, NULL));
}

static int site_new(void **state)
{
    struct site *site = calloc(1, sizeof *site);
    struct target_address address;

    *state = site;
    site->config = config_new();
    site->job.topics = TOPIC_ALL;
    snprintf(site->job.domain, sizeof site->job.domain, DOMAIN);
    for (const char *const *at = local; *at; at++)
        if (target_parse(*at, &address))
            lookup_add_address(&site->lookup, &address);
    return 0;
}

static int site_free(void **state)
{
    struct site *site = *state;

    proposals_free(&site->proposals);
    lookup_free(&site->lookup);
    change_journal_clear(&site->journal);
    config_free(site->config);
    free(site);
    return 0;
}

/* "path=value", marked ones with a '*' in front, each on a line. */
static const char *proposed(struct site *site)
{
    static char text[4096];

    text[0] = '\0';
    proposals_free(&site->proposals);
    propose(&site->proposals, site->config,
            &(struct evidence){ &site->job, &site->found, &site->lookup, &site->attempts,
                                &site->serving, local });
    for (size_t i = 0; i < site->proposals.count; i++) {
        const struct proposal *one = &site->proposals.list[i];
        const size_t used = strlen(text);
        snprintf(text + used, sizeof text - used, "%s%s=%s\n", one->proposed ? "*" : "", one->path,
                 one->value);
    }
    return text;
}

/* This machine's own name in a domain. */
static const char *own(const char *domain)
{
    static char name[DNS_NAME];

    gethostname(name, sizeof name / 2);
    name[strcspn(name, ".")] = '\0';
    snprintf(name + strlen(name), sizeof name - strlen(name), ".%s", domain);
    return name;
}

static void named(struct site *site, int address, bool confirmed, const char *name)
{
    char line[DNS_NAME + 32];

    snprintf(line, sizeof line, "name %d 60 0 %d %s", address, confirmed, name);
    lookup_receive(&site->lookup, line);
}

static void takes_the_name_that_all_agree_on(void **state)
{
    struct site *site = *state;
    char expected[600];

    named(site, 0, true, own(DOMAIN));
    named(site, 1, true, own(DOMAIN));
    snprintf(expected, sizeof expected, "*server.fqdn=%s\n", own(DOMAIN));
    assert_string_equal(proposed(site), expected);
    snprintf(site->job.domain, sizeof site->job.domain, "other.example"); /* not its domain */
    assert_string_equal(proposed(site), expected + 1);
}

static void asks_where_they_do_not(void **state)
{
    struct site *site = *state;

    named(site, 0, true, "other." DOMAIN);
    assert_string_equal(proposed(site), "server.fqdn=other." DOMAIN "\n");
    named(site, 1, true, "second." DOMAIN);
    assert_string_equal(proposed(site), "server.fqdn=other." DOMAIN "\n"
                                        "server.aliases=other." DOMAIN ", second." DOMAIN "\n");
    set(site, "server.fqdn", "second." DOMAIN);
    assert_string_equal(proposed(site), "server.aliases=other." DOMAIN "\n");
    set(site, "server.aliases", "third." DOMAIN);
    assert_string_equal(proposed(site), "server.aliases=third." DOMAIN ", other." DOMAIN "\n");
    set(site, "server.aliases", "OTHER." DOMAIN);
    assert_string_equal(proposed(site), "");
}

static void believes_no_name_that_leads_elsewhere(void **state)
{
    struct site *site = *state;

    named(site, 0, false, "other." DOMAIN);
    named(site, 0, true, "single");
    lookup_add_host(&site->lookup, "print.office.example");
    lookup_receive(&site->lookup, "host 0 10.66.1.3");
    assert_string_equal(proposed(site), "");
    set(site, "server.fqdn", "print." DOMAIN);
    lookup_receive(&site->lookup, "host 0 10.66.1.2");
    assert_string_equal(proposed(site), "server.aliases=print.office.example\n");
    assert_string_equal(site->proposals.list[0].source, "print.office.example leads to 10.66.1.2");
}

/* ------------------------------------------------ published printers */

static void proposes_what_the_domain_publishes(void **state)
{
    struct site *site = *state;
    static const char *const lines[] = {
        "label 0 HP (2. floor)",
        "service 0 1 60 1 631 p1." DOMAIN,
        "model 0 Laser 9",
        "service 64 0 60 0 631 p1." DOMAIN, /* the same by _ipp */
        "label 65 HP (2. floor)",
        "service 65 0 60 0 631 p2." DOMAIN,
        "service 66 0 60 0 631 p3.elsewhere.example",
        "service 67 0 60 0 631 print." DOMAIN, /* itself */
        "model 68 nowhere",
    };

    snprintf(site->job.host, sizeof site->job.host, "print." DOMAIN);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        lookup_receive(&site->lookup, lines[i]);
    assert_string_equal(proposed(site), "*printers.HP-2-floor.host=p1." DOMAIN "\n"
                                        "*printers.HP-2-floor.model=Laser 9\n"
                                        "*printers.HP-2-floor-2.host=p2." DOMAIN "\n"
                                        "printers.printer.host=p3.elsewhere.example\n");
    assert_string_equal(site->proposals.list[0].source,
                        "DNS-SD _ipps._tcp." DOMAIN
                        " \"HP (2. floor)\", port 631, TTL 60 s, DNSSEC (AD)");
}

static void compares_what_is_there(void **state)
{
    struct site *site = *state;

    assert_true(change_add(&site->journal, site->config, &printers_section, "old", NULL, NULL));
    set(site, "printers.old.host", "P1." DOMAIN);
    lookup_receive(&site->lookup, "service 0 1 60 1 631 p1." DOMAIN);
    assert_string_equal(proposed(site), "");
    lookup_receive(&site->lookup, "model 0 Laser 9");
    assert_string_equal(proposed(site), "*printers.old.model=Laser 9\n");
    set(site, "printers.old.model", "Laser 8");
    assert_string_equal(proposed(site), "printers.old.model=Laser 9\n");
}

/* ------------------------------------------------ this server as it is */

static void seen(struct site *site, const char *fact)
{
    char line[300];

    snprintf(line, sizeof line, "fact %s", fact);
    probe_result_receive(&site->serving.parts[0].result, line);
}

/* Nothing weaker than what is set is proposed, and nothing is marked. */
static void takes_over_what_is_served(void **state)
{
    static const struct {
        const char *facts[6];
        const char *proposed;
    } rows[] = {
        { { "cert.issuer CN=Root", "cert.anchor ca-root.crt" }, "" },
        { { "cert.issuer CN=x", "cert.anchor ", "cert.findings cert-self-signed" }, "" },
        { { "cert.issuer CN=Public", "cert.anchor system" }, "certificates.mode=manual\n" },
        { { "cert.issuer CN=Co", "cert.anchor trust.ca_files" },
          "certificates.mode=intermediate\n" },
        { { "cert.issuer CN=Co", "cert.anchor " }, "certificates.mode=intermediate\n" },
        { { "cert.names print." DOMAIN ", a." DOMAIN ", A." DOMAIN ", single" },
          "server.aliases=a." DOMAIN "\n" },
        { { "tls.accepts TLS 1.0, TLS 1.2", "http.clear HTTP 200" }, "" },
        { { "tls.accepts " }, "tls.min_version=1.3\n" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        void *one;
        site_new(&one);
        struct site *site = one;
        set(site, "server.fqdn", "print." DOMAIN);
        snprintf(site->serving.host, sizeof site->serving.host, "print." DOMAIN);
        site->serving.parts[site->serving.count++].port = 8090;
        assert_string_equal(proposed(site), ""); /* no TLS came about */
        seen(site, "tls.version TLSv1.3");
        for (size_t n = 0; n < 6 && rows[i].facts[n]; n++)
            seen(site, rows[i].facts[n]);
        assert_string_equal(proposed(site), rows[i].proposed);
        serving_free(&site->serving);
        site_free(&one);
    }
}

static void joins_names_of_all_sources(void **state)
{
    struct site *site = *state;

    set(site, "server.fqdn", "print." DOMAIN);
    named(site, 0, true, "other." DOMAIN);
    snprintf(site->serving.host, sizeof site->serving.host, "print." DOMAIN);
    site->serving.parts[site->serving.count++].port = 443;
    seen(site, "tls.version TLSv1.2");
    seen(site, "cert.names other." DOMAIN ", third." DOMAIN);
    assert_string_equal(proposed(site), "server.aliases=other." DOMAIN ", third." DOMAIN "\n"
                                        "tls.https_port=443\n");
    assert_string_equal(site->proposals.list[0].source,
                        "PTR 1.1.66.10.in-addr.arpa, TTL 60 s; the certificate of "
                        "https://print." DOMAIN ":443");
    serving_free(&site->serving);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(takes_the_name_that_all_agree_on, site_new, site_free),
        cmocka_unit_test_setup_teardown(asks_where_they_do_not, site_new, site_free),
        cmocka_unit_test_setup_teardown(believes_no_name_that_leads_elsewhere, site_new, site_free),
        cmocka_unit_test_setup_teardown(proposes_what_the_domain_publishes, site_new, site_free),
        cmocka_unit_test_setup_teardown(compares_what_is_there, site_new, site_free),
        cmocka_unit_test(takes_over_what_is_served),
        cmocka_unit_test_setup_teardown(joins_names_of_all_sources, site_new, site_free),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
