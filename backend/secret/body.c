#include "backend/secret/body.h"

#include <endian.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/mem.h"

enum body_kind { PADDING, SECRET_RECORD, EXTRA_RECORD };

/* What a record starts with; its path and bytes follow. */
struct record_head {
    unsigned char kind, origin, path_size;
    unsigned char size[2], made[8], guesses[8];
};

_Static_assert(sizeof(struct record_head) == 21, "the struct is the layout: no gaps");
_Static_assert(sizeof(struct record_head) + PATH_SIZE + SECRET_MAX < BLOCK_SIZE,
               "a secret fits one block");

static struct crypto_use body_lock_of(const struct head *head, const unsigned char *body_key,
                                      uint64_t number)
{
    return (struct crypto_use){
        .key = body_key, .number = number, .about = head->digest, .about_size = sizeof head->digest
    };
}

static uint64_t body_number_of(size_t block, bool last)
{
    return (uint64_t)block * 2 + (last ? LAST_BLOCK : 0);
}

void body_seal_block(const struct head *head, const unsigned char body_key[KEY_SIZE],
                     const unsigned char block[BLOCK_SIZE], uint64_t number, struct buf *out)
{
    const struct crypto_use lock = body_lock_of(head, body_key, number);
    unsigned char sealed[SEALED_SIZE];

    crypto_seal(&lock, block, BLOCK_SIZE, sealed);
    buf_add(out, (const char *)sealed, sizeof sealed);
}

/* ------------------------------------------------ writing */

struct body_writer {
    const struct head *head;
    const unsigned char *body_key;
    unsigned char *block;
    size_t used, blocks;
    struct buf *out;
};

static void end_block(struct body_writer *writer, bool last)
{
    body_seal_block(writer->head, writer->body_key, writer->block,
                    body_number_of(writer->blocks++, last), writer->out);
    wipe(writer->block, BLOCK_SIZE);
    writer->used = 0;
}

static void body_put(struct body_writer *writer, const void *bytes, size_t size)
{
    if (size)
        memcpy(writer->block + writer->used, bytes, size);
    writer->used += size;
}

static void put_record(struct body_writer *writer, const struct record_head *head, const char *path,
                       struct span span)
{
    if (writer->used + sizeof *head + head->path_size + span.size > BLOCK_SIZE)
        end_block(writer, false);
    body_put(writer, head, sizeof *head);
    body_put(writer, path, head->path_size);
    body_put(writer, span.bytes, span.size);
}

static struct record_head head_of(enum body_kind kind, size_t size)
{
    const uint16_t stored = htole16((uint16_t)size);
    struct record_head head = { .kind = (unsigned char)kind };

    memcpy(head.size, &stored, sizeof stored);
    return head;
}

static void body_put_secret(struct body_writer *writer, const struct vault_entry *entry)
{
    const struct secret *secret = entry->secret;
    const uint64_t made = htole64((uint64_t)secret_made(secret));
    double guesses = secret_guesses(secret);
    struct record_head head = head_of(SECRET_RECORD, secret_length(secret));
    uint64_t bits;

    memcpy(&bits, &guesses, sizeof bits);
    bits = htole64(bits);
    memcpy(head.made, &made, sizeof made);
    memcpy(head.guesses, &bits, sizeof bits);
    head.origin = (unsigned char)secret_origin(secret);
    head.path_size = (unsigned char)strnlen(entry->path, PATH_SIZE - 1);
    const char *open = secret_open(secret);
    put_record(writer, &head, entry->path, (struct span){ open, secret_length(secret) });
    secret_close(open);
}

static void put_extra(struct body_writer *writer, const struct buf *extra)
{
    for (size_t at = 0; at < extra->size;) {
        size_t room = BLOCK_SIZE - writer->used, left = extra->size - at;

        if (room <= sizeof(struct record_head)) {
            end_block(writer, false);
            continue;
        }
        room -= sizeof(struct record_head);
        size_t size = left < room ? left : room;
        const struct record_head head = head_of(EXTRA_RECORD, size);
        put_record(writer, &head, "", (struct span){ extra->text + at, size });
        at += size;
    }
}

/* Steps of a sixteenth to an eighth: 20 blocks are 20, 1,000 are 1,024. */
static size_t padded(size_t blocks)
{
    size_t step = 1;

    while (step * 16 <= blocks)
        step *= 2;
    return (blocks + step - 1) / step * step;
}

