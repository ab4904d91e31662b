#include <ctype.h>
#include <stdio.h>

int main(void) {
  int letter, vowels = 0;
  while ((letter = getchar()) != EOF)
    switch (tolower(letter)) case 'a': case 'e': case 'i': case 'o': case 'u': vowels++;
  printf("%d vowels\n", vowels);
}
