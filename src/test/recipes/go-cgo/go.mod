module example.com/cube

go 1.19