void body_seal(const struct head *head, const unsigned char body_key[KEY_SIZE],
               const struct contents *contents, struct buf *out)
{
    AUTO_LOCKED unsigned char *block = locked_new(LOCKED_BLOCK);
    struct body_writer writer = { .head = head, .body_key = body_key, .block = block, .out = out };

    for (size_t i = 0; i < contents->count; i++)
        body_put_secret(&writer, &contents->entries[i]);
    put_extra(&writer, &contents->extra);
    size_t blocks = padded(writer.blocks + 1);
    while (writer.blocks + 1 < blocks)
        end_block(&writer, false);
    end_block(&writer, true);
}

/* ------------------------------------------------ reading */

/* As buf_add(), but leaves no copy behind: a draft may hold half a password. */
static void add_extra(struct buf *extra, const unsigned char *bytes, size_t size)
{
    if (extra->room - extra->size <= size) {
        struct buf larger = { .size = extra->size, .room = (extra->size + size + 1) * 2 };

        larger.text = must(malloc(larger.room));
        if (extra->size)
            memcpy(larger.text, extra->text, extra->size);
        wipe(extra->text, extra->room);
        buf_free(extra);
        *extra = larger;
    }
    memcpy(extra->text + extra->size, bytes, size);
    extra->size += size;
    extra->text[extra->size] = '\0';
}

void body_contents_free(struct contents *contents)
{
    for (size_t i = 0; i < contents->count; i++)
        secret_free(contents->entries[i].secret);
    free(contents->entries);
    wipe(contents->extra.text, contents->extra.room);
    buf_free(&contents->extra);
    *contents = (struct contents){ 0 };
}

static uint64_t number_in(const unsigned char bytes[8])
{
    uint64_t number;

    memcpy(&number, bytes, sizeof number);
    return le64toh(number);
}

static size_t size_in(const struct record_head *head)
{
    uint16_t size;

    memcpy(&size, head->size, sizeof size);
    return le16toh(size);
}

static bool take_secret(struct contents *contents, const struct record_head *head,
                        const unsigned char *at)
{
    size_t size = size_in(head), path_size = head->path_size;
    const uint64_t bits = number_in(head->guesses);
    double guesses;

    if (size > SECRET_MAX || path_size >= PATH_SIZE || head->origin > IMPORTED ||
        memchr(at, '\0', path_size))
        return false;
    memcpy(&guesses, &bits, sizeof guesses);
    contents->entries =
        grow(contents->entries, contents->count, &contents->room, sizeof *contents->entries);
    struct vault_entry *entry = &contents->entries[contents->count++];
    memcpy(entry->path, at, path_size);
    entry->path[path_size] = '\0';
    entry->secret = secret_new((const char *)at + path_size, size, (enum origin)head->origin,
                               (time_t)number_in(head->made), isfinite(guesses) ? guesses : -1);
    return true;
}

static bool body_take_block(struct contents *contents, const unsigned char *block)
{
    struct record_head head;
    size_t at = 0;

    while (at + sizeof head <= BLOCK_SIZE && block[at] != PADDING) {
        memcpy(&head, block + at, sizeof head);
        at += sizeof head;
        if (head.path_size + size_in(&head) > BLOCK_SIZE - at)
            return false;
        if (head.kind == SECRET_RECORD && !take_secret(contents, &head, block + at))
            return false;
        if (head.kind == EXTRA_RECORD)
            add_extra(&contents->extra, block + at, size_in(&head));
        else if (head.kind != SECRET_RECORD)
            return false;
        at += head.path_size + size_in(&head);
    }
    return true;
}

static bool open_blocks(const struct head *head, const unsigned char *body_key,
                        const unsigned char *sealed, size_t blocks, struct contents *contents)
{
    AUTO_LOCKED unsigned char *block = locked_new(LOCKED_BLOCK);

    for (size_t i = 0; i < blocks; i++) {
        const struct crypto_use lock =
            body_lock_of(head, body_key, body_number_of(i, i + 1 == blocks));

        if (!crypto_open(&lock, sealed + i * SEALED_SIZE, BLOCK_SIZE, block) ||
            !body_take_block(contents, block))
            return false;
    }
    return true;
}

enum vault_error body_open(const struct head *head, const unsigned char body_key[KEY_SIZE],
                           const char *bytes, size_t size, struct contents *contents,
                           struct err *err)
{
    *contents = (struct contents){ 0 };
    if (size == 0 || size % SEALED_SIZE != 0)
        return fail(err, "the vault was cut short or has more behind its end"), VAULT_DAMAGED;
    if (open_blocks(head, body_key, (const unsigned char *)bytes, size / SEALED_SIZE, contents))
        return VAULT_FINE;
    body_contents_free(contents);
    return fail(err, "the vault is damaged: the secrets in it were changed or cut"), VAULT_DAMAGED;
}
