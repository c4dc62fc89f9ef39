/* cert_export.c - the certificates that clients are given; never a key. */
#include <string.h>
#include <unistd.h>

#include "backend/base/dump.h"
#include "backend/certificates/certify.h"
#include "screens/commands/cert/cert.h"
#include "screens/session/output.h"
#include "screens/session/session.h"

static enum publish_form read_form(const char *word)
{
    static const char *const words[] = { [PUBLISH_DER] = "der",
                                         [PUBLISH_P7B] = "p7b",
                                         [PUBLISH_CHAIN] = "chain",
                                         [PUBLISH_CRL] = "crl",
                                         [PUBLISH_CRL_DER] = "crl-der" };

    for (enum publish_form form = PUBLISH_DER; word && form <= PUBLISH_CRL_DER; form++)
        if (strcmp(word, words[form]) == 0)
            return form;
    return PUBLISH_PEM;
}

/* Each in PEM; null: there is none. */
static bool cert_export_json(struct session *session, struct buf *out, struct err *err)
{
    static const struct {
        const char *key;
        enum publish_form form;
    } parts[] = { { "root", PUBLISH_PEM }, { "chain", PUBLISH_CHAIN }, { "crl", PUBLISH_CRL } };
    json_t *all = json_pack("{s:i}", "version", 1);
    size_t found = 0;

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        AUTO_BUF struct buf pem = { 0 };
        bool there = certify_publish(session->store, parts[i].form, false, &pem, err);

        found += there;
        json_object_set_new(all, parts[i].key, there ? json_string(pem.text) : json_null());
    }
    dump(all, JSON_INDENT(2), out);
    buf_print(out, "\n");
    return found > 0; /* else err has the last reason */
}

enum status command_cert_export(const struct command *command, const struct context *context,
                                int count, char *const args[])
{
    AUTO_BUF struct buf out = { 0 };
    struct arguments arguments;
    struct session session;
    struct err err;

    if (!arguments_read(command, count, args, &arguments))
        return STATUS_USAGE;
    const char *file = arguments_option(&arguments, "--output");
    enum publish_form form = read_form(arguments_option(&arguments, "--format"));
    bool text = form != PUBLISH_DER && form != PUBLISH_P7B && form != PUBLISH_CRL_DER;
    if (!file && !text && isatty(STDOUT_FILENO))
        return session_misuse(command,
                              "cert export: this form is not text for a terminal; use --output");
    bool done =
        session_store(&session, context, READ, &err) &&
        (arguments_json(&arguments) ? cert_export_json(&session, &out, &err)
                                    : certify_publish(session.store, form, false, &out, &err)) &&
        output_file(file, out.text, out.size, &err);
    session_close(&session);
    return done ? STATUS_FINE : session_complain(STATUS_FAILED, &err);
}
