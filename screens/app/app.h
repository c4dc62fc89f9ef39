/* app.h - the wizard as a whole: configuration, audit, journal, the stack of screens, the one loop.
 */
#ifndef SCREENS_APP_APP_H
#define SCREENS_APP_APP_H

#include "backend/audit/audit.h"
#include "backend/model/difference_count.h"
#include "backend/pki/certificate.h"
#include "backend/pki/examine/examine.h"
#include "backend/report/startup.h"
#include "backend/store/store.h"
#include "backend/strength/strength.h"
#include "screens/app/screen.h"
#include "screens/session/command.h"
#include "tui/edit.h"
#include "tui/loop.h"
#include "tui/theme.h"

enum { STACK_MAX = 12 };

struct tested;

enum app_timer { TIMER_READ, TIMER_DRAFT, TIMER_AUDIT, TIMER_REVEAL, TIMER_PROGRESS, TIMER_IDLE };

struct app {
    struct loop loop;
    const struct context *context; /* how it was called */
    struct store *store;
    struct config *config;
    struct config *saved; /* what is on disk; NULL: nothing yet */
    struct config *blank; /* what a first set-up begins with; NULL until it is asked for */
    struct notes notes;
    struct journal journal;
    struct audit audit;
    struct certificate_facts certificate;
    struct words *words;    /* for the meter; NULL until it is asked for */
    struct edit *edit;      /* the one line being typed, in locked memory */
    struct startup startup; /* of what is on disk */
    struct tested *tested;  /* by live tests; never NULL once the wizard is open */
    unsigned runs;          /* of live tests so far */
    struct {
        struct startup_known kept; /* that the next start shows, too */
        unsigned generation;       /* that who and when are of */
        size_t never, failed;      /* live tests */
        bool stale;                /* something changed while it was not shown */
    } known;           /* for the overview: looked up by overview_look(), not at every paint */
    bool from_startup; /* nothing is read yet: audit and certificate are those of the last run */
    struct err error;  /* why the configuration could not be read; "": it could */
    bool read_only;
    int beside;      /* watches the folder beside who has the lock; 0: nobody has */
    bool locked;     /* nothing is read, and the screen is covered: lock.c */
    bool covered;    /* nothing but the box is shown: it is not open yet */
    bool kept;       /* the lock kept a draft, which comes back from there without a question */
    bool guided;     /* first run: topics in order */
    bool essentials; /* of them two only */
    bool visited[SECTIONS_MAX];    /* topics that were opened in the first run */
    bool discovered[SECTIONS_MAX]; /* topics that discovery filled in */
    const struct section *step;    /* the one that was opened last */
    char *folder;                  /* where files were chosen last; NULL: nowhere yet */
    struct examine_job *input;  /* certificates and keys that were imported before the first save,
                                   which takes them; NULL: none */
    enum examine_own input_own; /* what they are */
    bool input_lost;            /* the lock let them go */
    size_t differ; /* settings and records that are not as they are saved; by the last audit */
    struct difference_count counted; /* of it */
    bool undrafted;                  /* the draft on disk is not what is in memory */
    bool draft_typed;                /* our draft on disk has what was being typed */
    struct {
        const struct screen *screen;
        void *state;
    } stack[STACK_MAX];
    size_t depth;
    void *dead[STACK_MAX]; /* states of screens that were left while their key was being handled */
    size_t dead_size[STACK_MAX], deaths;
    const char *looked; /* bytes of the secret that is shown; NULL: none is */
    char message[256];  /* one line above the keys, until the next key */
    enum mark mark;     /* of the message */
    enum status status;
    int signal; /* that ends the program */
};

/* Runs the wizard on the terminal; topic may be NULL. */
enum status wizard_run(const struct context *context, const char *topic);

/* ---- the loop's calls */
void app_key(struct app *app, int key);
void app_paste(struct app *app, const char *text);
void app_mouse(struct app *app, const struct mouse *mouse); /* mouse.c: as keys would do it */

/* ---- the stack */
void app_push(struct app *app, const struct screen *screen, const void *subject);
void app_pop(struct app *app);   /* the top one; the last one stays */
void app_home(struct app *app);  /* pops all but the topics */
void app_empty(struct app *app); /* pops all: at the end */
void app_quit(struct app *app, enum status status);
const struct screen *app_top(const struct app *app);
void *app_state(const struct app *app);  /* of the top screen */
bool app_at_home(const struct app *app); /* are the topics shown, if below boxes? */
/* Is that action of the screen at depth, 1 the lowest, to be shown? */
bool app_can(const struct app *app, size_t depth, const struct action *action);
void app_bury(struct app *app);  /* frees what was left while a key was being handled */
bool app_leave(struct app *app); /* the top screen's typed text is taken; false: refused */

/* Opens the screen where path can be changed: a section, a record or a setting. */
void app_go(struct app *app, const char *path);

/* As app_go(), over the screens that are open: Esc comes back to where it was called. */
void app_visit(struct app *app, const char *path);

