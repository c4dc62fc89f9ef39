#include <string.h>

#include "backend/base/csv.h"
#include "backend/base/utf8.h"
#include "backend/discover/network/network_show.h"

size_t network_model_size(const char *text)
{
    enum { MODEL_MOST = 64 }; /* characters of the setting printers.model */
    size_t at = 0;

    for (int i = 0; i < MODEL_MOST && text[at]; i++)
        at += utf8_read(text + at, strlen(text + at), NULL);
    return at;
}

static void network_csv_one(const struct sighting *sighting, struct buf *out)
{
    char name[NETWORK_NAME], address[INET6_ADDRSTRLEN];

    network_name(sighting, name);
    target_text(&sighting->address, address);
    buf_print(out, "%s,%s,%u,", name, *sighting->host ? sighting->host : address,
              questions_ports[PORT_HTTPS]);
    csv_put(out, sighting->model, network_model_size(sighting->model));
    buf_print(out, "\n");
}

void network_csv(const struct sightings *found, struct buf *out)
{
    buf_print(out, "name,host,port,model\n");
    for (size_t i = 0; i < found->count; i++)
        if (sighting_prints(&found->list[i]))
            network_csv_one(&found->list[i], out);
}
