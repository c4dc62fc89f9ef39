#include <string.h>

#include "backend/base/utf8.h"
#include "backend/pki/inventory/inventory.h"

static bool inventory_check_text(char *text, size_t size)
{
    if (!memchr(text, '\0', size))
        return false;
    utf8_sanitize(text);
    return true;
}

static bool check_file(struct inventory_file *file)
{
    return (unsigned)file->kind <= INVENTORY_UNREADABLE && file->more <= 1U << 20 &&
           inventory_check_text(file->name, sizeof file->name) &&
           inventory_check_text(file->subject, sizeof file->subject) &&
           inventory_check_text(file->issuer, sizeof file->issuer) &&
           inventory_check_text(file->names, sizeof file->names) &&
           inventory_check_text(file->fingerprint, sizeof file->fingerprint) &&
           inventory_check_text(file->serial, sizeof file->serial) &&
           inventory_check_text(file->key, sizeof file->key) &&
           inventory_check_text(file->belongs, sizeof file->belongs);
}

bool inventory_check(struct inventory *inventory)
{
    if (inventory->count > INVENTORY_FILES || !examine_check(&inventory->served))
        return false;
    for (size_t i = 0; i < inventory->count; i++)
        if (!check_file(&inventory->files[i]))
            return false;
    return true;
}
