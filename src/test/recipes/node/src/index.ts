import express from "express";

const app = express();
app.get("/", (_request, response) => {
  response.send("hello from Node");
});
app.listen(8080);
