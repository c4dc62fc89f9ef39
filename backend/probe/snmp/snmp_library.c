#include "backend/probe/snmp/snmp_library.h"

#include <net-snmp/net-snmp-config.h>
/* above all others */
#include <net-snmp/net-snmp-includes.h>
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

void snmp_library_warm(void)
{
    snmp_library_settle();
    init_snmp("printseal");
}

/* Where that was done before a copy was made of this process, each copy would begin at the same
 * salt: RFC 3826 3.1.2.1 wants another for each packet under one key. What makes salts is run anew.
 */
void snmp_library_start(void)
{
    snmp_library_warm();
    snmp_call_callbacks(SNMP_CALLBACK_LIBRARY, SNMP_CALLBACK_POST_READ_CONFIG, NULL);
}
