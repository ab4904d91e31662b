# What the labels' commands may call. Runs in the image, as root and without a network.

# The files of packages, where they lie on a file system with merged directories.
owned() {
  dpkg -L "$@" 2>/dev/null | sed 's,^/\(s\?bin\|lib[0-9x]*\)/,/usr/\1/,' | while IFS= read -r f; do
    if [ -L "$f" ] || ! [ -d "$f" ]; then echo "$f"; fi
  done
}

# The files of the packages that go with packages, as APT says.
freed() { owned $(apt-get -s purge --auto-remove "$@" 2>/dev/null | awk '/^(Purg|Remv)/ {print $2}'); }

# All that lies there.
below() { find "$@" 2>/dev/null; }

# Prints the first version that the first command prints, and how large the files are that the second prints: in a
# tar archive, and by themselves.
label() {
  version=$( (eval "$1") 2>&1 </dev/null | grep -oE '[0-9]+(\.[0-9]+)+' | head -n 1)
  (eval "$2") 2>/dev/null </dev/null | sort -u >/tmp/.files
  packed=0 content=0
  if [ -s /tmp/.files ]; then
    packed=$(tar --format=ustar -cf - -P -b 1 --no-recursion --verbatim-files-from -T /tmp/.files 2>/dev/null | wc -c)
    packed=$((packed - 1024))
    content=$(while IFS= read -r f; do if [ -f "$f" ] && ! [ -L "$f" ]; then printf '%s\0' "$f"; fi; done </tmp/.files |
      du --apparent-size -B1 -c --files0-from=- 2>/dev/null | tail -n 1 | cut -f 1)
  fi
  printf '%s\t%s\t%s\n' "$version" "$packed" "${content:-0}"
}
