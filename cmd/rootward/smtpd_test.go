package main

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"math/big"
	"net"
	"strings"
	"sync"
	"testing"
	"time"
)

// smtpd is a mail relay for tests. What it offers and how it answers is set
// before it is used.
type smtpd struct {
	offers  []string          // besides 8BITMIME
	answers map[string]string // by the first word of a command, instead of its own
	silent  bool              // takes connections and says nothing
	tls     *tls.Config

	addr  string
	roots *x509.CertPool
	mu    sync.Mutex
	mails []received
	lines []string // every command
}

// received is one mail that was taken.
type received struct {
	from, to, text string
	secure         bool
}

// startSMTPD listens until the test ends.
func startSMTPD(t *testing.T, s *smtpd) *smtpd {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.addr = ln.Addr().String()
	var all sync.WaitGroup
	var open sync.Map
	t.Cleanup(func() {
		err := ln.Close()
		open.Range(func(c, _ any) bool {
			if c, ok := c.(net.Conn); ok {
				c.Close() //nolint:errcheck // most have ended by themselves
			}
			return true
		})
		if err != nil {
			t.Error(err)
		}
		all.Wait()
	})
	all.Add(1)
	go func() {
		defer all.Done()
		for {
			c, err := ln.Accept()
			if err != nil {
				return
			}
			open.Store(c, true)
			all.Add(1)
			go func() {
				defer all.Done()
				defer c.Close() //nolint:errcheck // the other side may be gone
				s.talk(c)
			}()
		}
	}()
	return s
}

// withTLS makes the relay offer STARTTLS with a certificate for a name.
func (s *smtpd) withTLS(t *testing.T, name string) *smtpd {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true,
	}
	if ip := net.ParseIP(name); ip != nil {
		template.IPAddresses = []net.IP{ip}
	} else {
		template.DNSNames = []string{name}
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	s.roots = x509.NewCertPool()
	s.roots.AddCert(cert)
	s.tls = &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}
	return s
}

func (s *smtpd) talk(c net.Conn) {
	if s.silent {
		c.Read(make([]byte, 1)) //nolint:errcheck // until the other side gives up
		return
	}
	secure := false
	in := bufio.NewReader(c)
	say := func(line string) {
		fmt.Fprintf(c, "%s\r\n", line)
	}
	say("220 relay.example ready")
	var m received
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return
		}
		line = strings.TrimRight(line, "\r\n")
		s.mu.Lock()
		s.lines = append(s.lines, line)
		s.mu.Unlock()
		word, rest, _ := strings.Cut(strings.ToUpper(line), " ")
		if answer, ok := s.answers[word]; ok {
			say(answer)
			continue
		}
		switch word {
		case "EHLO":
			offers := append([]string{"8BITMIME"}, s.offers...)
			if s.tls != nil && !secure {
				offers = append(offers, "STARTTLS")
			}
			for _, o := range offers {
				say("250-" + o)
			}
			say("250 " + rest)
		case "STARTTLS":
			say("220 go on")
			over := tls.Server(c, s.tls)
			if over.Handshake() != nil {
				return
			}
			c, in, secure = over, bufio.NewReader(over), true
		case "MAIL":
			m = received{from: line, secure: secure}
			say("250 ok")
		case "RCPT":
			m.to = line
			say("250 ok")
		case "DATA":
			say("354 go on")
			var text strings.Builder
			for {
				l, err := in.ReadString('\n')
				if err != nil {
					return
				}
				if l == ".\r\n" {
					break
				}
				text.WriteString(strings.TrimPrefix(l, "."))
			}
			if answer, ok := s.answers["."]; ok {
				say(answer)
				continue
			}
			m.text = text.String()
			s.mu.Lock()
			s.mails = append(s.mails, m)
			s.mu.Unlock()
			say("250 taken")
		case "QUIT":
			say("221 bye")
			return
		default:
			say("500 what?")
		}
	}
}

func (s *smtpd) taken() []received {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]received(nil), s.mails...)
}

func (s *smtpd) commands() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return strings.Join(s.lines, "\n")
}
