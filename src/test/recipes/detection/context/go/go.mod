module example.test/serve

go 1.21
