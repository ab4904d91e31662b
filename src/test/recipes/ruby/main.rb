require "json"
require "twice"

puts JSON.generate("twice" => [1, 2].map { |n| twice(n) })
