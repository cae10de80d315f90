/*
 * render_badge.c: a badge as an endpoint answer and as an image.
 *
 * Takes the words of a badge, gives the JSON that the endpoint badge of shields.io
 * reads (https://shields.io/badges/endpoint-badge: it refuses members that it does
 * not know, so label and message alone must carry ruler, version and day), and an
 * SVG that needs nothing else: no font, script, style sheet or address is loaded.
 *
 * Widths are measured here, since no renderer is at hand: the fonts that the image
 * asks for first have the same widths, and textLength holds others to them.
 *
 * Must not change a word.
 */
#include "badge.h"
#include "json_write.h"
#include "utf8.h"
#include "xml_write.h"

enum { HEIGHT = 20, PAD = 5, FONT = 11, BASELINE = 14, EM = 2048, EM_OTHER = 1536 };

#define LABEL_COLOR "444444"

/* Advance widths of DejaVu Sans in parts of 2048 of its size: U+0020 to U+007E ... */
static const uint16_t latin[] = {
     651,  821,  942, 1716, 1303, 1946, 1597,  563,  799,  799, 1024, 1716,
     651,  739,  651,  690, 1303, 1303, 1303, 1303, 1303, 1303, 1303, 1303,
    1303, 1303,  690,  690, 1716, 1716, 1716, 1087, 2048, 1401, 1405, 1430,
    1577, 1294, 1178, 1587, 1540,  604,  604, 1343, 1141, 1767, 1532, 1612,
    1235, 1612, 1423, 1300, 1251, 1499, 1401, 2025, 1403, 1251, 1403,  799,
     690,  799, 1716, 1024, 1024, 1255, 1300, 1126, 1300, 1260,  721, 1300,
    1298,  569,  569, 1186,  569, 1995, 1298, 1253, 1300, 1300,  842, 1067,
     803, 1298, 1212, 1675, 1212, 1212, 1075, 1303,  690, 1303, 1716,
};

/* ... and U+00A0 to U+00FF. */
static const uint16_t latin_1[] = {
     651,  821, 1303, 1303, 1303, 1303,  690, 1024, 1024, 2048,  965, 1253,
    1716,  739, 2048, 1024, 1024, 1716,  821,  821, 1024, 1303, 1303,  651,
    1024,  821,  965, 1253, 1985, 1985, 1985, 1087, 1401, 1401, 1401, 1401,
    1401, 1401, 1995, 1430, 1294, 1294, 1294, 1294,  604,  604,  604,  604,
    1587, 1532, 1612, 1612, 1612, 1612, 1612, 1716, 1612, 1499, 1499, 1499,
    1499, 1251, 1239, 1290, 1255, 1255, 1255, 1255, 1255, 1255, 2011, 1126,
    1260, 1260, 1260, 1260,  569,  569,  569,  569, 1253, 1298, 1253, 1253,
    1253, 1253, 1253, 1716, 1253, 1298, 1298, 1298, 1298, 1212, 1300, 1212,
};

static int64_t advance(uint32_t code, const char *text, size_t length)
{
    char one[5] = "";

    if (code >= 0x20 && code < 0x20 + OPN_ARRAY_LEN(latin)) {
        return latin[code - 0x20];
    }
    if (code >= 0xA0 && code < 0xA0 + OPN_ARRAY_LEN(latin_1)) {
        return latin_1[code - 0xA0];
    }
    if (code == 0x2026) {
        return EM;
    }
    /* Other scripts: by columns, room enough for most letters. */
    memcpy(one, text, length);
    switch (opn_utf8_columns(one)) {
    case 0:
        return 0;
    case 1:
        return EM_OTHER;
    default:
        return EM;
    }
}

int64_t opn_badge_width(const char *text)
{
    size_t size = strlen(text);
    int64_t sum = 0;

    for (size_t i = 0; i < size;) {
        size_t length = opn_utf8_next(text + i, size - i);

        if (length == 0) {
            i++;
            continue;
        }
        sum += advance(opn_utf8_decode(text + i, length), text + i, length);
        i += length;
    }
    return (sum * FONT * 10 + EM - 1) / EM;
}

/* Hue and lightness both differ, so that they are told apart without color too;
 * none is the red of an alarm: a badge informs, it does not shame. */
