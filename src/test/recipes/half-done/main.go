package main

import "fmt"

func main() {
	for n := 2; n < 50; n++ {
		prime := true
		for d := 2; d*d <= n; d++ {
			prime = prime && n%d != 0
		}
		if prime {
			fmt.Print(n, " ")
		}
	}
	fmt.Println()
}
