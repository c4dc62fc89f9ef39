/* vault_fuzz.c - a hostile vault: raw bytes as a file, and, since those hardly ever get past the
 * seal, bytes as what stands in a block that is sealed rightly. */
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "backend/secret/body.h"
#include "backend/secret/recovery.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const unsigned char key[KEY_SIZE] = "a data key known to the fuzzer.";
static const char code[] = "0000-1111-2222-3333-4444-5555-6666-7777";

/* The head is right but for what the input changes in it: position and value, three bytes each. */
static void open_file(const uint8_t *data, size_t size)
{
    struct sealed_key slots[SLOTS] = { 0 };
    unsigned char bytes[RECOVERY_BYTES];
    enum vault_error error;
    struct head head;
    AUTO_BUF struct buf file = { 0 };
    struct err err;

    recovery_read(code, bytes);
    slot_seal(&slots[SLOT_RECOVERY], SLOT_RECOVERY, (struct span){ bytes, sizeof bytes }, key);
    head_new(&head, key, slots, "generation 7");
    for (; size >= 3 && data[0] < 4; data += 3, size -= 3)
        ((unsigned char *)&head)[(data[0] << 8 | data[1]) % (int)sizeof head] = data[2];
    if (size && data[0] & 1)
        crypto_sha256(&head, offsetof(struct head, digest), head.digest);
    buf_add(&file, (const char *)&head, sizeof head);
    buf_add(&file, (const char *)data, size);
    struct contents contents = { 0 };
    struct vault *vault = vault_unlock(code, file.text, file.size, &error, &err);
    if (vault &&
        vault_unseal(vault, "generation 7", file.text, file.size, &contents, &err) == VAULT_FINE)
        abort(); /* nobody can have sealed that body */
    vault_free(vault);
    vault_free(vault_open(-1, (const char *)data, size, &error, &err));
}

/* What is read from any blocks can be sealed and read again, the same. */
static void read_back(const struct head *head, const struct contents *contents)
{
    AUTO_BUF struct buf again = { 0 };
    struct contents duplicate;

    body_seal(head, key, contents, &again);
    if (body_open(head, key, again.text, again.size, &duplicate, NULL) != VAULT_FINE ||
        duplicate.count != contents->count || duplicate.extra.size != contents->extra.size)
        abort();
    for (size_t i = 0; i < duplicate.count; i++)
        if (strcmp(duplicate.entries[i].path, contents->entries[i].path) != 0 ||
            !secret_equal(duplicate.entries[i].secret, contents->entries[i].secret))
            abort();
    body_contents_free(&duplicate);
}

static void open_body(const uint8_t *data, size_t size)
{
    static const struct head head = { .purpose = "generation 7" };
    size_t blocks = size / BLOCK_SIZE + 1;
    AUTO_BUF struct buf body = { 0 };
    struct contents contents;
    struct err err;

    for (size_t i = 0; i < blocks; i++) {
        unsigned char block[BLOCK_SIZE] = { 0 };
        size_t left = size - i * BLOCK_SIZE;

        memcpy(block, data + i * BLOCK_SIZE, left < sizeof block ? left : sizeof block);
        body_seal_block(&head, key, block, i * 2 + (i + 1 == blocks ? LAST_BLOCK : 0), &body);
    }
    if (body_open(&head, key, body.text, body.size, &contents, &err) == VAULT_FINE)
        read_back(&head, &contents);
    body_contents_free(&contents);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    if (data[0] & 1)
        open_file(data + 1, size - 1);
    else
        open_body(data + 1, size - 1);
    return 0;
}
