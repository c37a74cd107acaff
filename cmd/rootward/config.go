package main

import (
	"fmt"
	"log/slog"
	"net/netip"
	"net/url"
	"os"
	"strings"
	"time"
)

// settings are the program's settings. Each is an environment variable; a
// flag of the same meaning wins over it. All defaults stand here.
type settings struct {
	Database string        `env:"ROOTWARD_DATABASE" default:"rootward.db" help:"Path of an SQLite file, or postgres://user:password@host/name."`
	Addr     string        `env:"ROOTWARD_ADDR" default:"127.0.0.1:8080" help:"Address to listen on."`
	URL      string        `env:"ROOTWARD_URL" help:"Address that readers use, such as https://portal.example; for links in mails."`
	SMTP     string        `env:"ROOTWARD_SMTP" help:"Mail relay, host:port. Without one, mails stay in the outbox and can be read there."`
	MailFrom string        `env:"ROOTWARD_MAIL_FROM" default:"rootward@localhost" help:"Sender of mails."`
	Proxies  string        `name:"trusted-proxies" env:"ROOTWARD_TRUSTED_PROXIES" help:"Networks whose X-Forwarded-For is believed, such as 10.0.0.0/8, separated by commas."`
	LogLevel string        `env:"ROOTWARD_LOG_LEVEL" default:"info" enum:"debug,info,warn,error" help:"How much to log: debug, info, warn or error."`
	Grace    time.Duration `env:"ROOTWARD_GRACE" default:"20s" help:"How long requests and jobs in hand may take to finish when the program stops."`
}

// defaultDatabase is the default of ROOTWARD_DATABASE: a demonstration keeps
// its own file unless another database was asked for.
const defaultDatabase = "rootward.db"

func (s *settings) log() *slog.Logger {
	var level slog.Level
	if err := level.UnmarshalText([]byte(s.LogLevel)); err != nil {
		level = slog.LevelInfo
	}
	return slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: level}))
}

// proxies reads the list of trusted networks.
func (s *settings) proxies() ([]netip.Prefix, error) {
	var out []netip.Prefix
	for _, f := range strings.FieldsFunc(s.Proxies, func(r rune) bool { return r == ',' || r == ' ' }) {
		p, err := netip.ParsePrefix(f)
		if err != nil {
			return nil, fmt.Errorf("ROOTWARD_TRUSTED_PROXIES: %q is not a network such as 10.0.0.0/8: %w", f, err)
		}
		out = append(out, p)
	}
	return out, nil
}

// base is the address for links: the one set, or the one listened on.
func (s *settings) base() (string, error) {
	if s.URL == "" {
		return "http://" + s.Addr, nil
	}
	u, err := url.Parse(s.URL)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return "", fmt.Errorf("ROOTWARD_URL: %q is not an http or https address", s.URL)
	}
	return strings.TrimRight(s.URL, "/"), nil
}

// exitCode ends the program with a code and without a message: the command
// has said what there was to say.
type exitCode int

func (e exitCode) Error() string { return fmt.Sprintf("exit code %d", int(e)) }
