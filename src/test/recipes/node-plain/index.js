const slugify = require("slugify");
console.log(slugify(process.argv.slice(2).join(" "), { lower: true }));
