#include "backend/pki/inventory/files_job.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILES = 5, FILE_MAX = 1 << 24 };

/* The files follow. */
struct files_head {
    struct files_ask ask;
    char aliases[2048];
    bool public_ca, there[FILES];
    size_t sizes[FILES];
};

void *files_pack(const struct certificate_files *files, const struct files_ask *ask, size_t *size)
{
    const struct span spans[FILES] = { files->server, files->issuing, files->root, files->other,
                                       files->key };
    struct files_head head = { .ask = *ask, .public_ca = files->public_ca };

    snprintf(head.aliases, sizeof head.aliases, "%s", files->aliases ? files->aliases : "");
    *size = sizeof head;
    for (size_t i = 0; i < FILES; i++) {
        head.there[i] = spans[i].bytes;
        head.sizes[i] = spans[i].size;
        *size += spans[i].size;
    }
    char *bytes = must(malloc(*size)), *at = bytes + sizeof head;
    memcpy(bytes, &head, sizeof head);
    for (size_t i = 0; i < FILES; i++) {
        if (spans[i].size)
            memcpy(at, spans[i].bytes, spans[i].size);
        at += spans[i].size;
    }
    return bytes;
}

bool files_unpack(const void *bytes, size_t size, struct certificate_files *files,
                  struct files_ask *ask)
{
    struct span *spans[FILES] = { &files->server, &files->issuing, &files->root, &files->other,
                                  &files->key };
    const struct files_head *head = bytes;
    size_t at = sizeof *head;

    if (size < sizeof *head)
        return false;
    *ask = head->ask;
    *files = (struct certificate_files){ .aliases = head->aliases, .public_ca = head->public_ca };
    for (size_t i = 0; i < FILES; i++) {
        if (head->sizes[i] > FILE_MAX || head->sizes[i] > size - at)
            return false;
        if (head->there[i])
            *spans[i] = (struct span){ (const char *)bytes + at, head->sizes[i] };
        at += head->sizes[i];
    }
    return at == size;
}
