/* problem.h - what can be wrong with certificates and keys that somebody brings: one row of data
 * each.
 *
 * Plain data without pointers, so that a child can hand it to its parent.
 */
#ifndef BACKEND_PKI_PROBLEM_H
#define BACKEND_PKI_PROBLEM_H

#include <stdbool.h>
#include <stddef.h>

enum severity { ACCEPTED, UNUSUAL, REFUSED }; /* what cannot work is refused; a note is accepted */

/* One per sentence; several share an id. */
enum problem {
    /* files */
    PROBLEM_EMPTY,
    PROBLEM_LARGE,
    PROBLEM_MANY,
    PROBLEM_GARBAGE,
    PROBLEM_KEYSTORE,
    PROBLEM_ARCHIVE,
    PROBLEM_OTHER_KIND,
    PROBLEM_PUTTY,
    PROBLEM_PVK,
    PROBLEM_BLOB,
    PROBLEM_BOUNCY,
    PROBLEM_NSS,
    PROBLEM_EBCDIC,
    PROBLEM_DUMP,
    PROBLEM_SEALED_TEXT,
    PROBLEM_OTHER_FORM,
    PROBLEM_TPM,
    PROBLEM_DESCRIPTION,
    PROBLEM_CUT,
    PROBLEM_BROKEN,
    PROBLEM_TRAILING,
    PROBLEM_REQUEST,
    PROBLEM_PUBLIC_KEY,
    PROBLEM_CRL,
    PROBLEM_USELESS,
    PROBLEM_OPENSSH,
    PROBLEM_CHANGED,
    PROBLEM_HALF_OPEN,
    /* what they are sealed with */
    PROBLEM_NO_PASSWORD,
    PROBLEM_PASSWORD,
    PROBLEM_MAC_UNFIT,
    PROBLEM_HOSTILE,
    PROBLEM_SPENT,
    PROBLEM_FOREIGN_MAC,
    PROBLEM_PBMAC1,
    PROBLEM_FOREIGN_CIPHER,
    PROBLEM_FOREIGN_SEAL,
    PROBLEM_LEGACY,
    PROBLEM_LEGACY_MISSING,
    PROBLEM_NO_MAC,
    PROBLEM_EMPTY_PASSWORD,
    PROBLEM_CLEAR_KEY,
    /* keys */
    PROBLEM_NO_CERTIFICATE,
    PROBLEM_NO_KEY,
    PROBLEM_MISMATCH,
    PROBLEM_KEYS,
    PROBLEM_KEYS_FIT,
    PROBLEM_KEY_NUMBER,
    PROBLEM_WEAK_KEY,
    PROBLEM_FOREIGN_KEY,
    PROBLEM_RARE_KEY,
    PROBLEM_P521,
    PROBLEM_CURVE,
    PROBLEM_LARGE_KEY,
    PROBLEM_BITS,
    PROBLEM_HUGE_KEY,
    PROBLEM_EXPLICIT_CURVE,
    PROBLEM_BAD_KEY,
    PROBLEM_EXPONENT,
    PROBLEM_SMALL_EXPONENT,
    /* time */
    PROBLEM_EXPIRED,
    PROBLEM_NOT_YET,
    PROBLEM_LAST_DAYS,
    PROBLEM_EXPIRING,
    PROBLEM_NO_TIME,
    PROBLEM_TOO_LONG_PUBLIC,
    PROBLEM_TOO_LONG,
    PROBLEM_SKEW,
    PROBLEM_OUTLIVES,
    /* names */
    PROBLEM_NO_SAN,
    PROBLEM_ONLY_CN,
    PROBLEM_NO_USABLE,
    PROBLEM_NAME,
    PROBLEM_ALIAS,
    PROBLEM_WILDCARD,
    PROBLEM_INTERNAL,
    /* use */
    PROBLEM_NO_EKU,
    PROBLEM_NO_SERVER_AUTH,
    PROBLEM_ANY_ALONE,
    PROBLEM_NO_SIGNING,
    PROBLEM_IS_CA,
    PROBLEM_NOT_CA,
    PROBLEM_NO_CERT_SIGN,
    PROBLEM_CRITICAL,
    PROBLEM_PRECERTIFICATE,
    PROBLEM_PUBLIC_EKU,
    PROBLEM_MUST_STAPLE,
    PROBLEM_STAPLE_CA,
    PROBLEM_NETSCAPE,
    PROBLEM_POLICY,
    /* signatures and chain */
    PROBLEM_WEAK_SIGNATURE,
    PROBLEM_FOREIGN_SIGNATURE,
    PROBLEM_PSS_SIGNATURE,
    PROBLEM_SIGNATURE,
    PROBLEM_ROOT_SIGNATURE,
    PROBLEM_SELF_SIGNED,
    PROBLEM_SELF_SIGNED_TRUSTED,
    PROBLEM_INCOMPLETE,
    PROBLEM_PARTIAL,
    PROBLEM_AKI,
    PROBLEM_NAMESAKES,
    PROBLEM_LEFT_OUT,
    PROBLEM_DISORDER,
    PROBLEM_STRANGER,
    PROBLEM_PATH_LENGTH,
    PROBLEM_CONSTRAINT,
    PROBLEM_UNTRUSTED,
    PROBLEM_DISTRUSTED,
    PROBLEM_WAYS,
    PROBLEM_REVOKED,
    PROBLEM_REJECTED,
    PROBLEM_OTHER_ANSWER,
    PROBLEM_NO_CRL_SIGN,
    /* profile */
    PROBLEM_MALFORMED,
    PROBLEM_TWICE,
    PROBLEM_CRITICAL_SOME,
    PROBLEM_ISSUER_BYTES,
    PROBLEM_UNDECODED,
    PROBLEM_ANY_EKU,
    PROBLEM_CRITICAL_EKU,
    PROBLEM_SERIAL_ZERO,
    PROBLEM_SERIAL_LONG,
    PROBLEM_SAN_CRITICAL,
    PROBLEM_SAN_BAD,
    PROBLEM_VERSION,
    PROBLEM_BC_NOT_CRITICAL,
    PROBLEM_KU_NOT_CRITICAL,
    PROBLEM_NO_SKI,
    PROBLEM_NO_AKI,
    PROBLEM_CN_ELSEWHERE,
    PROBLEM_SIGNS_WITHOUT_CA,
    PROBLEM_NO_SUBJECT,
    PROBLEM_SUBJECT_SAN,
    PROBLEM_LENGTH_WITHOUT_CA,
    PROBLEM_ID_CRITICAL,
    PROBLEM_OTHER_ALGORITHM,
    PROBLEM_LEAF_CONSTRAINTS,
    PROBLEM_STRICT,
    PROBLEMS
};

