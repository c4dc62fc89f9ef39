/* key.h - what a person pressed, as one int, decoded from the bytes a terminal sends.
 *
 * A key is a Unicode code point that can be typed, or one of the constants below, which lie beyond
 * all code points. Control characters arrive as themselves: K_CTRL('s') is 19.
 */
#ifndef TUI_KEY_H
#define TUI_KEY_H

#include <stdbool.h>
#include <stddef.h>

/* What became of a key. IGNORED goes to anyone who is above; BACK and QUIT are for screens. */
enum key_answer { TAKEN, IGNORED, BACK, QUIT };

enum {
    K_TAB = 9,
    K_ENTER = 13, /* Ctrl-J as well */
    K_ESC = 27,
    K_BACKSPACE = 127, /* Ctrl-H as well */
    K_UP = 0x110000,
    K_DOWN,
    K_LEFT,
    K_RIGHT,
    K_HOME,
    K_END,
    K_PAGE_UP,
    K_PAGE_DOWN,
    K_INSERT,
    K_DELETE,
    K_BACKTAB,
    K_WORD_LEFT,  /* Ctrl-Left */
    K_WORD_RIGHT, /* Ctrl-Right */
    K_F0,         /* F1 is K_F0 + 1, up to F12; Esc and a digit in one go are F1 to F10 */
    K_F12 = K_F0 + 12,
    K_PASTE, /* from keys_next() only: a bracketed paste ended, its text is in keys->paste */
    K_MOUSE, /* from keys_next() only: a button or the wheel, as keys->mouse says */
};
#define K_F(n) (K_F0 + (n))
#define K_CTRL(letter) ((letter)&31)

/* True for a key that puts a character into a field. */
bool key_types(int key);

/* Where nothing is being typed, letters move, too: j k g G are Down Up Home End. Any other key is
 * itself. */
int key_moves(int key);

enum { KEYS_INPUT = 4096, KEYS_PASTE = 65536 };

/* What the mouse did, and where on the screen; it may be beyond what is drawn. */
enum mouse_what { MOUSE_CLICK, MOUSE_WHEEL_UP, MOUSE_WHEEL_DOWN };
struct mouse {
    enum mouse_what what;
    int y, x;
};

/* The decoder: bytes in, keys out. Zeroed to begin with; holds what was typed, so wipe it with
 * keys_wipe() when done (keys_next() wipes what it has handed over). */
struct keys {
    unsigned char input[KEYS_INPUT];
    size_t start, end;       /* the bytes not yet decoded */
    char *paste;             /* KEYS_PASTE bytes from the caller; NULL: pastes are dropped */
    size_t pasted;           /* bytes of it in use; it ends with a NUL at K_PASTE */
    bool pasting, truncated; /* truncated: the paste was longer than 64 KiB */
    bool mousing;            /* the mouse was asked for; else what it sends is swallowed */
    struct mouse mouse;
};

/* Adds bytes as read from the terminal; returns how many found room. */
size_t keys_add(struct keys *keys, const void *bytes, size_t size);

/* The next key, or -1: nothing there, or not all of it yet. `late` says that nothing more came for
 * the Esc delay, so that an Esc on its own is the key Esc. Sequences nobody knows are swallowed
 * whole; Alt with a letter is K_ESC, then the letter. Of the mouse the left button going down and
 * the wheel are told, by xterm's SGR coordinates (1006). A tab pasted is a blank, other control
 * characters are dropped,
 * each run of line ends becomes one blank, none at either end. */
int keys_next(struct keys *keys, bool late);

/* True while part of a sequence or of a paste waits for its rest: ask again, late, if it does not
 * come. */
bool keys_waiting(const struct keys *keys);

/* Forgets everything, the paste too. */
void keys_wipe(struct keys *keys);

#endif
