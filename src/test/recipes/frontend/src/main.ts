import { html, render } from "lit-html";

const page = document.getElementById("page");
if (page) render(html`<p>${"built once, served for ever"}</p>`, page);
