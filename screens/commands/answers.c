/* answers.c - the present configuration as an answers file. */
#include "backend/setup/answers_json.h"
#include "backend/store/conf/conf.h"
#include "screens/commands/commands.h"
#include "screens/session/output.h"
#include "screens/session/session.h"

static bool write_answers(const struct config *config, const char *file, struct err *err)
{
    AUTO_BUF struct buf text = { 0 };

    conf_write(config, NULL, true, &text);
    return output_file(file, text.text, text.size, err);
}

static enum status answers_schema(const char *file)
{
    AUTO_BUF struct buf text = { 0 };
    struct err err;

    answers_json_schema(&text);
    return output_file(file, text.text, text.size, &err) ? STATUS_FINE
                                                         : session_complain(STATUS_FAILED, &err);
}

enum status command_answers(const struct command *command, const struct context *context, int count,
                            char *const args[])
{
    struct arguments arguments;
    struct session session = { 0 };
    struct err err;

    if (!arguments_read(command, count, args, &arguments))
        return STATUS_USAGE;
    if (arguments_option(&arguments, "--schema"))
        return answers_schema(arguments_option(&arguments, "--output"));
    bool ok = session_open(&session, context, READ, &err) &&
              write_answers(session.config, arguments_option(&arguments, "--output"), &err);
    session_close(&session);
    return ok ? STATUS_FINE : session_complain(STATUS_FAILED, &err);
}