enum { PROBLEMS_MAX = 64, PROBLEM_WHERE = 64, PROBLEM_ABOUT = 256 };

extern const struct problem_row {
    const char *id; /* "cert-expired": the contract's */
    enum severity weight;
    const char *why, *todo; /* a sentence each; in why a '%' stands for what was found */
} problem_rows[];

/* One that was found. where: "leaf", "chain 1", "key", or a file's name. about: what the sentence
 * speaks of, tame; may be "". */
struct problem_found {
    enum problem problem;
    char where[PROBLEM_WHERE], about[PROBLEM_ABOUT];
};

struct problems {
    struct problem_found list[PROBLEMS_MAX];
    size_t count; /* beyond the last place, what is refused takes that of a warning */
    enum severity worst;
};

/* None so far; the list, which is large, is touched only as it fills. The caller frees it. */
struct problems *problems_new(void);

/* Each problem once per place, with all that it is about: "a, b". about may be NULL. */
void problem_add(struct problems *problems, enum problem problem, const char *where,
                 const char *about);

/* True if it, or any that is refused (FLAWS), is among them. */
bool problem_has(const struct problems *problems, enum problem problem);

const char *problem_id(enum problem problem); /* "cert-expired": the contract's */
enum severity problem_severity(enum problem problem);
const char *problem_do(enum problem problem); /* one sentence */
void problem_why(const struct problem_found *found, char sentence[],
                 size_t size); /* one sentence */

/* What a child sent is worth nothing until this is true; texts are tamed by it. */
bool problem_check(struct problems *problems);

#endif
