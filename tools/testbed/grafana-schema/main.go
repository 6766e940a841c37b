// Command grafana-schema says what is wrong with Grafana dashboards: what the published schema does not know, and
// what its constraints forbid. One JSON file per argument; exit code 1 when any has a problem.
package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/grafana/grafana-foundation-sdk/go/cog"
	"github.com/grafana/grafana-foundation-sdk/go/cog/plugins"
	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
)

func main() {
	// Without these the options of panels and queries are taken as they come.
	plugins.RegisterDefaultPlugins()
	failed := false
	for _, path := range os.Args[1:] {
		if err := check(path); err != nil {
			failed = true
			fmt.Printf("%s: %v\n", path, err)
		}
	}
	if failed {
		os.Exit(1)
	}
}

func check(path string) error {
	content, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	read := dashboard.Dashboard{}
	if err := read.UnmarshalJSONStrict(content); isProblem(err) {
		return err
	}
	return read.Validate()
}

// The generated code answers an empty list, which is not nil, when all is well.
func isProblem(err error) bool {
	var problems cog.BuildErrors
	if errors.As(err, &problems) {
		return len(problems) > 0
	}
	return err != nil
}
