/*
 * check.h: cmocka with the includes that it needs, and assertions in words.
 */
#ifndef OPN_TEST_CHECK_H
#define OPN_TEST_CHECK_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#endif
