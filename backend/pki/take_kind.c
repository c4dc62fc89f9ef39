/* take_kind.c - files that are something else altogether, told by how they begin, or by a word in
 * them. */
#include <string.h>

#include "backend/pki/take_inside.h"

static const struct kind {
    size_t at;
    const char *bytes;
    size_t size;
    enum problem problem;
    const char *name;
} kinds[] = {
#define STARTS(bytes, problem, name)                                                               \
    {                                                                                              \
        0, bytes, sizeof(bytes) - 1, problem, name                                                 \
    }
    STARTS("\xFE\xED\xFE\xED", PROBLEM_KEYSTORE, "JKS"),
    STARTS("\xCE\xCE\xCE\xCE", PROBLEM_KEYSTORE, "JCEKS"),
    STARTS("\0\0\0\1\0\0\0\x14", PROBLEM_BOUNCY, "BKS or UBER"),
    STARTS("\0\0\0\2\0\0\0\x14", PROBLEM_BOUNCY, "BKS or UBER"),
    STARTS("PK\3\4", PROBLEM_ARCHIVE, "a ZIP archive"),
    STARTS("PK\5\6", PROBLEM_ARCHIVE, "an empty ZIP archive"),
    STARTS("\x1F\x8B", PROBLEM_ARCHIVE, "compressed with gzip"),
    STARTS("BZh", PROBLEM_ARCHIVE, "compressed with bzip2"),
    STARTS("\xFD"
           "7zXZ",
           PROBLEM_ARCHIVE, "compressed with xz"),
    STARTS("\x28\xB5\x2F\xFD", PROBLEM_ARCHIVE, "compressed with zstd"),
    STARTS("7z\xBC\xAF", PROBLEM_ARCHIVE, "a 7-Zip archive"),
    STARTS("Rar!", PROBLEM_ARCHIVE, "a RAR archive"),
    STARTS("MSCF", PROBLEM_ARCHIVE, "a Windows cabinet"),
    { 257, "ustar", 5, PROBLEM_ARCHIVE, "a tar archive" },
    STARTS("-----BEGIN PGP ", PROBLEM_OTHER_KIND, "a PGP key or message"),
    STARTS("ssh-", PROBLEM_OTHER_KIND, "an SSH public key"),
    STARTS("ecdsa-sha2-", PROBLEM_OTHER_KIND, "an SSH public key"),
    STARTS("sk-ssh-", PROBLEM_OTHER_KIND, "an SSH public key"),
    STARTS("sk-ecdsa-", PROBLEM_OTHER_KIND, "an SSH public key"),
    STARTS("---- BEGIN SSH2 ", PROBLEM_OTHER_KIND, "an SSH public key"),
    STARTS("PuTTY-User-Key-File", PROBLEM_PUTTY, NULL),
    STARTS("SSH PRIVATE KEY FILE FORMAT", PROBLEM_OTHER_KIND, "an SSH 1 private key"),
    STARTS("\x1E\xF1\xB5\xB0", PROBLEM_PVK, NULL),
    STARTS("\7\2\0\0\0\xA4\0\0RSA2", PROBLEM_BLOB, NULL),
    STARTS("\7\2\0\0\0\x24\0\0RSA2", PROBLEM_BLOB, NULL),
    STARTS("\0\0\0\0CERT", PROBLEM_OTHER_KIND, "a Windows certificate store (SST)"),
    STARTS("SQLite format 3", PROBLEM_OTHER_KIND,
           "a database (of Firefox or another NSS program, perhaps)"),
    { 8, "KBXf", 4, PROBLEM_OTHER_KIND, "a key box of GnuPG" },
    STARTS("kych", PROBLEM_OTHER_KIND, "a macOS keychain"),
    STARTS("\0\6\x15\x61", PROBLEM_NSS, NULL), /* Berkeley DB: cert8.db, key3.db */
    STARTS("$ANSIBLE_VAULT;", PROBLEM_SEALED_TEXT, "Ansible Vault"),
    STARTS("age-encryption.org/", PROBLEM_SEALED_TEXT, "age"),
    STARTS("Salted__", PROBLEM_SEALED_TEXT, "\"openssl enc\""),
    STARTS("\x60\x60\x60\x60\x60\xC2\xC5\xC7\xC9\xD5", PROBLEM_EBCDIC, NULL),
    STARTS("version https://git-lfs", PROBLEM_OTHER_KIND, "a pointer of Git LFS"),
    STARTS("L\0\0\0\1\x14\2\0", PROBLEM_OTHER_KIND, "a shortcut of Windows"),
    STARTS("[InternetShortcut]", PROBLEM_OTHER_KIND, "a shortcut of Windows"),
    STARTS("begin 6", PROBLEM_ARCHIVE, "uuencoded, for uudecode"),
    STARTS("%PDF", PROBLEM_OTHER_KIND, "a PDF document"),
    STARTS("\xD0\xCF\x11\xE0", PROBLEM_OTHER_KIND, "an old Office document"),
    STARTS("\x89PNG", PROBLEM_OTHER_KIND, "an image"),
    STARTS("\xFF\xD8\xFF", PROBLEM_OTHER_KIND, "an image"),
    STARTS("\x7F"
           "ELF",
           PROBLEM_OTHER_KIND, "a program"),
    STARTS("MZ", PROBLEM_OTHER_KIND, "a program"),
#undef STARTS
};

