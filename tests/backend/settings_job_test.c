/* settings_job_test.c - what live tests are told of a record, and no more than they need. */
#include "tests/backend/settings_world.h"

static char *show_job(const struct config *config, const char *section)
{
    static const char *const common_securities[] = { "none", "starttls", "tls" };
    struct table *table = config_table(config, section_find(section));
    struct probe_job job;

    if (!probe_job(config, table, table->records[0], 0, &job))
        return copy("nothing");
    char *shown = format("%s:%u %s%s%s user=%s password=%s %s", job.host, job.port,
                         common_securities[job.security], job.skip_validation ? " unchecked" : "",
                         job.own ? " own" : "", job.user, job.password,
                         strcmp(section, "ldap") == 0 ? job.ldap.base_dn : job.mail.auth);
    assert_false(probe_job(config, table, table->records[0], 1, &job));
    return shown;
}

static void tests_know_only_what_they_need(void **state)
{
    static const struct {
        const char *section, *changes, *job;
    } jobs[] = {
        { "smtp", "", "nothing" },
        { "smtp", "smtp.enabled=yes", "nothing" }, /* no host yet */
        { "smtp", "smtp.enabled=yes smtp.host=m.example.com smtp.user=u smtp.password=p",
          "m.example.com:465 tls user=u password=p password" },
        { "smtp", "smtp.enabled=yes smtp.host=m.example.com smtp.password=p smtp.security=none",
          "m.example.com:465 none user= password= password" },
        { "smtp",
          "smtp.enabled=yes smtp.host=m.example.com smtp.password=p smtp.auth=oauth "
          "smtp.validate=no smtp.security=starttls smtp.user=u",
          "m.example.com:465 starttls unchecked user=u password= oauth" },
        { "smtp",
          "smtp.enabled=yes smtp.host=m.example.com smtp.password=p smtp.auth=none "
          "smtp.user=u",
          "m.example.com:465 tls user= password= none" },
        { "scan", "", "nothing" },
        { "scan", "scan.enabled=yes scan.security=starttls",
          "print01.corp.example.com:25 starttls own user= password= none" },
        { "inbox", "", "nothing" },
        { "inbox", "inbox.enabled=yes inbox.host=b\u00fccher.example inbox.user=u inbox.password=p",
          "xn--bcher-kva.example:993 tls user=u password=p password" },
        { "inbox",
          "inbox.enabled=yes inbox.host=m.example.com inbox.password=p inbox.security=none",
          "m.example.com:993 none user= password= password" },
        { "ldap",
          "+ldap.a ldap.a.host=d.example.com ldap.a.bind_dn=cn=a ldap.a.bind_password=p "
          "ldap.a.base_dn=dc=b",
          "d.example.com:636 tls user=cn=a password=p dc=b" },
        { "ldap", "+ldap.a ldap.a.host=d.example.com ldap.a.bind_password=p ldap.a.security=none",
          "d.example.com:636 none user= password= " },
    };

    (void)state;
    for (size_t i = 0; i < sizeof jobs / sizeof *jobs; i++) {
        struct config *config = world_fresh();

        world_change(config, jobs[i].changes);
        AUTO_FREE char *job = show_job(config, jobs[i].section);
        assert_string_equal(job, jobs[i].job);
        config_free(config);
    }
}

/* All tests of a section's first record: who is asked for what, and with what. */
static char *show_devices(const struct config *config, const char *section)
{
    struct table *table = config_table(config, section_find(section));
    struct buf text = { 0 };
    struct probe_job job;

    buf_print(&text, "%s", "");
    for (size_t n = 0; probe_job(config, table, table->records[0], n, &job); n++)
        buf_print(&text, "%s:%u %s %s%s/%s %s%s %s%u,%u; ", job.host, job.port, job.snmp.version,
                  job.user, job.snmp.auth, job.snmp.privacy, job.password,
                  job.snmp.privacy_password, job.snmp.community, job.snmp.port,
                  job.snmp.clear_ports[0]);
    return text.text;
}

