# What the labels' commands may call. Runs in the image, as root and without a network.

# The files of packages, where they lie on a file system with merged directories, Python's bytecode of them, and dpkg's
# records of them.
owned() {
  dpkg -L "$@" 2>/dev/null | sed 's,^/\(s\?bin\|lib[0-9x]*\)/,/usr/\1/,' | while IFS= read -r f; do
    if [ -L "$f" ] || ! [ -d "$f" ]; then echo "$f"; fi
    case $f in *.py)
      module=${f##*/}
      for c in "${f%/*}/__pycache__/${module%.py}".*.pyc; do if [ -f "$c" ]; then echo "$c"; fi; done ;;
    esac
  done
  for p in "$@"; do
    for f in "/var/lib/dpkg/info/$p".* "/var/lib/dpkg/info/$p":*.*; do
      if [ -f "$f" ]; then echo "$f"; fi
    done
  done
}

# The packages that go with packages, as APT says where it does not keep what others merely suggest.
gone() {
  apt-get -s -o APT::AutoRemove::RecommendsImportant=false -o APT::AutoRemove::SuggestsImportant=false \
    purge --auto-remove "$@" 2>/dev/null | awk '/^(Purg|Remv)/ {print $2}' | sort -u
}

# Their files.
freed() { owned $(gone "$@"); }

# The files of the first package and of those that go with it because it depends on them, without the other packages'.
alone() {
  gone "$1" >/tmp/.gone
  apt-cache depends --recurse --installed --no-recommends --no-suggests --no-conflicts --no-breaks --no-replaces \
    --no-enhances "$1" | grep -o '[a-z0-9.+-]*$' | sort -u >/tmp/.needed
  shift
  owned $(comm -12 /tmp/.needed /tmp/.gone | grep -v -x -F "$(printf '%s\n' "$@")")
}

# All that lies there.
below() { find "$@" 2>/dev/null; }

# How many bytes the files of a list are in an archive of a format, without its end.
packed() {
  if [ -s "$2" ]; then
    echo $(($(tar --format="$1" -cf - -P -b 1 --no-recursion --verbatim-files-from -T "$2" 2>/dev/null | wc -c) - 1024))
  else
    echo 0
  fi
}

# Prints the first version that the first command prints, and how large the files are that the second prints: in a
# tar archive, and by themselves.
label() {
  version=$( (eval "$1") 2>&1 </dev/null | grep -oE '[0-9]+(\.[0-9]+)+' | head -n 1)
  (eval "$2") 2>/dev/null </dev/null | sort -u >/tmp/.files
  packed=0 content=0
  if [ -s /tmp/.files ]; then
    awk -F/ 'length($NF) > 100 || length > 255 {print >"/tmp/.long"; next} {print >"/tmp/.short"}' /tmp/.files
    packed=$(($(packed ustar /tmp/.short) + $(packed gnu /tmp/.long)))
    rm -f /tmp/.long /tmp/.short
    content=$(while IFS= read -r f; do if [ -f "$f" ] && ! [ -L "$f" ]; then printf '%s\0' "$f"; fi; done </tmp/.files |
      du --apparent-size -B1 -c --files0-from=- 2>/dev/null | tail -n 1 | cut -f 1)
  fi
  printf '%s\t%s\t%s\n' "$version" "$packed" "${content:-0}"
}