/* An old or a new packet of a key, a secret key or a message to a key, with its length and the
 * version 2 to 6 (RFC 4880, 4.2 and 5.5.2). */
static bool take_is_pgp(const unsigned char *at, size_t size)
{
    static const unsigned char old[] = { 0x94, 0x95, 0x96, 0x98, 0x99, 0x9A, 0x84, 0x85 };
    size_t skip = 0;

    if (size < 8)
        return false;
    if (memchr(old, at[0], sizeof old))
        skip = 1 + (1U << (at[0] & 3));
    else if (at[0] == 0xC5 || at[0] == 0xC6 || at[0] == 0xC1)
        skip = at[1] < 192 ? 2 : at[1] < 224 ? 3 : 6;
    return skip && skip < size && at[skip] >= 2 && at[skip] <= 6;
}

bool take_kind(struct taking *taking, const unsigned char *at, size_t size)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const struct kind *kind = &kinds[i];

        if (size >= kind->at + kind->size && memcmp(at + kind->at, kind->bytes, kind->size) == 0)
            return take_problem(taking, kind->problem, kind->name), true;
    }
    if (!take_is_pgp(at, size))
        return false;
    take_problem(taking, PROBLEM_OTHER_KIND, "a PGP key or message");
    return true;
}

/* Text without anything of use, by a word near its beginning. */
void take_kind_of_text(struct taking *taking, const unsigned char *at, size_t size)
{
    static const struct {
        const char *name;
        enum problem problem;
        const char *about;
    } texts[] = {
        { "<RSAKeyValue>", PROBLEM_OTHER_FORM, "XML (RSAKeyValue)" },
        { "\"kty\"", PROBLEM_OTHER_FORM, "JSON (JWK)" },
        { .name = "0000000 ", PROBLEM_DUMP, NULL }, /* od; hexdump without -C */
        { .name = "\nbegin 6", PROBLEM_ARCHIVE, "uuencoded, for uudecode" },
        { "<html", PROBLEM_OTHER_KIND, "a web page" },
        { "<HTML", PROBLEM_OTHER_KIND, "a web page" },
        { .name = "Certificate:\n    Data:", PROBLEM_DESCRIPTION, NULL },
        { .name = "Certificate:\r\n    Data:", PROBLEM_DESCRIPTION, NULL },
        { "Private-Key: (", PROBLEM_DESCRIPTION, NULL },
    };
    enum { FAR = 4096 };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (memmem(at, size < FAR ? size : FAR, texts[i].name, strlen(texts[i].name))) {
            take_problem(taking, texts[i].problem, texts[i].about);
            return;
        }
    take_problem(taking, PROBLEM_GARBAGE, NULL);
}
