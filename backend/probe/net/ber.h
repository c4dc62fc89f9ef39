/* ber.h - BER (X.690), as much as LDAP and SNMP need of it: one-byte tags, definite lengths.
 * Reading never leaves the bytes it was given; writing never leaves its room. */
#ifndef BACKEND_PROBE_NET_BER_H
#define BACKEND_PROBE_NET_BER_H

#include <stdbool.h>
#include <stddef.h>

enum {
    BER_BOOLEAN = 0x01,
    BER_INTEGER = 0x02,
    BER_OCTETS = 0x04,
    BER_ENUMERATED = 0x0a,
    BER_SEQUENCE = 0x30,
    BER_SET = 0x31,
};

/* What is still to be read. */
struct ber {
    const unsigned char *at;
    size_t size;
};

/* How many bytes the element has that begins here, its head included; 0: more bytes are needed to
 * know, at most six in all. (size_t)-1: longer than anybody may send. */
size_t ber_size(const unsigned char *bytes, size_t size);

/* Takes the element off the front and hands over its content; false, and nothing is taken, if there
 * is none of that tag, or it is not whole. */
bool ber_take(struct ber *from, unsigned tag, struct ber *content);

/* The same for a number from 0 to 32767. */
bool ber_take_number(struct ber *from, unsigned tag, int *value);

/* Room for a message, which is written from its end: what stands last is put first, and a head is
 * put in front of its content. Starts as { .at = BER_ROOM }. */
enum { BER_ROOM = 2048 };
struct ber_writer {
    unsigned char room[BER_ROOM];
    size_t at; /* the message begins here and ends at the end of the room */
    bool full; /* something did not fit: the message is none */
};

/* Element by element, each in front of what is there. */
void ber_put(struct ber_writer *writer, unsigned tag, const void *bytes, size_t size);
void ber_put_text(struct ber_writer *writer, unsigned tag, const char *text);
void ber_put_number(struct ber_writer *writer, unsigned tag, unsigned value); /* at most 32767 */

/* Puts the head in front of all that was written since the writer stood at that end. */
void ber_put_head(struct ber_writer *writer, unsigned tag, size_t end);

#endif
