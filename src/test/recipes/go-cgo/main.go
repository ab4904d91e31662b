package main

// #include <math.h>
// #cgo LDFLAGS: -lm
import "C"
import "fmt"

func main() {
	fmt.Printf("%.3f\n", float64(C.cbrt(27.5)))
}
