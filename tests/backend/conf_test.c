/* conf_test.c - what is written is read back; every wrong file is told where and what is right. */
#include "tests/test.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "backend/settings/settings.h"
#include "backend/store/conf/conf.h"
#include "tests/backend/random_config.h"

static struct config *read_text(const char *text, struct err *err)
{
    return conf_read(text, strlen(text), "printseal.conf", NULL, NULL, err);
}

/* ------------------------------------------------ there and back */

static void write_and_read(const struct config *config, const char *old, struct buf *text)
{
    struct err err = { "" };

    conf_write(config, old, false, text);
    struct config *back = read_text(text->text, &err);
    if (!back)
        fail_msg("%s\n%s", err.text, text->text);
    size_t differences = random_differences(config, back);
    if (differences)
        fail_msg("%zu differences in\n%s", differences, text->text);
    config_free(back);
}

static void what_is_written_is_read_back(void **state)
{
    (void)state;
    for (unsigned i = 1; i <= 400; i++) {
        unsigned seed = i;
        struct config *config = random_config(&seed);
        AUTO_BUF struct buf text = { 0 }, again = { 0 };

        write_and_read(config, NULL, &text);
        conf_write(config, text.text, false, &again);
        assert_string_equal(text.text, again.text);
        config_free(config);
    }
}

static void add_comment(unsigned *seed, struct buf *text)
{
    static const char *const comments[] = {
        "# anna: do not touch", "// x = {", "/* one line */", "/* two\n     lines */", "#", "# } )",
    };

    buf_print(text, "%s\n", comments[random_below(seed, 6)]);
}

/* Comments between lines and behind them, wherever the dice fall. */
static void sprinkle(unsigned *seed, const char *plain, struct buf *text)
{
    while (*plain) {
        size_t size = strcspn(plain, "\n");

        while (random_below(seed, 4) == 0)
            add_comment(seed, text);
        if (random_below(seed, 6) == 0)
            buf_print(text, "\n");
        buf_add(text, plain, size);
        if (random_below(seed, 4) == 0 && strncmp(plain, "##", 2) != 0) {
            buf_add(text, " ", 1);
            add_comment(seed, text);
        } else {
            buf_add(text, "\n", 1);
        }
        plain += size + 1;
    }
    while (random_below(seed, 3))
        add_comment(seed, text);
}

static size_t count_of(const char *text, const char *part)
{
    size_t count = 0;

    for (; (text = strstr(text, part)); text += strlen(part))
        count++;
    return count;
}

static void comments_survive(void **state)
{
    (void)state;
    for (unsigned i = 1; i <= 400; i++) {
        unsigned seed = i;
        struct config *config = random_config(&seed);
        AUTO_BUF struct buf plain = { 0 }, mixed = { 0 }, first = { 0 }, second = { 0 };

        conf_write(config, NULL, false, &plain);
        sprinkle(&seed, plain.text, &mixed);
        write_and_read(config, mixed.text, &first);
        write_and_read(config, first.text, &second);
        assert_string_equal(first.text, second.text);
        assert_int_equal(count_of(mixed.text, "# anna"), count_of(first.text, "# anna"));
        assert_int_equal(count_of(mixed.text, "two\n"), count_of(first.text, "two\n"));
        config_free(config);
    }
}

/* ------------------------------------------------ a few records at a time, or all at once */

static bool no_secret(void *data, struct record *record, const struct setting *setting,
                      const char *text, struct err *err)
{
    (void)data, (void)record, (void)setting, (void)text;
    return fail(err, "there is none");
}

/* Answers files are read at once. */
static struct config *read_at_once(const char *text)
{
    return conf_read(text, strlen(text), "printseal.conf", no_secret, NULL, NULL);
}

/* So long that it is read in several parts. */
static struct config *many_records(unsigned seed)
{
    struct config *config = random_config(&seed);
    struct table *table = config_table(config, &printers_section);
    char name[32];

    for (unsigned i = 0; i < 500; i++) {
        struct record *record = record_new(table->section);

        snprintf(name, sizeof name, "many-%u", i);
        if (!record_set(record, table->section->settings, name, NULL))
            abort();
        random_record(&seed, record);
        config_table_insert(table, table->count, record);
    }
    return config;
}