#define FLOOR "+snmp.f snmp.f.auth_password=aaaaaaaa snmp.f.privacy_password=pppppppp "

static void devices_are_asked_by_their_profile(void **state)
{
    static const struct {
        const char *section, *changes, *jobs;
    } cases_of_jobs[] = {
        { "snmp", "+snmp.f snmp.f.devices=a.example.com", "" }, /* no passwords yet */
        { "snmp", FLOOR, "" },                                  /* no devices */
        { "snmp", FLOOR "snmp.f.devices=a.example.com,10.0.0.1:1161,2001:db8::1,[2001:db8::2]:16",
          "a.example.com:161 v3 ps-pollsha256/aes128 aaaaaaaapppppppp 0,0; "
          "10.0.0.1:1161 v3 ps-pollsha256/aes128 aaaaaaaapppppppp 0,0; "
          "2001:db8::1:161 v3 ps-pollsha256/aes128 aaaaaaaapppppppp 0,0; "
          "2001:db8::2:16 v3 ps-pollsha256/aes128 aaaaaaaapppppppp 0,0; " },
        { "snmp", FLOOR "snmp.f.devices=[::1] snmp.f.privacy=none",
          "::1:161 v3 ps-pollsha256/none aaaaaaaa 0,0; " },
        { "snmp", FLOOR "snmp.f.devices=a.example.com snmp.f.auth=none",
          "a.example.com:161 v3 ps-pollnone/aes128  0,0; " },
        { "snmp", FLOOR "snmp.f.devices=a.example.com snmp.f.version=v2c", "" },
        { "snmp", FLOOR "snmp.f.devices=a.example.com snmp.f.version=v2c snmp.f.community=c",
          "a.example.com:161 v2c /  c0,0; " },
        { "printers", FLOOR "+printers.p printers.p.host=p.example.com printers.p.snmp=f",
          "p.example.com:443 v3 ps-pollsha256/aes128 aaaaaaaapppppppp 161,80; " },
        { "printers", "+printers.p printers.p.host=p.example.com printers.p.port=8443",
          "p.example.com:8443  /  161,8080; " },
        { "printers", "+snmp.f +printers.p printers.p.host=p.example.com printers.p.snmp=f",
          "p.example.com:443  /  161,80; " }, /* a profile without passwords is none */
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases_of_jobs / sizeof *cases_of_jobs; i++) {
        struct config *config = world_fresh();

        world_change(config, cases_of_jobs[i].changes);
        AUTO_FREE char *jobs = show_devices(config, cases_of_jobs[i].section);
        assert_string_equal(jobs, cases_of_jobs[i].jobs);
        config_free(config);
    }
}

static void radius_servers_are_tried_as_often_as_reported(void **state)
{
    struct config *config = world_fresh();
    struct table *table = config_table(config, &radius_section);
    char changes[][64] = { "+radius.r", "radius.r.host=r.example.com", "radius.r.timeout=3",
                           "radius.r.retries=0", "radius.r.secret=s" };
    struct probe_job job;

    (void)state;
    for (size_t i = 0; i < 5; i++) {
        bool there = table->count && probe_job(config, table, table->records[0], 0, &job);
        assert_false(there); /* not before the secret is set */
        world_apply(config, changes[i]);
    }
    assert_true(probe_job(config, table, table->records[0], 0, &job));
    assert_int_equal(job.port, 1812);
    assert_int_equal(job.radius.tries, 1);
    assert_int_equal(job.radius.wait, 3000);
    assert_true(job.radius.require_authenticator && job.seconds >= 9);
    assert_string_equal(job.password, "s");
    assert_string_equal(job.user, "");
    config_free(config);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tests_know_only_what_they_need),
        cmocka_unit_test(devices_are_asked_by_their_profile),
        cmocka_unit_test(radius_servers_are_tried_as_often_as_reported),
    };
    struct err err;

    if (!secret_start(&err)) {
        fprintf(stderr, "%s\n", err.text);
        return 1;
    }

    return cmocka_run_group_tests(tests, NULL, NULL);
}
