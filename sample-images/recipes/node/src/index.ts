import debug from "debug";

import {binary} from "./bytes";

const log = debug("memory-report");

for (const [name, bytes] of Object.entries(process.memoryUsage())) {
  log("%s is %d bytes", name, bytes);
  console.log(`${name}: ${binary(bytes as number)}`);
}
