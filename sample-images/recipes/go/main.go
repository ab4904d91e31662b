// Command hello greets.
package main

import "os"

func main() {
	name := "world"
	if len(os.Args) > 1 {
		name = os.Args[1]
	}
	os.Stdout.WriteString("hello, " + name + "\n")
}
