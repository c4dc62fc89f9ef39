/* clipboard.h - text for the clipboard of the computer that the terminal runs on (OSC 52). */
#ifndef TUI_CLIPBOARD_H
#define TUI_CLIPBOARD_H

#include <stdbool.h>

enum { CLIPBOARD_MOST = 4000 }; /* letters of base64: terminals take at least so many */

/* Sends the text, as base64; no copy of it is made. Nothing is ever answered: false only says that
 * it is too long, or did not get out whole. */
bool clipboard_send(const char *coded);

#endif
