#include "backend/setup/answers_json.h"

#include <ctype.h>
#include <string.h>

#include "backend/base/utf8.h"
#include "backend/child/worker.h"
#include "backend/setup/answer.h"

enum { ANSWERS_SECONDS = 30 };

static bool answers_is_json(const struct buf *text)
{
    size_t at = utf8_mark(text->text, text->size);

    while (at < text->size && strchr(" \t\r\n", text->text[at]) && text->text[at])
        at++;
    return at < text->size && text->text[at] && strchr("{[", text->text[at]);
}

static bool answers_convert(const struct buf *text, struct buf *out, struct err *err)
{
    size_t mark = utf8_mark(text->text, text->size);
    const struct worker_job job = { .program = "reports",
                                    .work = "answers",
                                    .bytes = text->text + mark,
                                    .size = text->size - mark,
                                    .seconds = ANSWERS_SECONDS };
    struct worker *worker = worker_run(&job, NULL, err);

    if (!worker)
        return false;
    out->text = worker_joined(worker, &out->size);
    out->room = out->size + 1;
    worker_end(worker);
    return out->text || fail(err, "nothing came of it");
}

/* "answers.json:17: radius.hq.port: ..." names a line of what was made of it: the path alone says
 * where it is. */
static void answers_without_lines(const char *file, struct err *err)
{
    size_t size = strlen(file);

    for (char *line = err->text; *line; line += strcspn(line, "\n"), line += *line == '\n') {
        char *number = line + size;

        if (strncmp(line, file, size) != 0 || *number != ':' || !isdigit((unsigned char)number[1]))
            continue;
        char *rest = number + 1 + strspn(number + 1, "0123456789");
        memmove(number, rest, strlen(rest) + 1);
    }
}

static struct config *answers_read_json(const struct config *base, const struct buf *text,
                                        const char *file, struct err *err)
{
    AUTO_BUF struct buf conf = { 0 };

    if (!answers_convert(text, &conf, err))
        return fail_in(err, "%s", file), NULL;
    struct config *config = conf_read_onto(base, &conf, file, answer_secret, NULL, err);
    if (!config && err)
        answers_without_lines(file, err);
    return config;
}

struct config *answers_read(const struct config *base, const struct buf *text, const char *file,
                            struct err *err)
{
    return answers_is_json(text) ? answers_read_json(base, text, file, err)
                                 : conf_read_onto(base, text, file, answer_secret, NULL, err);
}
