import * as assert from "assert";

import {binary} from "../src/bytes";

assert.strictEqual(binary(1023), "1023 B");
assert.strictEqual(binary(1024), "1.0 KiB");
assert.strictEqual(binary(1536), "1.5 KiB");