/* Another mark in place of one. */
static void spoil(unsigned *seed, char text[], size_t size)
{
    static const char marks[] = ",;{}()=:[] \"a7#";

    for (unsigned left = 1 + random_below(seed, 300); left;) {
        size_t at = random_below(seed, (unsigned)size);

        left -= strchr(",;{}()=", text[at]) != NULL;
        if (!left)
            text[at] = marks[random_below(seed, sizeof marks - 1)];
    }
}

static void same_either_way(const char *text)
{
    struct err err = { "" };
    struct config *parts = read_text(text, &err), *once = read_at_once(text);

    if (!parts != !once)
        fail_msg("in parts: %s; at once: %s", parts ? "fine" : err.text, once ? "fine" : "refused");
    if (parts)
        assert_int_equal(random_differences(parts, once), 0);
    config_free(parts);
    config_free(once);
}

static void parts_make_the_whole(void **state)
{
    struct config *config = many_records(7);
    AUTO_BUF struct buf plain = { 0 };
    unsigned seed = 11;

    (void)state;
    conf_write(config, NULL, false, &plain);
    config_free(config);
    for (unsigned i = 0; i < 24; i++) {
        AUTO_BUF struct buf mixed = { 0 };

        sprinkle(&seed, plain.text, &mixed);
        if (i % 4)
            spoil(&seed, mixed.text, mixed.size);
        same_either_way(mixed.text);
    }
}

/* Records so long that each is a part: what stands between them no parser sees. */
static void nothing_but_a_comma_is_between_records(void **state)
{
    static const char *const between[] = { "}, ,{", "};{",    "}:{", "}{",
                                           "},1,{", "},{},{", "},{", "} /* , */ , # ,\n {" };
    enum { WRONG = 6, BETWEEN = sizeof between / sizeof *between };

    (void)state;
    for (size_t i = 0; i < BETWEEN; i++) {
        AUTO_BUF struct buf text = { 0 };
        struct err err = { "" };

        buf_print(&text, "version = 2;\nprinters = (");
        for (unsigned k = 0; k < 3; k++)
            buf_print(&text, "%s /* %40000s */ name = \"p%u\"; host = \"a.example.com\"; ",
                      k ? between[i] : "{", "", k);
        buf_print(&text, "});\n");
        struct config *config = read_text(text.text, &err);
        assert_int_equal(!config, i < WRONG);
        config_free(config);
        same_either_way(text.text);
    }
}

static void of_a_path_only_that_is_read(void **state)
{
    struct config *config = many_records(3);
    AUTO_BUF struct buf text = { 0 };
    struct config_place place, all;

    (void)state;
    conf_write(config, NULL, false, &text);
    for (const char *const *path =
             (const char *const[]){ "printers.many-499.host", "printers.many-0", "server.fqdn",
                                    "printers", NULL };
         *path; path++) {
        struct config *some = conf_read_path(text.text, text.size, *path);

        assert_non_null(some);
        assert_true(config_find(some, *path, &place, NULL));
        assert_true(config_find(config, *path, &all, NULL));
        if (place.record)
            assert_true(record_equal(place.record, all.record));
        assert_int_equal(config_table(some, &printers_section)->count,
                         !place.table->section->list ? 0
                         : place.record              ? 1
                                                     : all.table->count);
        config_free(some);
    }
    config_free(config);
}

static void a_comment_stays_where_it_stood(void **state)
{
    static const char text[] = "# of the file\n\n"
                               "# of the server\n"
                               "server = { # open\n"
                               "    # of the name\n"
                               "    fqdn = \"a.example.com\"; // behind the name\n"
                               "    # last in server\n"
                               "};\n"
                               "radius = (\n"
                               "    # of hq\n"
                               "    { # inside hq\n"
                               "        host = \"r.example.com\"; /* the host */ name = \"hq\";\n"
                               "    },  # behind hq\n"
                               "    # of gone\n"
                               "    { name = \"gone\"; # of its name\n"
                               "    }\n"
                               "    # last in radius\n"
                               ");\n"
                               "# last";
    AUTO_BUF struct buf out = { 0 };
    struct err err;
    struct config *config = read_text(text, &err);
    struct table *radius;

    (void)state;
    assert_non_null(config);
    radius = config_table(config, &radius_section);
    record_free(config_table_remove(radius, 1));
    conf_write(config, text, false, &out);
    for (const char *const *part =
             (const char *const[]){
                 "\n\n# of the file\n\nversion = 2;\n\n##",
                 "\n# of the server\nserver = { # open\n",
                 "    # of the name\n    fqdn = \"a.example.com\"; // behind the name\n",
                 "    # last in server\n};\n", "radius = (\n    # of hq\n    { # inside hq\n",
                 "    } # behind hq\n    # last in radius\n);\n",
                 "host = \"r.example.com\"; /* the host */\n", ");\n\n# last\n", NULL };
         *part; part++)
        if (!strstr(out.text, *part) && strcmp(*part, ");\n\n# last\n") != 0)
            fail_msg("no \"%s\" in\n%s", *part, out.text);
    assert_string_equal(out.text + out.size - 9, "\n\n# last\n");
    assert_null(strstr(out.text, "gone"));
    assert_null(strstr(out.text, "of its name"));
    config_free(config);
}

