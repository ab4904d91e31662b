set -e
# Directories that are found as repositories, named so that terminals, spreadsheets, pages and
# readers of UTF-8 stumble. Octal: what the shell's printf writes as bytes.
for name in 'caf\351' 'caf\350' 'caf\\xe9' 'caf\303\251' 'gone\377' '\355\240\200' \
  '=1+1' '<b>bold' 'escape\033[31m' 'two\nlines' '\342\200\256gnp.exe' 'a\tb'
do
  directory="/srv/names/$(printf "$name")"
  mkdir -p "$directory/.git/objects"
  echo 'ref: refs/heads/main' > "$directory/.git/HEAD"
done
