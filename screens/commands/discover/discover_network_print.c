#include "screens/commands/discover/discover_network_print.h"

#include "backend/base/dump.h"
#include "backend/base/language.h"
#include "backend/base/shown.h"
#include "backend/discover/network/network_show.h"
#include "screens/commands/discover/discover_look.h"
#include "screens/commands/discover/discover_print.h"
#include "screens/session/output.h"
#include "screens/session/session.h"

enum status discover_network_print_plan(const struct network_look *look, bool json)
{
    struct lookup names = { 0 };
    const unsigned all = look->job.targets.count;
    AUTO_BUF struct buf more = { 0 }, out = { 0 };

    propose_devices_ask(&names, look->session->config, &(struct sightings){ .count = 0 });
    const unsigned hosts = names.job.hosts;
    lookup_free(&names);
    if (json) {
        buf_print(&more, ", \"dns\": ");
        dump(discover_look_json(all, hosts), 0, &more);
        network_plan_json(&look->job, more.text, &out);
    } else {
        network_plan_text(&look->job, &out);
        buf_print(&out, tr("Then of what was found, and of printers that are set:\n"));
        discover_look_text(&look->dns, all, hosts, &out);
    }
    return output_text(&out);
}

/* ------------------------------------------------ after */

static void discover_network_text(const struct network_look *look, struct buf *out)
{
    size_t known = 0;

    network_text(&look->found, out);
    for (size_t i = 0; i < look->found.count; i++)
        known += *look->found.list[i].record != '\0';
    if (!look->found.count)
        return;
    if (!look->names.answered)
        buf_print(out, tr("No name server answered: addresses stand where names would.\n"));
    if (known)
        buf_print(out, tr("%s of them are set already\n"), shown_count(known).text);
    if (!look->proposals.count)
        buf_print(out, tr("Nothing to propose.\n"));
    discover_print_proposals(&look->proposals, look->takes, out);
    discover_print_end(&look->proposals, look->takes, look->taken, out);
}

static void discover_network_json(const struct network_look *look, struct buf *out)
{
    AUTO_BUF struct buf more = { 0 };

    buf_print(&more, ",\n\"named\": %s, \"proposals\": ", look->names.answered ? "true" : "false");
    dump(discover_print_proposals_json(&look->proposals, look->takes), JSON_INDENT(2), &more);
    network_json(&look->found, more.text, out);
}

enum status discover_network_print(const struct network_look *look, const char *form)
{
    AUTO_BUF struct buf out = { 0 };
    const char kind = form ? *form : 't';

    if (kind == 'c')
        network_csv(&look->found, &out);
    else
        (kind == 'j' ? discover_network_json : discover_network_text)(look, &out);
    return output_text(&out);
}
