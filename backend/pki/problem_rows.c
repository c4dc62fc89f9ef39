/* problem_rows.c - the sentences. '%' stands for what was found. */
#include "backend/pki/problem.h"

#define EXPORT_AGAIN "Export it again from where it came from."
#define ASK_AGAIN "Ask the CA for another certificate."
#define SERVER_AUTH "Ask for one with the extended key usage serverAuth."
#define NEW_KEY "Make a new key and have it certified."
#define WITH_SAN "Ask for one with the server's full name as alternative name (SAN)."
#define ENOUGH "Give the certificate, its key and its chain only."
#define CHECK_CA "Ask anyone who runs the CA."

const struct problem_row problem_rows[] = {
    [PROBLEM_EMPTY] = { "cert-empty", REFUSED, "The file is empty.", "Copy it again." },
    [PROBLEM_LARGE] = { "cert-too-large", REFUSED, "The file is larger than 1 MiB.", ENOUGH },
    [PROBLEM_MANY] = { "cert-too-large", REFUSED,
                       "The files hold more than % certificates or keys.", ENOUGH },
    [PROBLEM_GARBAGE] = { "cert-unreadable", REFUSED,
                          "The file holds no certificate and no key, neither as PEM nor as DER.",
                          "Give a PFX file, or certificates and keys in PEM or DER." },
    [PROBLEM_KEYSTORE] = { "cert-unsupported", REFUSED, "The file is a Java key store (%).",
                           "Convert a copy: keytool -importkeystore -srckeystore FILE "
                           "-destkeystore server.p12 -deststoretype PKCS12." },
    [PROBLEM_ARCHIVE] = { "cert-unsupported", REFUSED, "The file is %.",
                          "Unpack it and bring what is inside." },
    [PROBLEM_OTHER_KIND] = { "cert-unsupported", REFUSED,
                             "The file is %, and holds nothing that a TLS server can use.",
                             "Give a PFX file, or certificates and keys in PEM or DER." },
    [PROBLEM_PUTTY] = { "cert-unsupported", REFUSED, "The key is in PuTTY's format.",
                        "Convert a copy of it: puttygen FILE -O private-openssh -o key, and then "
                        "ssh-keygen -p -m PKCS8 -f key." },
    [PROBLEM_PVK] = { "cert-unsupported", REFUSED, "The key is in Microsoft's old PVK format.",
                      "Convert a copy of it: openssl rsa -inform PVK -in FILE -out server.key." },
    [PROBLEM_BLOB] = { "cert-unsupported", REFUSED, "The key is a key blob of Windows CryptoAPI.",
                       "Convert a copy of it: openssl rsa -inform MSBLOB -in FILE -out "
                       "server.key." },
    [PROBLEM_BOUNCY] = { "cert-unsupported", REFUSED,
                         "The file is a key store of Bouncy Castle (%).",
                         "Convert a copy with Bouncy Castle's provider: keytool -importkeystore "
                         "-srckeystore FILE -srcstoretype BKS -destkeystore server.p12 "
                         "-deststoretype PKCS12 -providerpath bcprov.jar -providerclass "
                         "org.bouncycastle.jce.provider.BouncyCastleProvider." },
    [PROBLEM_NSS] = { "cert-unsupported", REFUSED,
                      "The file is an old database of Firefox or another NSS program.",
                      "Export from its folder: pk12util -o server.p12 -n NAME -d dbm:FOLDER." },
    [PROBLEM_EBCDIC] = { "cert-unsupported", REFUSED,
                         "The file is text in EBCDIC, as z/OS writes it.",
                         "Convert a copy of it: iconv -f IBM1047 -t UTF-8 FILE > server.pem." },
    [PROBLEM_DUMP] = { "cert-unsupported", REFUSED,
                       "The file is a dump of numbers, as od and hexdump print it.",
                       "Bring the file itself, or a dump by xxd or hexdump -C." },
    [PROBLEM_SEALED_TEXT] = { "cert-unsupported", REFUSED, "The file is encrypted with %.",
                              "Decrypt it with the same program, and bring what comes out." },
    [PROBLEM_OTHER_FORM] = { "cert-unsupported", REFUSED, "The key is written in %.",
                             "Convert it to PEM where it comes from; a key that was pasted into a "
                             "website is no secret any more." },
    [PROBLEM_TPM] = { "cert-unsupported", REFUSED,
                      "The key is sealed in a TPM, and only the machine that made it can use it.",
                      "Make a key here and have it certified." },
    [PROBLEM_DESCRIPTION] = { "cert-unreadable", REFUSED,
                              "The file describes a certificate or key in words, and does not hold "
                              "it.",
                              "Bring the file that was described." },
    [PROBLEM_CUT] = { "cert-unreadable", REFUSED, "The file is cut off: %.", "Copy it again." },
    [PROBLEM_BROKEN] = { "cert-unreadable", REFUSED, "The file is damaged: %.", EXPORT_AGAIN },
    [PROBLEM_TRAILING] = { "cert-unreadable", UNUSUAL,
                           "After what could be read, bytes follow that mean nothing.",
                           EXPORT_AGAIN },
    [PROBLEM_REQUEST] = { "cert-chain-stranger", UNUSUAL,
                          "The file holds a certificate request (CSR), not a certificate.",
                          "Have a CA sign the request and import the answer." },
    [PROBLEM_PUBLIC_KEY] = { "cert-chain-stranger", UNUSUAL,
                             "The file holds a public key, which is of no use here.",
                             "Leave it out; what is needed are the certificate and its private "
                             "key." },
    [PROBLEM_CRL] = { "cert-chain-stranger", UNUSUAL,
                      "The file holds a revocation list, which is of no use here.",
                      "Leave it out; lists for checking belong to trust.crl_files." },
    [PROBLEM_USELESS] = { "cert-chain-stranger", UNUSUAL,
                          "The file holds %, which is of no use here.", "Leave it out." },
    [PROBLEM_OPENSSH] = { "cert-unsupported", REFUSED, "The key is in OpenSSH's format.",
                          "Convert a copy of it: ssh-keygen -p -m PKCS8 -f FILE." },
    [PROBLEM_CHANGED] = { "cert-unreadable", REFUSED,
                          "The password opens the PFX file, but its check value does not fit: the "
                          "file was changed or damaged.",
                          EXPORT_AGAIN },
    [PROBLEM_HALF_OPEN] = { "cert-unreadable", REFUSED,
                            "The password opens one part of the PFX file and not another: the file "
                            "was changed or damaged, or has more than one password.",
                            "Export it again with one password for everything." },
    [PROBLEM_NO_PASSWORD] = { "cert-password", REFUSED, "No password was given, and % needs one.",
                              "Give it with --password-file." },
    [PROBLEM_PASSWORD] = { "cert-password", REFUSED, "The password does not open %.",
                           "Try again; capitals, spaces and the keyboard's language count." },
    [PROBLEM_MAC_UNFIT] = { "cert-password", REFUSED,
                            "The PFX file's check value does not fit: the password is not its own, "
                            "or the file was changed. Nothing in it is encrypted, so it cannot be "
                            "told which.",
                            "Try the password again; if it is right, export the file again, with "
                            "AES-256." },
    [PROBLEM_HOSTILE] = { "cert-hostile", REFUSED,
                          "Opening the file would take % steps of computing, more than "
                          "the second or so that is allowed; it may be made to keep this machine "
                          "busy.",
                          "Do not use it, and ask where it came from." },
    [PROBLEM_SPENT] = { "cert-hostile", REFUSED,
                        "It was not opened: the files before it took all the computing that is "
                        "allowed for passwords at one time.",
                        "Give it alone, if you know where it came from." },
    [PROBLEM_FOREIGN_MAC] = { "cert-unsupported", REFUSED,
                              "The PFX file's check value is made with %, which is not supported.",
                              "Export it again with AES-256 and SHA-256." },
    [PROBLEM_PBMAC1] = { "cert-unsupported", REFUSED,
                         "The PFX file's check value is a PBMAC1 (RFC 9579), which neither OpenSSL "
                         "3.0 nor Windows can check.",
                         "Export it again with a SHA-256 MAC; with OpenSSL 3.4 or newer, without "
                         "-pbmac1_pbkdf2." },
    [PROBLEM_FOREIGN_CIPHER] = { "cert-unsupported", REFUSED,
                                 "The content is encrypted with %, which is not supported.",
                                 "Export it again with AES-256." },
    [PROBLEM_FOREIGN_SEAL] = { "cert-unsupported", REFUSED,
                               "The file is encrypted for a recipient's certificate, not under a "
                               "password.",
                               "Export it again under a password." },
    [PROBLEM_LEGACY] = { "cert-legacy-encryption", UNUSUAL,
                         "The content is encrypted with %, which protects a key far less than AES "
                         "does.",
                         "Export it with AES-256 if the other side can, and delete this copy." },
    [PROBLEM_LEGACY_MISSING] = { "cert-legacy-encryption", REFUSED,
                                 "The content is encrypted with %, for which OpenSSL needs its "
                                 "legacy "
                                 "provider, and that is not installed.",
                                 "Install the package openssl-provider-legacy (Debian 13; part of "
                                 "libssl3 in Debian 12), or export it again with AES-256." },
    [PROBLEM_NO_MAC] = { "cert-profile", UNUSUAL,
                         "The PFX file has no check value (MAC), so changes go unnoticed, and "
                         "Windows does not open it.",
                         "Export it again with one." },
    [PROBLEM_EMPTY_PASSWORD] = { "cert-password", UNUSUAL,
                                 "The file opens with an empty password, not with the one that was "
                                 "given: its key is protected from nobody.",
                                 "Export it again under a password, and delete this copy." },
    [PROBLEM_CLEAR_KEY] = { "cert-legacy-encryption", UNUSUAL,
                            "The private key is in the PFX file unencrypted, whatever its "
                            "password.",
                            "Export it again with AES-256, and delete this copy." },
    [PROBLEM_NO_CERTIFICATE] = { "cert-missing", REFUSED,
                                 "There is no certificate in what was given.",
                                 "Add the file with the server's certificate." },
    [PROBLEM_NO_KEY] = { "cert-key-missing", REFUSED, "There is no private key in what was given.",
                         "Add the key's file, or export the certificate with its key." },
    [PROBLEM_MISMATCH] = { "cert-key-mismatch", REFUSED,
                           "The private key belongs to another certificate.",
                           "Import the key with which the certificate was requested." },
    [PROBLEM_KEYS] = { "cert-key-several", REFUSED,
                       "There is more than one private key, and it is not clear which is meant: %.",
                       "Choose one by its number (--key), or leave out the others." },
    [PROBLEM_KEY_NUMBER] = { "cert-key-several", REFUSED,
                             "There is no private key of the number that was chosen: %.",
                             "Choose one of those (--key)." },
    [PROBLEM_KEYS_FIT] = { "cert-key-several", UNUSUAL,
                           "There is more than one private key; the one that fits is taken (%).",
                           "Leave out the others, for a key belongs in one place." },
    [PROBLEM_WEAK_KEY] = { "cert-weak-key", REFUSED,
                           "The key (%) is too weak: clients demand RSA of 2048 bits, or P-256.",
                           NEW_KEY },
    [PROBLEM_FOREIGN_KEY] = { "cert-unsupported", REFUSED,
                              "The key is of a kind (%) that TLS servers do not use.",
                              "Make an RSA or P-256 key and have it certified." },
    [PROBLEM_RARE_KEY] = { "cert-unsupported", UNUSUAL,
                           "Windows and most devices cannot use this kind of key (%).",
                           "Use RSA or P-256." },
    [PROBLEM_HUGE_KEY] = { "cert-hostile", REFUSED,
                           "The key (%) is so large that every connection would take seconds.",
                           "Use RSA of 2048 to 4096 bits." },
    [PROBLEM_EXPLICIT_CURVE] = { "cert-bad-key", REFUSED,
                                 "The key's curve is written out in numbers instead of named, "
                                 "which "
                                 "clients refuse (RFC 5480 2.1.1).",
                                 "Make a new key on a named curve and have it certified." },
    [PROBLEM_BAD_KEY] = { "cert-bad-key", REFUSED,
                          "The key is inconsistent: its numbers do not fit.", NEW_KEY },
    [PROBLEM_EXPONENT] = { "cert-bad-key", REFUSED,
                           "The RSA key's public exponent (%) makes it worthless.", NEW_KEY },
    [PROBLEM_SMALL_EXPONENT] = { "cert-bad-key", UNUSUAL,
                                 "The RSA key's public exponent is %, and not 65537 as it should "
                                 "be "
                                 "(Baseline Requirements 6.1.6).",
                                 "Make a new key with the next certificate." },
    [PROBLEM_EXPIRED] = { "cert-expired", REFUSED, "The certificate ended on %.", ASK_AGAIN },
    [PROBLEM_NOT_YET] = { "cert-not-yet-valid", REFUSED, "The certificate begins on %.",
                          "Wait until then, or set this machine's clock right." },
    [PROBLEM_LAST_DAYS] = { "cert-expiring", REFUSED, "The certificate is about to expire, on %.",
                            ASK_AGAIN },
    [PROBLEM_EXPIRING] = { "cert-expiring", UNUSUAL, "The certificate expires soon, on %.",
                           ASK_AGAIN },
    [PROBLEM_NO_TIME] = { "cert-profile", REFUSED,
                          "The certificate's dates are invalid, or it expires before it becomes "
                          "valid.",
                          ASK_AGAIN },
    [PROBLEM_TOO_LONG_PUBLIC] = { "cert-too-long", REFUSED,
                                  "The certificate is valid for % days, more than a public "
                                  "CA "
                                  "may sign for (Baseline Requirements 6.3.2).",
                                  ASK_AGAIN },
    [PROBLEM_TOO_LONG] = { "cert-too-long", UNUSUAL,
                           "The certificate is valid for % days; Apple's systems refuse more than "
                           "825, also from a private CA.",
                           "Ask the CA for one of 397 days." },
    [PROBLEM_NO_SAN] = { "cert-no-san", REFUSED,
                         "The certificate has no alternative names of hosts, so it names no "
                         "server.",
                         WITH_SAN },
    [PROBLEM_ONLY_CN] = { "cert-no-san", REFUSED,
                          "The certificate names the server (%) only as common name, which clients "
                          "have ceased to read (RFC 9525 2.1).",
                          WITH_SAN },
    [PROBLEM_NAME] = { "cert-name-mismatch", REFUSED, "The certificate does not name %.",
                       "Ask for one with that name as alternative name (SAN)." },
    [PROBLEM_ALIAS] = { "cert-name-mismatch", UNUSUAL,
                        "The certificate does not name %, another name of this server.",
                        "Ask for one with that name, too, or take it out of server.aliases." },
    [PROBLEM_WILDCARD] = { "cert-wildcard", UNUSUAL,
                           "The certificate is for any host (%), so its key opens more than this "
                           "server.",
                           "Ask for one with the server's full name." },
    [PROBLEM_INTERNAL] = { "cert-internal-name", REFUSED,
                           "No public CA may certify %, which means another machine in "
                           "every "
                           "network (Baseline Requirements 4.2.2).",
                           "Use a name under a domain you own, or a private CA." },
    [PROBLEM_NO_EKU] = { "cert-no-server-auth", REFUSED,
                         "The certificate does not say what it is for; Apple's systems refuse a "
                         "server's without serverAuth.",
                         SERVER_AUTH },
    [PROBLEM_NO_SERVER_AUTH] = { "cert-no-server-auth", REFUSED,
                                 "The certificate is not for servers: its extended key usage does "
                                 "not "
                                 "have serverAuth.",
                                 SERVER_AUTH },
    [PROBLEM_ANY_ALONE] = { "cert-no-server-auth", REFUSED,
                            "The certificate is good for any purpose, but does not name "
                            "serverAuth, "
                            "which OpenSSL's clients demand.",
                            SERVER_AUTH },
    [PROBLEM_NO_SIGNING] = { "cert-no-server-auth", REFUSED,
                             "The certificate's key usage does not have digitalSignature, without "
                             "which TLS 1.3 cannot use its key.",
                             "Ask for one with the key usage digitalSignature." },
    [PROBLEM_IS_CA] = { "cert-is-ca", REFUSED,
                        "The certificate is a CA's, and no server may use it as its own.",
                        "Ask for a server certificate." },
    [PROBLEM_NOT_CA] = { "cert-not-ca", REFUSED,
                         "The certificate signed another one, but is no CA's (CA:TRUE is "
                         "missing).",
                         CHECK_CA },
    [PROBLEM_NO_CERT_SIGN] = { "cert-not-ca", REFUSED,
                               "The CA's key usage does not allow it to sign certificates "
                               "(keyCertSign).",
                               CHECK_CA },
    [PROBLEM_CRITICAL] = { "cert-unknown-critical", REFUSED,
                           "The certificate has a critical extension that clients do not know (%), "
                           "so "
                           "they must refuse it.",
                           ASK_AGAIN },
    [PROBLEM_WEAK_SIGNATURE] = { "cert-weak-signature", REFUSED,
                                 "The certificate is signed with %, which can be forged.",
                                 "Ask the CA for one with SHA-256." },
    [PROBLEM_FOREIGN_SIGNATURE] = { "cert-unsupported", REFUSED,
                                    "The certificate is signed with %, which clients cannot check.",
                                    "Ask the CA for one with SHA-256." },
    [PROBLEM_SIGNATURE] = { "cert-bad-signature", REFUSED,
                            "The signature is not that of %: the certificate was changed, or "
                            "another "
                            "CA of that name signed it.",
                            "Get the certificate and its CA's from the same source again." },
    [PROBLEM_ROOT_SIGNATURE] = { "cert-bad-signature", UNUSUAL,
                                 "The trusted CA's signature of its own certificate is wrong. Most "
                                 "clients do not look at it; some refuse such a CA.",
                                 "Get the CA's certificate from its source again, and compare the "
                                 "fingerprint." },
    [PROBLEM_SELF_SIGNED] = { "cert-self-signed", REFUSED,
                              "The certificate is self-signed, so no client trusts it.",
                              "Have a CA sign it." },
    [PROBLEM_SELF_SIGNED_TRUSTED] = { "cert-self-signed", UNUSUAL,
                                      "The certificate is self-signed; it is trusted, but every "
                                      "new one has to be rolled out to every client.",
                                      "Have a CA sign it." },
    [PROBLEM_INCOMPLETE] = { "cert-chain-incomplete", REFUSED,
                             "The certificate of the CA that signed it is missing: %.",
                             "Add that CA's certificate to the files." },
    [PROBLEM_DISORDER] = { "cert-chain-disorder", UNUSUAL,
                           "The certificates in the file are out of order; here they are sorted, "
                           "elsewhere such a file may fail.",
                           "Put the server's first, then its CA's, then the next." },
    [PROBLEM_STRANGER] = { "cert-chain-stranger", UNUSUAL,
                           "A certificate does not belong to the chain: %.", "Leave it out." },
    [PROBLEM_PATH_LENGTH] = { "cert-path-length", REFUSED,
                              "More CAs are below this one than its path length (%) "
                              "allows.",
                              CHECK_CA },
    [PROBLEM_CONSTRAINT] = { "cert-name-constraint", REFUSED,
                             "The CA may not certify the names of the certificate below it "
                             "(name constraints): %.",
                             CHECK_CA },
    [PROBLEM_UNTRUSTED] = { "cert-untrusted", REFUSED,
                            "The chain ends at a CA that is not among the trusted: %.",
                            "If it is yours, give its file with --trust or add it to "
                            "trust.ca_files; else import another chain." },
    [PROBLEM_DISTRUSTED] = { "cert-untrusted", REFUSED,
                             "The file of the trusted CA says that it is not trusted for servers "
                             "(OpenSSL's TRUSTED CERTIFICATE): %.",
                             "Give the CA's plain certificate, if servers are to be trusted by "
                             "it." },
    [PROBLEM_WAYS] = { "cert-too-large", REFUSED,
                       "There are more possible chains from it up to a root than are tried, "
                       "because many CAs have one name or have signed each other; none of those "
                       "that were tried is valid.",
                       ENOUGH },
    [PROBLEM_REVOKED] = { "cert-revoked", REFUSED, "The certificate was revoked on %.", ASK_AGAIN },
    [PROBLEM_REJECTED] = { "cert-profile", REFUSED, "OpenSSL refuses the chain: %.", CHECK_CA },
    [PROBLEM_OTHER_ANSWER] = { "cert-key-mismatch", REFUSED,
                               "None of the certificates belongs to the request that was made "
                               "here, or to the CA that is in force.",
                               "Import the answer to the present request; \"printseal cert csr\" "
                               "prints it again." },
    [PROBLEM_NO_CRL_SIGN] = { "cert-profile", UNUSUAL,
                              "The CA may not sign revocation lists (its key usage has no "
                              "cRLSign), so nothing it signs can be revoked.",
                              "Ask for one with the key usage cRLSign, too." },
    [PROBLEM_MALFORMED] = { "cert-profile", REFUSED,
                            "The certificate has an extension that cannot be read: %.", ASK_AGAIN },
    [PROBLEM_TWICE] = { "cert-profile", REFUSED,
                        "The certificate has an extension twice (%), which RFC 5280 4.2 forbids: "
                        "GnuTLS, Java and Go refuse it, and OpenSSL if it reads that extension.",
                        ASK_AGAIN },
    [PROBLEM_CRITICAL_SOME] = { "cert-profile", UNUSUAL,
                                "A critical extension (%) is one that GnuTLS or Java does not "
                                "know, so clients with it refuse the chain.",
                                CHECK_CA },
    [PROBLEM_ISSUER_BYTES] = { "cert-profile", UNUSUAL,
                               "The issuer's name is written otherwise than % writes its own "
                               "(capitals, spaces or encoding): clients that compare each byte, as "
                               "Go does, do not find the CA.",
                               CHECK_CA },
    [PROBLEM_UNDECODED] = { "cert-profile", UNUSUAL,
                            "The certificate has an extension that cannot be read, which a few "
                            "clients refuse: %.",
                            ASK_AGAIN },
    [PROBLEM_ANY_EKU] = { "cert-profile", UNUSUAL,
                          "The certificate is good for any purpose (anyExtendedKeyUsage).",
                          "Ask for one that has serverAuth alone." },
    [PROBLEM_CRITICAL_EKU] = { "cert-profile", UNUSUAL,
                               "The extended key usage is critical, which a few devices refuse.",
                               ASK_AGAIN },
    [PROBLEM_SERIAL_ZERO] = { "cert-profile", UNUSUAL,
                              "The serial number is not positive (RFC 5280 4.1.2.2).", ASK_AGAIN },
    [PROBLEM_SERIAL_LONG] = { "cert-profile", UNUSUAL,
                              "The serial number is longer than 20 bytes (RFC 5280 4.1.2.2).",
                              ASK_AGAIN },
    [PROBLEM_SAN_CRITICAL] = { "cert-profile", UNUSUAL,
                               "The alternative names are critical although there is a subject "
                               "(RFC 5280 4.2.1.6).",
                               ASK_AGAIN },
    [PROBLEM_SAN_BAD] = { "cert-profile", UNUSUAL,
                          "Not a host name that clients match stands among the alternative names: "
                          "%.",
                          ASK_AGAIN },
    [PROBLEM_VERSION] = { "cert-profile", UNUSUAL,
                          "The certificate is not of version 3 (RFC 5280 4.1.2.1).", ASK_AGAIN },
    [PROBLEM_BC_NOT_CRITICAL] = { "cert-profile", UNUSUAL,
                                  "The CA's basic constraints are not critical; Python 3.13 "
                                  "and newer refuse that.",
                                  CHECK_CA },
    [PROBLEM_KU_NOT_CRITICAL] = { "cert-profile", UNUSUAL,
                                  "The CA's key usage is missing or not critical (RFC 5280 "
                                  "4.2.1.3).",
                                  CHECK_CA },
    [PROBLEM_NO_SKI] = { "cert-profile", UNUSUAL,
                         "The CA's certificate has no key identifier (SKI); Python 3.13 and "
                         "newer refuse that.",
                         CHECK_CA },
    [PROBLEM_NO_AKI] = { "cert-profile", UNUSUAL,
                         "The certificate does not say which key signed it (AKI); Python 3.13 and "
                         "newer refuse that.",
                         ASK_AGAIN },
    [PROBLEM_CN_ELSEWHERE] = { "cert-profile", UNUSUAL,
                               "The common name (%) is not among the alternative names (Baseline "
                               "Requirements 7.1.4.3).",
                               ASK_AGAIN },
    [PROBLEM_LEAF_CONSTRAINTS] = { "cert-profile", UNUSUAL,
                                   "A server's certificate has name constraints, which are for "
                                   "CAs (RFC 5280 4.2.1.10).",
                                   ASK_AGAIN },
    [PROBLEM_SKEW] = { "cert-not-yet-valid", ACCEPTED,
                       "The certificate begins at %: clocks differ, or it was made a moment ago.",
                       "Wait until then before it is used, and see that both clocks are set." },
    [PROBLEM_OUTLIVES] = { "cert-too-long", UNUSUAL,
                           "A CA above the certificate expires first, on %, and this one with it.",
                           "Renew both by then, or have the CA renewed now." },
    [PROBLEM_P521] = { "cert-unsupported", UNUSUAL,
                       "Chrome, Android and Windows do not take keys of P-521.",
                       "Use RSA, P-256 or P-384." },
    [PROBLEM_CURVE] = { "cert-unsupported", REFUSED,
                        "The key is on a curve (%) on which clients complete no TLS handshake.",
                        "Make an RSA or P-256 key and have it certified." },
    [PROBLEM_LARGE_KEY] = { "cert-unsupported", UNUSUAL,
                            "The key (%) makes every connection slow, and many devices take no "
                            "more than 4,096 bits; its numbers were checked only in part.",
                            "Use RSA of 2048 to 4096 bits." },
    [PROBLEM_BITS] = { "cert-weak-key", REFUSED,
                       "A public CA may not sign an RSA key whose bits are not a multiple of 8 "
                       "(%; Baseline Requirements 6.1.5).",
                       NEW_KEY },
    [PROBLEM_NO_USABLE] = { "cert-no-san", REFUSED,
                            "None of the alternative names is one that a client could match.",
                            WITH_SAN },
    [PROBLEM_PRECERTIFICATE] = { "cert-unknown-critical", REFUSED,
                                 "This is a precertificate, made for the logs of Certificate "
                                 "Transparency (RFC 6962) and for no server.",
                                 "Ask the CA for the certificate itself." },
    [PROBLEM_PUBLIC_EKU] = { "cert-profile", REFUSED,
                             "A public CA may not sign a server certificate that is also for % "
                             "(Baseline Requirements 7.1.2.7).",
                             SERVER_AUTH },
    [PROBLEM_MUST_STAPLE] = { "cert-profile", UNUSUAL,
                              "The certificate demands a stapled OCSP response (must-staple, RFC "
                              "7633): Firefox and others refuse a server that sends none.",
                              "Ask for one without it, or turn stapling on where it is served." },
    [PROBLEM_STAPLE_CA] = { "cert-profile", UNUSUAL,
                            "The CA demands that what it signs has must-staple (RFC 7633 4.2.2), "
                            "and "
                            "the certificate does not: GnuTLS refuses that.",
                            CHECK_CA },
    [PROBLEM_NETSCAPE] = { "cert-no-server-auth", REFUSED,
                           "The certificate is not for servers: its old Netscape certificate type "
                           "does not have them, and OpenSSL's clients look at it.",
                           "Ask for one without it." },
    [PROBLEM_POLICY] = { "cert-profile", UNUSUAL,
                         "A CA demands a certificate policy (RFC 5280 4.2.1.11) that the chain "
                         "does "
                         "not have: Java and others refuse that.",
                         CHECK_CA },
    [PROBLEM_PARTIAL] = { "cert-chain-incomplete", REFUSED,
                          "The chain ends at a trusted CA that is not a root, and the certificate "
                          "of its issuer is missing: %. OpenSSL's clients and Python refuse that; "
                          "curl and GnuTLS accept it.",
                          "Add the root to the trusted ones (--trust, trust.ca_files)." },
    [PROBLEM_AKI] = { "cert-profile", REFUSED,
                      "The certificate says that another key signed it than that of % (AKI and SKI "
                      "differ), so OpenSSL's clients do not find its CA.",
                      CHECK_CA },
    [PROBLEM_NAMESAKES] = { "cert-profile", UNUSUAL,
                            "Several trusted CAs are called %, and clients with OpenSSL or GnuTLS "
                            "try one of them only, by the order of their list: where that is "
                            "another than the one that signed, they refuse the chain.",
                            "Remove the others from what clients trust, or ask for a certificate "
                            "that says which key signed it (AKI)." },
    [PROBLEM_LEFT_OUT] = { "cert-chain-stranger", ACCEPTED, "Left out of what is served: %.",
                           "Nothing; leave it out of the files if you like." },
    [PROBLEM_PSS_SIGNATURE] = { "cert-unsupported", UNUSUAL,
                                "The certificate is signed with RSASSA-PSS, which Java before "
                                "8u251, older systems and many devices do not check.",
                                "Ask the CA for one that is signed with RSA (PKCS #1 v1.5) or "
                                "ECDSA." },
    [PROBLEM_SIGNS_WITHOUT_CA] = { "cert-profile", UNUSUAL,
                                   "The certificate may sign others (keyCertSign), but is no CA's "
                                   "(RFC 5280 4.2.1.9); Python 3.13 and newer refuse that.",
                                   ASK_AGAIN },
    [PROBLEM_NO_SUBJECT] = { "cert-profile", UNUSUAL,
                             "The CA or the issuer has no name (RFC 5280 4.1.2.4); strict clients "
                             "refuse that.",
                             CHECK_CA },
    [PROBLEM_SUBJECT_SAN] = { "cert-profile", UNUSUAL,
                              "The subject is empty, so the alternative names have to be critical "
                              "(RFC 5280 4.2.1.6), and are not; strict clients refuse that.",
                              ASK_AGAIN },
    [PROBLEM_LENGTH_WITHOUT_CA] = { "cert-profile", UNUSUAL,
                                    "The certificate has a path length, but may not sign others "
                                    "(RFC 5280 4.2.1.9); strict clients refuse that.",
                                    CHECK_CA },
    [PROBLEM_ID_CRITICAL] = { "cert-profile", UNUSUAL,
                              "A key identifier (SKI or AKI) is critical (RFC 5280 4.2.1.1); "
                              "strict clients refuse that.",
                              CHECK_CA },
    [PROBLEM_OTHER_ALGORITHM] = { "cert-bad-signature", REFUSED,
                                  "The certificate names two different algorithms for its "
                                  "signature (RFC 5280 4.1.1.2).",
                                  ASK_AGAIN },
    [PROBLEM_STRICT] = { "cert-profile", UNUSUAL, "Strict clients refuse the chain: %.", CHECK_CA },
};

_Static_assert(sizeof problem_rows / sizeof *problem_rows == PROBLEMS,
               "a sentence for every problem");
