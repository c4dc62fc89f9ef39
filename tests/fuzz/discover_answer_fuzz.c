/* DNS answers of any bytes: the first byte chooses what was asked. */
#include <stdlib.h>
#include <string.h>

#include "backend/discover/dns/answer.h"
#include "backend/discover/dns/wire.h"

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size);

static const struct {
    const char *name;
    enum dns_type type;
} asked[] = {
    { "_ldap._tcp.corp.example.com", DNS_SRV },
    { "corp.example.com", DNS_MX },
    { "print.example.com", DNS_A },
    { "print.example.com", DNS_AAAA },
    { "7.0.20.10.in-addr.arpa", DNS_PTR },
    { "_ipp._tcp.corp.example.com", DNS_PTR },
    { "Laser._ipp._tcp.corp.example.com", DNS_TXT },
};

/* What is handed over is whole and printable; a model and an instance may have blanks, and an
 * instance becomes bytes again and a label. */
static void check_record(const struct answer_record *record, enum dns_type type)
{
    size_t size = strlen(record->name);
    unsigned char query[WIRE_QUERY];
    char label[WIRE_LABEL + 1];

    if (!size || size >= DNS_TEXT)
        abort();
    for (size_t i = 0; i < size; i++)
        if ((unsigned char)record->name[i] < ' ' + (type != DNS_TXT && type != DNS_PTR) ||
            record->name[i] == 0x7F)
            abort();
    wire_label(record->name, label);
    if (type == DNS_PTR && (!wire_query(record->name, DNS_SRV, 1, query) || !*label))
        abort();
}

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size)
{
    struct answer answer;

    if (!size)
        return 0;
    size_t row = bytes[0] % (sizeof asked / sizeof *asked);
    unsigned char *exact = malloc(size - 1 ? size - 1 : 1); /* so that a byte too far is seen */
    memcpy(exact, bytes + 1, size - 1);
    if (exact && answer_read(exact, size - 1, asked[row].name, asked[row].type, &answer)) {
        if (answer.count > ANSWER_RECORDS)
            abort();
        for (size_t i = 0; i < answer.count; i++)
            check_record(&answer.records[i], asked[row].type);
    }
    free(exact);
    return 0;
}
