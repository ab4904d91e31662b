#!/bin/sh
# Feeds what it is told, or what the settings say, to the program that it is told.
set -e
. /etc/tally.conf
if [ "$1" = tally ]; then
  shift
  printf '%s\n' "${*:-$WORDS}" | sed 's/_/ /g' | exec /opt/tally/bin/tally
  exit
fi
exec "$@"
