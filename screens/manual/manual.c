/* manual.c - the manual pages: which there are, and where they are written. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "backend/base/err.h"
#include "backend/base/language.h"
#include "backend/base/mem.h"
#include "backend/base/suggest.h"
#include "screens/manual/manual.h"
#include "screens/manual/manual_text.h"
#include "screens/session/output.h"

struct manual_page {
    char name[64];
    char section; /* '1' */
    const char *what;
    void (*print)(FILE *out);      /* NULL: */
    const struct command *command; /* printseal-COMMAND(1) */
};

static const struct manual_page manual_pages[] = {
    { "printseal", '1', "seal the connections of a print server", manual_program, NULL },
    { "printseal.conf", '5', "the configuration of printseal", manual_conf, NULL },
    { "printseal-findings", '7', "what printseal check can find", manual_findings, NULL },
};
enum { MANUAL_OWN = sizeof manual_pages / sizeof *manual_pages };

/* Pages are counted: those of the table, then one for each command. */
static bool manual_page_at(size_t i, struct manual_page *page)
{
    const struct command *command = i < MANUAL_OWN ? NULL : &commands[i - MANUAL_OWN];

    if (!command) {
        *page = manual_pages[i];
        return true;
    }
    *page = (struct manual_page){ .section = '1', .what = command->summary, .command = command };
    if (command->name)
        snprintf(page->name, sizeof page->name, "printseal-%s", command->name);
    return command->name;
}

static void manual_head(const struct manual_page *page, FILE *out)
{
    fputs(".TH ", out);
    for (const char *at = page->name; *at; at++)
        fputc(*at >= 'a' && *at <= 'z' ? *at - 'a' + 'A' : *at, out);
    fprintf(out, " %c %s \"printseal %s\"\n", page->section, PRINTSEAL_DATE, PRINTSEAL_VERSION);
    /* Translators: headings of manual pages, as those of your language are called */
    manual_text_macro("SH", tr("NAME"), out);
    manual_text(page->name, out);
    fputs(" \\-\n", out);
    manual_text_line(tr(page->what), out);
}

/* What belongs together: the program, the page of settings, that of findings. */
static void manual_see_also(const struct manual_page *page, FILE *out)
{
    const char *before = "";

    manual_text_macro("SH", tr("SEE ALSO"), out);
    for (size_t i = 0; i < MANUAL_OWN; i++) {
        if (strcmp(manual_pages[i].name, page->name) == 0)
            continue;
        fprintf(out, "%s.BR ", before);
        manual_text(manual_pages[i].name, out);
        fprintf(out, " (%c)", manual_pages[i].section);
        before = ",\n";
    }
    fputc('\n', out);
}

static void manual_print(const struct manual_page *page, FILE *out)
{
    manual_head(page, out);
    if (page->command)
        manual_command(page->command, out);
    else
        page->print(out);
    manual_see_also(page, out);
}

/* ------------------------------------------------ into a folder */

/* FOLDER/man1/printseal.1; folders are made. */
static bool manual_write(const struct manual_page *page, const char *folder, struct err *err)
{
    AUTO_FREE char *under = format("%s/man%c", folder, page->section);
    AUTO_FREE char *path = format("%s/%s.%c", under, page->name, page->section);
    AUTO_FREE char *text = NULL;
    size_t size = 0;

    mkdir(folder, 0755);
    mkdir(under, 0755); /* a failure is one of the file, too */
    FILE *out = must(open_memstream(&text, &size));
    manual_print(page, out);
    return (fclose(out) == 0 || fail_errno(err, "%s", path)) &&
           output_file_mode(path, 0644, text, size, err);
}

static enum status manual_write_all(const char *folder)
{
    struct manual_page page;
    struct err err;

    for (size_t i = 0; manual_page_at(i, &page); i++)
        if (!manual_write(&page, folder, &err))
            return session_complain(STATUS_FAILED, &err);
    return STATUS_FINE;
}

/* ------------------------------------------------ the command */

void manual_each(void (*found)(void *data, const char *name, const char *what), void *data)
{
    static const char family[] = "printseal-";
    struct manual_page page;

    for (size_t i = 0; manual_page_at(i, &page); i++)
        found(data,
              page.name + (strncmp(page.name, family, strlen(family)) == 0 ? strlen(family) : 0),
              page.what);
}

static enum status manual_list(void)
{
    struct manual_page page;

    for (size_t i = 0; manual_page_at(i, &page); i++)
        printf("%-22s %c  %s\n", page.name, page.section, tr(page.what));
    return STATUS_FINE;
}

/* "printseal-cert", "cert" or, as files are called, "printseal-cert.1". */
static bool manual_named(const struct manual_page *page, const char *name)
{
    size_t size = strlen(page->name);

    if (strncmp(name, page->name, size) == 0)
        return !name[size] || (name[size] == '.' && name[size + 1] == page->section);
    return strncmp(page->name, "printseal-", 10) == 0 && strcmp(page->name + 10, name) == 0;
}

static enum status manual_one(const char *name)
{
    struct suggest suggest = suggest_start(name);
    struct manual_page page;
    struct err err;

    for (size_t i = 0; manual_page_at(i, &page); i++)
        if (manual_named(&page, name))
            return manual_print(&page, stdout), STATUS_FINE;
    for (const struct command *c = commands; c->name; c++)
        suggest_try(&suggest, c->name);
    for (size_t i = 0; i < MANUAL_OWN; i++)
        suggest_try(&suggest, manual_pages[i].name);
    const char *best = suggest_best(&suggest);
    fail(&err, "there is no page \"%.64s\"; %s%s%s", name,
         *best ? tr("did you mean \"") : tr("printseal manual --list names them"), best,
         *best ? "\"?" : "");
    return session_complain(STATUS_USAGE, &err);
}

enum status manual_main(const struct command *command, const struct context *context, int count,
                        char *const args[])
{
    struct arguments arguments;

    (void)context;
    if (!arguments_read(command, count, args, &arguments))
        return STATUS_USAGE;
    if (arguments_option(&arguments, "--list"))
        return manual_list();
    if (arguments_option(&arguments, "--output"))
        return manual_write_all(arguments_option(&arguments, "--output"));
    return manual_one(arguments.count ? arguments.words[0] : "printseal");
}
