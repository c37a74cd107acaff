//go:build !unix

package storagetest

// startCluster needs sockets and accounts of a Unix system.
func startCluster() (string, error) { return "", errMissing }
