#include "screens/app/key_rows.h"

#include <stddef.h>

const struct key_row key_rows[] = {
    { NULL, "Arrows, Tab and Enter are enough for everything; Esc goes back at once." },
    { "^O", "menu of everything you can do here" },
    { "^P", "search all settings (/ outside of fields)" },
    { "^G", "generate a secret" },
    { "^R", "show a secret for ten seconds" },
    { "^V", "spell or copy a secret, or show its QR code" },
    { "^T", "take the advised value" },
    { "^L", "test the connection now; in lists t tests one, T all" },
    { "^X", "back to the default" },
    { "u", "undo, outside of fields; ^_ everywhere (Ctrl-/ sends the same)" },
    { "^Y", "redo" },
    { "^S", "review and save" },
    { "^Q", "quit" },
    { NULL, "^Z suspends, ^C ends the program; both keep what was typed as a draft." },
    { NULL, "Outside of fields j k g G are Down Up Home End; in help n and N search on." },
    { NULL, "No function keys? Press Esc and then the digit, quickly." },
    { NULL, "With --mouse a click selects a row, or opens it if it is in hand, presses buttons and "
            "the keys below, and goes to topics; the wheel scrolls; Shift selects text." },
    { NULL, NULL },
};