/* Opens a section by its place in sections[]: a form or a list. */
void app_topic(struct app *app, size_t number);

/* guide.c. First run: the step behind, or before, that topic; behind the last comes the review,
 * before the first the welcome page. */
void app_step(struct app *app, const struct section *from, int by);

/* ---- changes */

/* After any change of the configuration: audits, tells the screens, plans the draft. */
void app_changed(struct app *app);
void app_audit(struct app *app);
void app_drop_gone(struct app *app); /* closes screens whose record is there no more */
void app_notify(struct app *app);    /* the screens: something they show is not as it was */
void app_undo(struct app *app, bool again);

/* Starts saving: secrets, certificates in a child if they are needed, one rename. */
void app_save(struct app *app);

/* Writes a generation with these files, and takes it as what is saved; what is the line of the
 * history. Goes back to the topics unless it is to stay. False, with a message: nothing has
 * changed.
 */
bool app_write(struct app *app, const struct artefact *artefacts, size_t count, const char *what,
               bool stay);

/* Generates what is missing and shows, and says so; nothing if read-only. */
void app_prepare(struct app *app);

/* Reads what is on disk of the certificates: for the audit and the overview. */
void app_read_certificate(struct app *app);

/* Keeps what was loaded or saved for the next start, if it has changed. */
void app_startup(struct app *app);

/* What is saved, or what a first set-up begins with. */
const struct config *app_before(struct app *app);

/* How much differs from it: as of the last audit, for every paint, and counted now. What was
 * changed and changed back is not a difference. */
size_t app_unsaved(const struct app *app);
size_t app_differences(struct app *app);

/* False, with a message, if nothing may be changed. */
bool app_may_change(struct app *app);

/* After every key: is there something new to keep? Then a second later it is kept. */
void app_plan_draft(struct app *app);

/* Keeps the draft on disk. Called a second after a change, and when a signal ends the program. */
bool app_draft(struct app *app); /* false, with a message: it could not be kept */

/* ---- saying things */
void app_report(struct app *app, enum mark mark, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Gets the number of the button, or -1 for Esc, and what was typed. False: the box stays open; say
 * why with app_say(). */
typedef bool question_answered(struct app *app, const void *data, int button, const char *typed);

/* A question in a box. */
struct question {
    const char *title;
    char text[900];
    const char *const *buttons; /* NULL-terminated */
    size_t button;              /* the one in hand at first */
    const char *line;           /* text to begin with in a line to type; NULL: no line */
    bool hidden;                /* the line is a secret */
    size_t whole;               /* letters and digits of a code that may be typed; 0: none may */
    bool bare;                  /* the text shows one */
    bool stays;                 /* Esc is no answer, and is not offered */
    question_answered *answered;
    char data[512]; /* for answered: a path, say */
};
void app_ask(struct app *app, const struct question *question);

/* A secret's bytes for one paint; whatever was looked at before is closed. NULL closes only. */
const char *app_look(struct app *app, const struct secret *secret);

/* A secret is shown to somebody now: a line for the system's journal, as of secret show. Nothing of
 * one that is not set, or of another setting. */
void app_shown(const struct app *app, const struct config_place *place);

/* Takes the advised value of a finding, or generates its secret; says what came of it. */
void finding_fix(struct app *app, const struct finding *finding);

/* ---- words for people */
enum mark app_mark(enum level level);
/* Will the first save take the certificates that were imported before it? */
bool app_takes_input(const struct app *app);
/* Must a CA sign something before the certificate is what it is to be? */
bool app_pending(const struct app *app);

/* How a topic is: nothing before it was visited in the first run, then missing, the worst finding,
 * not used, or fine. */
enum mark app_section_mark(const struct app *app, size_t number);

/* ---- frame.c: everything that is drawn */
void frame_draw(const void *app);

/* record.c: a secret that was shown for its moment is hidden again, typed into or not, whatever
 * stands over it. */
void record_conceal(struct app *app);

/* home.c: the marker among the topics goes to that section. */
void home_select(struct app *app, const struct section *section);

/* records.c: the list on top has that record in hand. */
void records_select(struct app *app, const struct config_place *place);

/* overview.c: looks up what the overview shows and what costs more than a paint may. */
void overview_look(struct app *app);

/* How the server is, beside the topics. */
void overview_draw(const struct app *app, struct area area);

/* Where the pane of the top screen is; screens get it for their keys. */
struct area frame_pane(const struct app *app);

/* Are there so few columns that the pane has them all, and its rows are short? */
bool frame_narrow(void);

/* Where the topics are, rows 0 if they are not shown; the key of the hint there, 0: none. */
struct area frame_topics(const struct app *app);
int frame_key_at(const struct app *app, int y, int x);

/* For a title in that area: at the edge of the screen a column stays blank. */
struct area frame_edged(struct area area);

/* What is below that title: a line is left blank between them where there are lines enough. */
struct area frame_below(struct area area);

/* Does a third pane explain what is in hand? */
bool frame_sided(const struct app *app);

#endif
