require "mkmf"

create_makefile("twice")
