#include "backend/discover/network/makers.h"

/* IANA's private enterprise numbers (https://www.iana.org/assignments/enterprise-numbers), as
 * nmap's copy nselib/data/enterprise_numbers.txt has them (commit 40f74c39), read line by line;
 * behind each row the holder, where that is not the name on the device. Net-SNMP's is from its own
 * NET-SNMP-MIB. */
static const struct {
    unsigned enterprise;
    const char *name;
} makers[] = {
    { 11, "HP" }, /* Hewlett-Packard */
    { 186, "Toshiba" },
    { 236, "Samsung" },
    { 253, "Xerox" },
    { 258, "Panasonic" }, /* Matsushita Electric Industrial Co., Ltd. */
    { 279, "Olivetti" },
    { 297, "Fuji Xerox" },
    { 314, "Kodak" },
    { 367, "Ricoh" },
    { 641, "Lexmark" },
    { 1129, "Toshiba TEC" }, /* Tec Corporation */
    { 1229, "SEH" },         /* SEH Computertechnik */
    { 1240, "Silex" },
    { 1248, "Epson" },
    { 1347, "Kyocera" },
    { 1552, "Oc\303\251" },
    { 1602, "Canon" },
    { 2001, "OKI" }, /* Oki Data Corporation */
    { 2136, "EFI" }, /* Electronics For Imaging, Inc. */
    { 2364, "Konica" },
    { 2385, "Sharp" },
    { 2435, "Brother" },
    { 2590, "Minolta" },
    { 8072, "Net-SNMP" }, /* a computer, rather than a printer */
    { 18334, "Konica Minolta" },
};

unsigned makers_enterprise(const unsigned char engine[], size_t size)
{
    if (size < 4)
        return 0;
    return (engine[0] & 0x7fU) << 24 | (unsigned)engine[1] << 16 | (unsigned)engine[2] << 8 |
           engine[3];
}

const char *makers_name(unsigned enterprise)
{
    for (size_t i = 0; i < sizeof makers / sizeof *makers; i++)
        if (makers[i].enterprise == enterprise)
            return makers[i].name;
    return NULL;
}
