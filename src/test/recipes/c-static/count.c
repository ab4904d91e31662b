#include <stdio.h>
#include <string.h>

int main(int argc, char **argv) {
  size_t letters = 0;
  for (int i = 1; i < argc; i++) letters += strlen(argv[i]);
  printf("%zu letters in %d words\n", letters, argc - 1);
  return 0;
}
