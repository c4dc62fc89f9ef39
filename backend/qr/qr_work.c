#include "backend/qr/qr_work.h"

#include <qrencode.h>

enum { UTF_8 = 26 }; /* by AIM's assignments of ECI */

/* Byte mode alone: what is read is what went in, and its length tells the size (qr_side()). */
static QRcode *qr_work_encode(const unsigned char *text, size_t size, QRecLevel level)
{
    QRinput *input = QRinput_new2(0, level);
    QRcode *code = NULL;

    if (input && (qr_ascii(text, size) || QRinput_appendECIheader(input, UTF_8) == 0) &&
        QRinput_append(input, QR_MODE_8, (int)size, text) == 0)
        code = QRcode_encodeInput(input);
    QRinput_free(input);
    return code;
}

static QRcode *qr_work_fit(const unsigned char *text, size_t size, int most)
{
    QRcode *code = qr_work_encode(text, size, QR_ECLEVEL_M);

    if (code && code->width <= most)
        return code;
    QRcode_free(code);
    return qr_work_encode(text, size, QR_ECLEVEL_L);
}

int qr_work(const void *job, size_t size, int out)
{
    const unsigned char *bytes = job;
    QRcode *code = size > QR_JOB ? qr_work_fit(bytes + QR_JOB, size - QR_JOB, bytes[0]) : NULL;
    size_t modules = code ? (size_t)code->width * (size_t)code->width : 0;

    for (size_t i = 0; i < modules; i++)
        code->data[i] &= 1; /* the other bits say what a module is for */
    bool sent = code && worker_send(out, QR_RESULT, code->data, modules);
    if (!sent)
        worker_report(out, "fail no QR code could be made of this text");
    QRcode_free(code);
    return !sent;
}
