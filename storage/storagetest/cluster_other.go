//go:build !unix

package storagetest

import "io"

// startCluster needs sockets and accounts of a Unix system.
func startCluster() (string, io.Closer, error) { return "", nil, errMissing }
