/* look.h - the look that somebody chose: remembered for that user, in no configuration. */
#ifndef SCREENS_APP_LOOK_H
#define SCREENS_APP_LOOK_H

struct app;

/* Takes what was remembered, before the terminal is started; nothing was: by itself. */
void look_recall(void);

/* Asks for a look, takes it at once and remembers it. */
void look_ask(struct app *app);

#endif
