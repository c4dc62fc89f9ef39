/* camera.c - a secret as a QR code, over the box that spells it. It goes as that does: with its
 * minute, with Ctrl-Z and with the lock. */
#include <stdio.h>

#include "backend/base/language.h"
#include "backend/child/worker.h"
#include "backend/qr/qr.h"
#include "screens/form/record.h"
#include "tui/matrix.h"
#include "tui/text.h"

enum { CAMERA_COLS = 60, CAMERA_ROWS = 14, CAMERA_FRAME = 2 }; /* it covers what is spelled */

struct camera {
    struct app *app;
    struct worker *worker; /* what it has made is in its memory */
    struct qr qr;          /* side alone until it is made */
    bool swapped;          /* light and dark */
    char why[200];         /* "": it did not fail */
};

/* The terminal that a code of that side needs: its box, and the line of keys. */
static struct area camera_needs(int side)
{
    struct area size = matrix_size(side, QR_MARGIN);

    return (struct area){ 0, 0, size.rows + CAMERA_FRAME + 1, size.cols + CAMERA_FRAME };
}

bool camera_fits(int side)
{
    struct area needs = camera_needs(side), screen = term_area();

    return needs.rows <= screen.rows && needs.cols <= screen.cols;
}

/* Modules of a side at most. */
static int camera_most(void)
{
    int side = QR_MOST;

    while (side >= QR_LEAST && !camera_fits(side))
        side--;
    return side;
}

/* ------------------------------------------------ the box */

static struct area camera_box(struct area screen, struct area inside)
{
    int cols = inside.cols + CAMERA_FRAME, rows = inside.rows + CAMERA_FRAME;

    cols = cols < CAMERA_COLS ? CAMERA_COLS : cols;
    rows = rows < CAMERA_ROWS ? CAMERA_ROWS : rows;
    cols = cols < screen.cols ? cols : screen.cols;
    rows = rows < screen.rows ? rows : screen.rows;
    return (struct area){ (screen.rows - rows) / 2, (screen.cols - cols) / 2, rows, cols };
}

/* Why there is no code to be seen; "": there is one. */
static void camera_sentence(const struct camera *camera, char text[], size_t size)
{
    struct area needs = camera_needs(camera->qr.side), screen = term_area();

    text[0] = '\0';
    if (camera->why[0])
        snprintf(text, size, "%s", camera->why);
    else if (!camera_fits(camera->qr.side))
        snprintf(text, size,
                 tr("The QR code of this secret needs a terminal of at least %d columns and %d "
                    "rows; this one has %d and %d."),
                 needs.cols, needs.rows, screen.cols, screen.rows);
    else if (!camera->qr.modules)
        snprintf(text, size, "%s", tr("Making the code ..."));
}

static bool camera_dark(const void *data, int y, int x)
{
    return qr_dark(data, y, x);
}

static void camera_draw(const void *data, const struct app *app, struct area area, bool active)
{
    const struct camera *camera = data;
    const struct matrix matrix = { .side = camera->qr.side,
                                   .margin = QR_MARGIN,
                                   .dark = camera_dark,
                                   .data = &camera->qr,
                                   .swapped = camera->swapped };
    struct area size = matrix_size(camera->qr.side, QR_MARGIN), screen = term_area();
    char text[300];

    (void)app;
    (void)area;
    (void)active;
    camera_sentence(camera, text, sizeof text);
    bool fits = camera_fits(camera->qr.side) && !camera->why[0];
    struct area box = camera_box(screen, fits ? size : (struct area){ 0 });
    term_box(box);
    theme_put(box.y, box.x + 2, box.cols - 4, ROLE_TITLE, tr("For the camera of a phone"));
    if (*text)
        term_cursor(box.y + 1, box.x + 2);
    else
        term_cursor(screen.rows - 1, 1); /* on the code it would be a module */
    term_bare();
    text_put_wrapped((struct area){ box.y + 1, box.x + 2, box.rows - 2, box.cols - 4 }, text);
    if (!*text)
        matrix_draw(&matrix,
                    (struct area){ box.y + (box.rows - size.rows) / 2,
                                   box.x + (box.cols - size.cols) / 2, size.rows, size.cols });
}

/* ------------------------------------------------ the worker */

static void camera_failed(struct camera *camera, const char *why)
{
    snprintf(camera->why, sizeof camera->why, "%.199s", why);
}

/* It is kept, for the code is in its memory. */
static void camera_made(struct camera *camera)
{
    struct err err;

    loop_forget(&camera->app->loop, worker_fd(camera->worker));
    if (!qr_read(camera->worker, &camera->qr, &err))
        camera_failed(camera, err.text);
}

static void camera_receive(void *data, int fd)
{
    struct camera *camera = data;
    char line[200];
    enum progress progress = worker_outcome(camera->worker, line, sizeof line);

    if (progress == WORKER_DONE)
        camera_made(camera);
    if (progress != WORKER_FAILED)
        return;
    loop_forget(&camera->app->loop, fd);
    camera_failed(camera, line);
}

/* ------------------------------------------------ the screen */

static void camera_open(void *data, struct app *app, const void *subject)
{
    const struct secret *secret = subject;
    struct camera *camera = data;
    const char *text = app_look(app, secret);
    size_t size = secret_length(secret);
    struct err err;

    *camera = (struct camera){ .app = app, .qr.side = qr_side(text, size, camera_most()) };
    camera->worker = qr_start(text, size, camera_most(), &err);
    app_look(app, NULL);
    if (camera->worker)
        loop_watch(&app->loop, worker_fd(camera->worker), camera_receive, camera);
    else
        camera_failed(camera, err.text);
}

static void camera_close(void *data, struct app *app)
{
    struct camera *camera = data;

    if (camera->worker)
        loop_forget(&app->loop, worker_fd(camera->worker));
    worker_end(camera->worker);
    camera->worker = NULL;
}

static enum key_answer camera_key(void *data, struct app *app, struct area area, int pressed)
{
    struct camera *camera = data;

    (void)app;
    (void)area;
    if (pressed == 'i' && !theme_colours_shown())
        camera->swapped = !camera->swapped;
    return pressed == K_ESC || pressed == K_ENTER || pressed == 'q' ? BACK : TAKEN;
}

/* Where colours are shown, what is light is known. */
static bool camera_can(const void *data, const struct app *app, const struct action *action)
{
    const struct camera *camera = data;

    (void)app;
    return action->key != 'i' || (!theme_colours_shown() && camera_fits(camera->qr.side));
}

static const struct action camera_actions[] = {
    { 'i', "i", "swap light and dark" },
    { K_ESC, "Esc", "back" },
    { 0 },
};

const struct screen camera_screen = {
    .size = sizeof(struct camera),
    .over = true,
    .actions = camera_actions,
    .can = camera_can,
    .open = camera_open,
    .draw = camera_draw,
    .key = camera_key,
    .close = camera_close,
};
