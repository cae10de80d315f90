/*
 * render_moment.c: what happened on a day, as JSON and in words.
 *
 * Takes one moment, gives an object or a clause without a stop. The date of an
 * event that is known to the month or year is always said with it.
 *
 * Must not know what followed from it.
 */
#include "phrases.h"
#include "render_moment.h"

static const char *given(const char *text)
{
    return text[0] == '\0' ? NULL : text;
}

void opn_write_moment(opn_writer *w, const opn_vocabulary *vocabulary, const opn_moment *moment)
{
    static const char *const keys[] = {"", "", "base", "license", "criterion"};
    static const char *const members[] = {"access", "extent", "license"};

    opn_write_object(w);
    opn_write_member(w, "kind", opn_moment_kind_id(moment->kind));
    opn_write_member(w, "phase", opn_moment_phase_id(moment->phase));
    opn_write_member(w, "date", moment->date);
    if (moment->subject[0] != '\0') {
        opn_write_member(w, keys[moment->kind], moment->subject);
    }
    if (moment->slot != OPN_NONE) {
        opn_write_member(w, "artifact", vocabulary->slots[moment->slot].id);
        opn_write_member(w, "name", given(moment->name));
        opn_write_key(w, "sets");
        opn_write_array(w);
        for (size_t i = 0; i < OPN_ARRAY_LEN(members); i++) {
            if ((moment->sets & (1u << i)) != 0) {
                opn_write_string(w, members[i]);
            }
        }
        opn_write_array_end(w);
    }
    opn_write_member(w, "about", given(moment->about));
    opn_write_object_end(w);
}

/* "weights of acme/one", "license llama-2" */
static void say_what(opn_buf *buf, const opn_vocabulary *vocabulary, const opn_moment *moment)
{
    switch (moment->kind) {
    case OPN_MOMENT_RELEASE:
        opn_buf_str(buf, "released");
        break;
    case OPN_MOMENT_EVENT:
    case OPN_MOMENT_BASE:
        opn_say_id(buf, vocabulary->slots[moment->slot].id);
        if (moment->name[0] != '\0') {
            opn_buf_printf(buf, " (%s)", moment->name);
        }
        if (moment->subject[0] != '\0') {
            opn_buf_printf(buf, " of its base %s", moment->subject);
        }
        break;
    case OPN_MOMENT_LICENSE:
        opn_buf_printf(buf, "another text of the license %s", moment->subject);
        break;
    case OPN_MOMENT_ASSESSMENT:
        opn_buf_str(buf, "assessed: ");
        opn_say_id(buf, moment->subject);
        break;
    case OPN_MOMENT_KINDS:
        break;
    }
    if (moment->about[0] != '\0') {
        opn_buf_printf(buf, ": %s", moment->about);
    }
}

void opn_say_moment(opn_buf *buf, const opn_vocabulary *vocabulary, const opn_moment *moment)
{
    say_what(buf, vocabulary, moment);
    if (moment->phase == OPN_MOMENT_FROM) {
        opn_buf_printf(buf, " (some time in %s: from here on it may have happened)",
                       moment->date);
    } else if (moment->phase == OPN_MOMENT_BY) {
        opn_buf_printf(buf, " (some time in %s: by now it has happened)", moment->date);
    }
}