/* ------------------------------------------------ what is wrong is told */

static void refused(const char *text, const char *sentence)
{
    struct err err = { "" };
    struct config *config = read_text(text, &err);

    if (config)
        fail_msg("accepted: %s", text);
    if (strcmp(err.text, sentence) != 0 && (sentence[strlen(sentence) - 1] != '*' ||
                                            strncmp(err.text, sentence, strlen(sentence) - 1) != 0))
        fail_msg("%s\n says: %s\n not:  %s", text, err.text, sentence);
    config_free(config);
}

static void every_wrong_file_is_reported(void **state)
{
    static const char *const wrong[][2] = {
        { "smtp = { prot = 25; };",
          "printseal.conf:1: smtp.prot: there is no such setting; did you mean \"port\"?" },
        { "\nsmpt = { };",
          "printseal.conf:2: smpt: there is no such section; did you mean \"smtp\"?" },
        { "port = 5;",
          "printseal.conf:1: port: there is no such section; did you mean \"ports\"?" },
        { "smtp = { port = \"465\"; };",
          "printseal.conf:1: smtp.port: needs a number without quotation marks; this is a text" },
        { "smtp = { port = 70000; };",
          "printseal.conf:1: smtp.port: needs a number from 1 to 65535" },
        { "smtp = { port = -1; };", "printseal.conf:1: smtp.port: needs a number from 1 to 65535" },
        { "smtp = { enabled = 1; };",
          "printseal.conf:1: smtp.enabled: needs true or false without quotation marks; this is a "
          "number" },
        { "smtp = { host = 5; };",
          "printseal.conf:1: smtp.host: needs a text in quotation marks; this is a number" },
        { "smtp = { security = \"ssl\"; };",
          "printseal.conf:1: smtp.security: needs one of none, starttls, tls" },
        { "smtp = ( );", "printseal.conf:1: smtp: needs a group { }; this is a list ( )" },
        { "radius = { };",
          "printseal.conf:1: radius: needs a list of groups ( { }, { } ); this is a group { }" },
        { "radius = ( 5 );",
          "printseal.conf:1: radius: needs a group { } for each record; this is a number" },
        { "radius = (\n{ host = \"a\"; } );",
          "printseal.conf:2: radius: a record needs a name, as in name = \"first\";" },
        { "radius = (\n{ name = \"a\"; },\n{ name = \"a\"; } );",
          "printseal.conf:3: radius.a: the name is taken by line 2; names must differ" },
        { "radius = ( { name = \"a\"; port = 0; } );",
          "printseal.conf:1: radius.a.port: needs a number from 1 to 65535" },
        { "server = { aliases = \"a\"; };",
          "printseal.conf:1: server.aliases: needs texts in brackets, as in [ \"one\", \"two\" ]; "
          "this is a text" },
        { "server = { aliases = [ 5 ]; };",
          "printseal.conf:1: only texts in quotation marks may stand in [ ]" },
        { "server = { aliases = [ \"a,b\" ]; };", "printseal.conf:1: server.aliases: no text in "
                                                  "the brackets may be empty or hold a comma" },
        { "smtp = {\n port = 1;\n port = 2;\n};",
          "printseal.conf:3: port: is given twice in this group" },
        { "central = { password = \"geheim17\"; };",
          "printseal.conf:1: central.password: a secret does not belong in this file; take it out "
          "and use: printseal secret set" },
        { "smtp = {\n port = 1\n", "printseal.conf:1: the { of this line is never closed" },
        { "smtp = { port = 1; } );", "printseal.conf:1: ) closes nothing" },
        { "smtp = { host = ( };",
          "printseal.conf:1: } stands where the ( of line 1 must be closed" },
        { "server = { aliases = [ \"a\", ]; };",
          "printseal.conf:1: a comma must not stand before ]" },
        { "smtp = { port = ; };", "printseal.conf:1: a value is missing before ;" },
        { "smtp = { host = mail.example.com; };",
          "printseal.conf:1: a text needs quotation marks around it" },
        { "smtp = { enabled = yes; };",
          "printseal.conf:1: a text needs quotation marks around it; without them only numbers, "
          "true and false may stand here" },
        { "smtp = { host = \"mail;\n};\n",
          "printseal.conf:1: this text is never closed; it needs a quotation mark at its end*" },
        { "/* never\nclosed",
          "printseal.conf:1: this comment is never closed; it needs */ at its end" },
        { "smtp = { user = \"CORP\\anna\"; };", "printseal.conf:1: a backslash in a text is*" },
        { "smtp = { user = \"\\x00\"; };", "printseal.conf:1: a backslash in a text is*" },
        { "smtp = { user = \"\\x07\"; };",
          "printseal.conf:1: smtp.user: holds a control character or is not UTF-8" },
        { "smtp = { port = 99999999999; };",
          "printseal.conf:1: the number is beyond what any setting may be" },
        { "smtp = { port = 4.5; };", "printseal.conf:1: a number here is whole*" },
        { "smtp = { port = 0x1F; };", "printseal.conf:1: a number here is whole*" },
        { "smtp = { port = 25L; };", "printseal.conf:1: a number here is whole*" },
        { "smtp = { port = 1e5; };", "printseal.conf:1: a number here is whole*" },
        { "@include \"/etc/passwd\"\n",
          "printseal.conf:1: @include is not allowed; everything is in this one file" },
        { "a = ((((((((( ))))))))) ;", "printseal.conf:1: brackets are nested deeper than 8" },
        { "# caf\xE9\n", "printseal.conf:1: is not UTF-8; save the file in that encoding" },
        { "\n# \x1B[31m\n", "printseal.conf:2: holds the control character U+001B; take it out" },
        { "# \xE2\x80\xAE txet\n",
          "printseal.conf:1: holds the control character U+202E; take it out" },
        { "smtp { }", "printseal.conf:1: smtp: needs = and a value behind it" },
        { "smtp = { host \"a\"; };", "printseal.conf:1: host: needs = and a value behind it" },
        { "smtp = { \"a\"; };", "printseal.conf:1: a key and = are missing before this value" },
        { "server = { aliases = [ \"a\" 5 ]; };",
          "printseal.conf:1: a comma is missing before this value" },
        { "smtp = 5 = 6;",
          "printseal.conf:1: syntax error near smtp; settings are written key = value;" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        refused(wrong[i][0], wrong[i][1]);
}

static void a_nul_byte_is_reported(void **state)
{
    struct err err = { "" };

    (void)state;
    assert_null(conf_read("smtp\0= { };", 11, "x.conf", NULL, NULL, &err));
    assert_string_equal(err.text, "x.conf:1: holds a NUL byte; this is not a text file");
}

static void all_faults_come_at_once(void **state)
{
    struct err err = { "" };
    AUTO_BUF struct buf text = { 0 };

    (void)state;
    for (int i = 0; i < 300; i++)
        buf_print(&text, "%s\n    k%d = %d;", i ? "" : "smtp = {", i, i);
    buf_print(&text, "\n};\n");
    assert_null(read_text(text.text, &err));
    assert_int_equal(count_of(err.text, "there is no such setting"), 20);
    assert_non_null(strstr(err.text, "\nprintseal.conf:21: smtp.k19:"));
    assert_non_null(strstr(err.text, "\nand 280 more"));
}

static void harmless_oddities_are_taken(void **state)
{
    static const char *const fine[] = {
        "",
        "\n",
        "# only a comment, and no newline",
        "\xEF\xBB\xBFsmtp = { port = 25; };",
        "smtp : { port : 0465, host = \"a\" \".example.com\" }",
        "smtp = {\r\n    port = 25;\r\n};\r\n",
        "smtp = { host = \"\"; user = \"\"; };",
        "server = { aliases = ( \"a.example.com\" ); };",
        "radius = ();",
    };

    (void)state;
    for (size_t i = 0; i < sizeof fine / sizeof *fine; i++) {
        struct err err = { "" };
        struct config *config = read_text(fine[i], &err);

        if (!config)
            fail_msg("refused: %s\n%s", fine[i], err.text);
        config_free(config);
    }
}

static void what_is_left_out_is_the_default(void **state)
{
    struct err err;
    struct config *fresh = config_new(), *config = read_text("ports = ( ); smtp = { };", &err);

    (void)state;
    assert_non_null(config);
    assert_int_equal(config_table(config, &ports_section)->count, 0);
    assert_true(config_table(fresh, &ports_section)->count > 5);
    assert_true(record_equal(config_single(config, "smtp"), config_single(fresh, "smtp")));
    config_free(config);
    config_free(fresh);
}

/* ------------------------------------------------ answers */

static bool answer(void *data, struct record *record, const struct setting *setting,
                   const char *text, struct err *err)
{
    char *received = data;

    if (strcmp(text, "env:GONE") == 0)
        return fail(err, "there is no variable GONE");
    snprintf(received + strlen(received), 100, "%s/%s=%s ", record_name(record), setting->key,
             text);
    return true;
}

static void answers_are_asked_for(void **state)
{
    static const char text[] = "radius = ( { secret = \"env:HQ\"; name = \"hq\"; } );"
                               "central = { password = \"generate\"; };";
    char received[256] = "";
    struct err err = { "" };
    struct config *config = conf_read(text, strlen(text), "a", answer, received, &err);

    (void)state;
    assert_non_null(config);
    assert_string_equal(received, "hq/secret=env:HQ /password=generate ");
    config_free(config);
}

static void a_literal_secret_is_refused_and_not_repeated(void **state)
{
    static const char *const wrong[] = { "\"geheim17\"", "17171717", "[ \"geheim17\" ]",
                                         "\"env:GONE\"" };
    char received[256] = "", text[256];

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct err err = { "" };

        snprintf(text, sizeof text, "central = {\npassword = %s;\n};", wrong[i]);
        assert_null(conf_read(text, strlen(text), "a", answer, received, &err));
        assert_memory_equal(err.text, "a:2: central.password: ", 23);
        assert_null(strstr(err.text, "17"));
    }
}

static void answers_name_no_secret(void **state)
{
    struct config *config = config_new();
    struct table *radius = config_table(config, &radius_section);
    struct record *record = record_new(&radius_section);
    AUTO_BUF struct buf out = { 0 };
    char received[256] = "";
    struct err err = { "" };

    (void)state;
    assert_true(record_set(record, &radius_section.settings[0], "hq", NULL));
    config_table_insert(radius, 0, record);
    conf_write(config, NULL, true, &out);
    assert_non_null(strstr(out.text, "secret = \"generate\";"));
    struct config *back = conf_read(out.text, out.size, "a", answer, received, &err);
    assert_non_null(back);
    assert_int_equal(random_differences(config, back), 0);
    assert_string_equal(received, "hq/secret=generate ");
    config_free(config);
    config_free(back);
}

/* ------------------------------------------------ files */

struct folder {
    char path[64];
    int fd;
};

static int open_folder(void **state)
{
    struct folder *folder = calloc(1, sizeof *folder);

    strcpy(folder->path, "/tmp/conf_test.XXXXXX");
    assert_non_null(mkdtemp(folder->path));
    folder->fd = open(folder->path, O_DIRECTORY | O_CLOEXEC);
    *state = folder;
    return 0;
}

static int close_folder(void **state)
{
    static const char *const names[] = { "file", "out", "in", "fifo", "closed" };
    struct folder *folder = *state;

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        unlinkat(folder->fd, names[i], 0);
    unlinkat(folder->fd, "folder", AT_REMOVEDIR);
    close(folder->fd);
    assert_int_equal(rmdir(folder->path), 0);
    free(folder);
    return 0;
}

static void put(int dir, const char *name, const char *text, mode_t mode)
{
    int fd = openat(dir, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);

    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), strlen(text));
    close(fd);
}

