#include "pack.h"
#include <stdio.h>

void pack(const char *text) {
  while (*text) {
    int run = 1;
    while (text[run] == *text) run++;
    printf("%c%d", *text, run);
    text += run;
  }
  putchar('\n');
}
