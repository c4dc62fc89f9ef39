#include "screens/commands/watch.h"

#include <unistd.h>

#include "backend/report/worse.h"
#include "screens/session/output.h"

/* What cannot be compared with must not hide what is wrong today. */
static void recall(const char *file, struct earlier *earlier)
{
    struct err err;

    *earlier = (struct earlier){ 0 };
    if (!output_ours(file))
        session_note("%s: is another user's, and is not believed; all that is found counts as new",
                     file);
    else if (access(file, F_OK) == 0 && !saved_earlier_read(file, earlier, &err))
        session_note("%s; it is made anew, and all that is found counts as new", err.text);
}

static bool watch_keep(const struct report *report, const char *file, struct err *err)
{
    AUTO_BUF struct buf out = { 0 };

    report_json(report, &out);
    return output_file(file, out.text, out.size, err);
}

enum status watch(const struct report *report, const char *file)
{
    AUTO_BUF struct buf out = { 0 };
    struct earlier earlier;
    struct err err;

    recall(file, &earlier);
    size_t worse = worse_text(report, &earlier, &out);
    saved_earlier_free(&earlier);
    if (worse)
        fwrite(out.text, 1, out.size, stdout);
    if (!watch_keep(report, file, &err))
        return session_complain(STATUS_FAILED, &err);
    return worse ? STATUS_FINDINGS : STATUS_FINE;
}
