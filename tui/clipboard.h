/* clipboard.h - text for the clipboard of the computer that the terminal runs on (OSC 52). */
#ifndef TUI_CLIPBOARD_H
#define TUI_CLIPBOARD_H

#include <stdbool.h>

enum { CLIPBOARD_MOST = 3000 }; /* bytes: terminals take at least so many */

/* Sends it. Nothing is ever answered: false only says that it is too long, or did not get out
 * whole. What was sent is wiped here. */
bool clipboard_send(const char *text);

#endif
