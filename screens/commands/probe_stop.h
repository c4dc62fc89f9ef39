/* probe_stop.h - signals that end live tests, which have something to say before they end. */
#ifndef SCREENS_COMMANDS_PROBE_STOP_H
#define SCREENS_COMMANDS_PROBE_STOP_H

/* From now on INT, HUP and TERM are noted, unless they were ignored; a second one ends the program
 * at once. What is being written goes out whole, to whoever reads slowly. */
void probe_stop_catch(void);

/* Readable once one came; -1: none can be noted. */
int probe_stop_fd(void);

/* Which one came; 0: none. */
int probe_stop_signal(void);

#endif
