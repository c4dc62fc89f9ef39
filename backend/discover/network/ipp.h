/* ipp.h - the one question of IPP that tells which printer it is (RFC 8010, RFC 8011). Pure
 * functions; what a device sends is not trusted.
 */
#ifndef BACKEND_DISCOVER_NETWORK_IPP_H
#define BACKEND_DISCOVER_NETWORK_IPP_H

#include <stdbool.h>
#include <stddef.h>

enum {
    IPP_REQUEST = 768,
    IPP_REPLY = 4096, /* of a reply, so much is looked at: one attribute was asked for */
};

/* Get-Printer-Attributes of printer-make-and-model, inside of HTTP/1.0, to the path that IPP
 * Everywhere has for a printer (PWG 5100.14 4.2.1: /ipp/print). address: "10.20.0.7", "fe80::1".
 * Returns the bytes. */
size_t ipp_request(char request[IPP_REQUEST], const char *address, unsigned port, bool tls);

/* printer-make-and-model out of as much of the HTTP reply as has come; sanitized, cut to size.
 * False: it is not in there. Works on a copy of the bytes. */
bool ipp_model(const unsigned char *reply, size_t size, char model[], size_t model_size);

#endif
