// Command clock tells the time in the zones that it is given.
package main

import (
	"os"
	"time"
)

func main() {
	zones := os.Args[1:]
	if len(zones) == 0 {
		zones = []string{"UTC", "Europe/Berlin", "Asia/Tokyo"}
	}
	now := time.Now()
	for _, zone := range zones {
		location, err := time.LoadLocation(zone)
		if err != nil {
			os.Stderr.WriteString("clock: " + err.Error() + "\n")
			os.Exit(1)
		}
		os.Stdout.WriteString(now.In(location).Format(time.RFC3339) + " " + zone + "\n")
	}
}