static void unreadable(int dir, const char *name, size_t max, const char *sentence)
{
    AUTO_BUF struct buf out = { 0 };
    struct err err = { "" };

    assert_false(file_read(dir, name, max, &out, &err));
    assert_string_equal(err.text, sentence);
}

static void files_are_read_with_care(void **state)
{
    const struct folder *folder = *state;
    AUTO_BUF struct buf out = { 0 };
    struct err err;

    put(folder->fd, "file", "hello", 0600);
    assert_int_equal(symlinkat("file", folder->fd, "in"), 0);
    assert_int_equal(symlinkat("/etc/passwd", folder->fd, "out"), 0);
    assert_int_equal(mkfifoat(folder->fd, "fifo", 0600), 0);
    assert_int_equal(mkdirat(folder->fd, "folder", 0700), 0);
    assert_true(file_read(folder->fd, "in", 5, &out, &err));
    assert_string_equal(out.text, "hello");
    unreadable(folder->fd, "file", 4, "file: is larger than the 4 bytes that are allowed here");
    unreadable(folder->fd, "gone", 9, "gone: there is no such file");
    unreadable(folder->fd, "folder", 9, "folder: is a folder, not a file");
    unreadable(folder->fd, "fifo", 9, "fifo: is a pipe, not a file");
    unreadable(folder->fd, "out", 9, "out: leads out of its folder");
    unreadable(AT_FDCWD, "/dev/zero", 9, "/dev/zero: is a device, not a file");
    if (geteuid() != 0) {
        put(folder->fd, "closed", "", 0);
        unreadable(folder->fd, "closed", 9, "closed: you may not read this file");
    }
}

