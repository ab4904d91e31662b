/* Writes the run lengths of text. */
void pack(const char *text);
