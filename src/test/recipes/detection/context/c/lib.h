#ifndef LIB_H
#define LIB_H
int twice(int number);
#endif
