#include "backend/probe/snmp/snmp_library.h"

#include <net-snmp/net-snmp-config.h>
/* above all others */
#include <net-snmp/net-snmp-includes.h>
/* above what follows */
#include <openssl/ssl.h>
#include <openssl/x509.h>
/* and these above that */
#include <net-snmp/library/cert_util.h>
#include <stdlib.h>

/* No MIB, no file, no word: by its settings, for the environment is empty already. */
static void snmp_library_settle(void)
{
    static const int on[] = { NETSNMP_DS_LIB_DONT_READ_CONFIGS, NETSNMP_DS_LIB_DONT_PERSIST_STATE,
                              NETSNMP_DS_LIB_DISABLE_PERSISTENT_LOAD,
                              NETSNMP_DS_LIB_DISABLE_PERSISTENT_SAVE };

    for (size_t i = 0; i < sizeof on / sizeof *on; i++)
        netsnmp_ds_set_boolean(NETSNMP_DS_LIBRARY_ID, on[i], 1);
    setenv("MIBS", "", 1);
    setenv("MIBDIRS", "", 1);
    set_persistent_directory("/dev/null");    /* where not even a folder can be made */
    set_configuration_directory("/dev/null"); /* else it looks for certificates in three places */
    snmp_disable_log();
}

/* Certificates of SNMP over TLS, which nobody here speaks, would be looked for again. */
void snmp_library_warm(void)
{
    snmp_library_settle();
    init_snmp("printseal");
    netsnmp_certs_shutdown();
}

/* Where it was started before a copy was made of this process, each copy would begin at the same
 * salt: RFC 3826 3.1.2.1 wants another for each packet under one key. The library makes its salts
 * when it is called back so. */
void snmp_library_start(void)
{
    snmp_library_warm();
    snmp_call_callbacks(SNMP_CALLBACK_LIBRARY, SNMP_CALLBACK_POST_PREMIB_READ_CONFIG, NULL);
}
