/* set_free(): keys and certificates of a set, and what was written of it. */
#include "backend/pki/issue/set.h"

void set_free(struct set *set)
{
    EVP_PKEY_free(set->key);
    EVP_PKEY_free(set->ca_key);
    EVP_PKEY_free(set->other_key);
    X509_free(set->other);
    X509_free(set->bridge);
    X509_free(set->cert);
    X509_free(set->ca);
    X509_free(set->root);
    sk_X509_pop_free(set->above, X509_free);
    for (size_t i = 0; i < FILES; i++)
        BIO_free(set->files[i]);
    *set = (struct set){ 0 };
}
