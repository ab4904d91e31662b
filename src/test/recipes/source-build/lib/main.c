#include "pack.h"

int main(int argc, char **argv) {
  if (argc > 1) pack(argv[1]);
}
