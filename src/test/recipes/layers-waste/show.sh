#!/bin/sh
wc -c < /srv/data/numbers
