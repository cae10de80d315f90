/* test_sha256.c: the examples of FIPS 180-4 and every way to cut a message. */
#include "check.h"

#include "../../lib/sha256.h"

#include <string.h>

static const char *hash(const char *text, size_t size, size_t piece)
{
    static char out[65];
    opn_sha256 sha;

    opn_sha256_init(&sha);
    for (size_t at = 0; at < size; at += piece) {
        opn_sha256_add(&sha, text + at, size - at < piece ? size - at : piece);
    }
    opn_sha256_finish(&sha, out);
    return out;
}

static void test_vectors(void **state)
{
    static const char long_text[] = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";

    (void)state;
    assert_string_equal(hash("", 0, 1),
                        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert_string_equal(hash("abc", 3, 3),
                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_string_equal(hash(long_text, strlen(long_text), 56),
                        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

static void test_million(void **state)
{
    char block[1000];
    char out[65];
    opn_sha256 sha;

    (void)state;
    memset(block, 'a', sizeof block);
    opn_sha256_init(&sha);
    for (int i = 0; i < 1000; i++) {
        opn_sha256_add(&sha, block, sizeof block);
    }
    opn_sha256_finish(&sha, out);
    assert_string_equal(out, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

/* Lengths around the block and the padding, in pieces of every size. */
static void test_pieces(void **state)
{
    char text[200];
    char whole[65];

    (void)state;
    for (size_t i = 0; i < sizeof text; i++) {
        text[i] = (char)(i * 7 + 1);
    }
    for (size_t size = 50; size <= 140; size++) {
        memcpy(whole, hash(text, size, size), sizeof whole);
        for (size_t piece = 1; piece < size; piece += 13) {
            assert_string_equal(hash(text, size, piece), whole);
        }
    }
    /* 55, 56 and 64 bytes of "a": one block, two blocks, two blocks. */
    memset(text, 'a', sizeof text);
    assert_string_equal(hash(text, 55, 55),
                        "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318");
    assert_string_equal(hash(text, 56, 56),
                        "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a");
    assert_string_equal(hash(text, 64, 64),
                        "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_vectors),
        cmocka_unit_test(test_million),
        cmocka_unit_test(test_pieces),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
