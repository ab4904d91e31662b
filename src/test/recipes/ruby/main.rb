require "bundler/setup"
require "msgpack"

puts MessagePack.unpack({ "n" => [1, 2] }.to_msgpack).inspect
