import { createServer } from "node:http";

createServer((_request, response) => response.end("hello from Node")).listen(8080);