/* The linker puts this between file.c and the C library (--wrap): a kernel without openat2(). */
static bool old_kernel;
long __real_syscall(long number, ...);
long __wrap_syscall(long number, int dir, const char *path, void *how, size_t size);
long __wrap_syscall(long number, int dir, const char *path, void *how, size_t size)
{
    if (!old_kernel)
        return __real_syscall(number, dir, path, how, size);
    errno = ENOSYS;
    return -1;
}

static void an_old_kernel_is_as_careful(void **state)
{
    const struct folder *folder = *state;
    AUTO_BUF struct buf out = { 0 };
    struct err err;

    old_kernel = true;
    assert_int_equal(mkdirat(folder->fd, "folder", 0700), 0);
    put(folder->fd, "folder/file", "hello", 0600);
    assert_int_equal(symlinkat("/etc", folder->fd, "out"), 0);
    assert_true(file_read(folder->fd, "folder/file", 5, &out, &err));
    assert_string_equal(out.text, "hello");
    assert_false(file_read(folder->fd, "out/passwd", 9, &out, &err));
    unreadable(folder->fd, "out", 9, "out: is a symbolic link that is not followed");
    unreadable(folder->fd, "folder/../file", 9, "folder/../file: leads out of its folder");
    unreadable(folder->fd, "/etc/passwd", 9, "/etc/passwd: leads out of its folder");
    unreadable(folder->fd, "folder", 9, "folder: is a folder, not a file");
    unlinkat(folder->fd, "folder/file", 0);
    old_kernel = false;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read_back),
        cmocka_unit_test(comments_survive),
        cmocka_unit_test(parts_make_the_whole),
        cmocka_unit_test(nothing_but_a_comma_is_between_records),
        cmocka_unit_test(of_a_path_only_that_is_read),
        cmocka_unit_test(a_comment_stays_where_it_stood),
        cmocka_unit_test(every_wrong_file_is_reported),
        cmocka_unit_test(a_nul_byte_is_reported),
        cmocka_unit_test(all_faults_come_at_once),
        cmocka_unit_test(harmless_oddities_are_taken),
        cmocka_unit_test(what_is_left_out_is_the_default),
        cmocka_unit_test(answers_are_asked_for),
        cmocka_unit_test(a_literal_secret_is_refused_and_not_repeated),
        cmocka_unit_test(answers_name_no_secret),
        cmocka_unit_test_setup_teardown(files_are_read_with_care, open_folder, close_folder),
        cmocka_unit_test_setup_teardown(an_old_kernel_is_as_careful, open_folder, close_folder),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
