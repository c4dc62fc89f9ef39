/* DNS answers of any bytes: the first byte chooses what was asked. */
#include <stdlib.h>
#include <string.h>

#include "backend/discover/dns/answer.h"

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size);

static const struct {
    const char *name;
    enum dns_type type;
} asked[] = {
    { "_ldap._tcp.corp.example.com", DNS_SRV },
    { "corp.example.com", DNS_MX },
    { "print.example.com", DNS_A },
    { "print.example.com", DNS_AAAA },
};

/* What is handed over is whole and printable. */
static void check_record(const struct answer_record *record)
{
    size_t size = strlen(record->name);

    if (!size || size >= DNS_NAME)
        abort();
    for (size_t i = 0; i < size; i++)
        if ((unsigned char)record->name[i] <= ' ' || record->name[i] == 0x7F)
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
            check_record(&answer.records[i]);
    }
    free(exact);
    return 0;
}