const char *opn_badge_color(opn_badge_part part)
{
    static const char *const colors[] = {
        [OPN_BADGE_OPEN] = "6a6a6a",
        [OPN_BADGE_LOW] = "8a4b08",
        [OPN_BADGE_MIDDLE] = "1f5fa8",
        [OPN_BADGE_HIGH] = "1a6b2e",
    };

    return colors[part];
}

static const char *text_of(const opn_buf *buf)
{
    return buf->data == NULL ? "" : buf->data;
}

void opn_render_badge_json(opn_buf *buf, const opn_badge *badge)
{
    opn_writer w;

    opn_write_init(&w, buf, false);
    opn_write_object(&w);
    opn_write_member_int(&w, "schemaVersion", 1);
    opn_write_member(&w, "label", text_of(&badge->label));
    opn_write_member(&w, "message", text_of(&badge->message));
    opn_write_member(&w, "color", opn_badge_color(badge->part));
    opn_write_member(&w, "labelColor", LABEL_COLOR);
    opn_write_object_end(&w);
    opn_buf_char(buf, '\n');
}

/* Attributes of numbers and paths, made from text. */
static void put_attribute(opn_xml *x, const char *name, opn_buf *value)
{
    opn_xml_attribute(x, name, text_of(value));
    x->buf->failed = x->buf->failed || value->failed;
    value->size = 0;
}

static void put_half(opn_xml *x, opn_buf *value, const char *color)
{
    opn_xml_begin(x, "path");
    put_attribute(x, "d", value);
    opn_buf_printf(value, "#%s", color);
    put_attribute(x, "fill", value);
    opn_xml_end(x);
}

static void put_text(opn_xml *x, opn_buf *value, int at, const opn_buf *text)
{
    int64_t width = opn_badge_width(text_of(text));

    opn_xml_begin(x, "text");
    opn_xml_attribute_int(x, "x", at);
    opn_xml_attribute_int(x, "y", BASELINE);
    opn_buf_int(value, width / 10);
    opn_buf_char(value, '.');
    opn_buf_int(value, width % 10);
    put_attribute(x, "textLength", value);
    opn_xml_text(x, text_of(text));
    opn_xml_end(x);
}

/* Whole pixels, so that the two halves meet on one. */
static int half_width(const opn_buf *text)
{
    return (int)((opn_badge_width(text_of(text)) + 9) / 10) + 2 * PAD;
}

void opn_render_badge_svg(opn_buf *buf, const opn_badge *badge)
{
    int left = half_width(&badge->label);
    int right = half_width(&badge->message);
    opn_buf value = {0};
    opn_xml x;

    opn_xml_init(&x, buf, false);
    opn_xml_begin(&x, "svg");
    opn_xml_attribute(&x, "xmlns", "http://www.w3.org/2000/svg");
    opn_xml_attribute_int(&x, "width", left + right);
    opn_xml_attribute_int(&x, "height", HEIGHT);
    opn_buf_printf(&value, "0 0 %d %d", left + right, HEIGHT);
    put_attribute(&x, "viewBox", &value);
    opn_xml_attribute(&x, "role", "img");
    opn_xml_attribute(&x, "aria-label", text_of(&badge->title));
    opn_xml_element(&x, "title", text_of(&badge->title));
    opn_xml_element(&x, "desc", text_of(&badge->details));
    /* Rounded corners without a clip path: ids would clash in a page that holds two. */
    opn_buf_printf(&value, "M%d 0v20H3a3 3 0 0 1-3-3V3a3 3 0 0 1 3-3z", left);
    put_half(&x, &value, LABEL_COLOR);
    opn_buf_printf(&value, "M%d 0h%da3 3 0 0 1 3 3v14a3 3 0 0 1-3 3H%dz", left, right - 3, left);
    put_half(&x, &value, opn_badge_color(badge->part));
    opn_xml_begin(&x, "g");
    opn_xml_attribute(&x, "fill", "#ffffff");
    opn_xml_attribute(&x, "font-family", "DejaVu Sans,Verdana,Geneva,sans-serif");
    opn_xml_attribute_int(&x, "font-size", FONT);
    put_text(&x, &value, PAD, &badge->label);
    put_text(&x, &value, left + PAD, &badge->message);
    opn_xml_end(&x);
    opn_xml_end(&x);
    opn_buf_free(&value);
}
