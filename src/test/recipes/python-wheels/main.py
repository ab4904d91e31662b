import msgpack
from markupsafe import escape

print(escape("<tag>"), msgpack.unpackb(msgpack.packb({"n": [1, 2]})))
