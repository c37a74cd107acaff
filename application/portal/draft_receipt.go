package portal

import (
	"fmt"
	"net/http"

	"github.com/labstack/echo/v4"

	"rootward/application"
	"rootward/application/lifecycle"
)

// errNoReceipt is the answer while nothing was submitted.
func errNoReceipt(d application.Draft) error {
	return fmt.Errorf("receipt of %s: %w", d.ID, lifecycle.ErrNotFound)
}

func (p *Portal) receiptShow(c echo.Context) error {
	d, options, err := p.draftAndOptions(c)
	if err != nil {
		return err
	}
	if len(d.Receipts) == 0 {
		return errNoReceipt(d)
	}
	by, err := p.submitter(c, d)
	if err != nil {
		return err
	}
	return p.renderDraft(c, http.StatusOK, d, "receipt", receiptPage(d, options, by))
}

// receiptDownload sends the content of the newest receipt, or of the one that
// ?number= names, byte for byte: its SHA-256 is the digest of the receipt.
func (p *Portal) receiptDownload(c echo.Context) error {
	d, err := p.ownDraft(c)
	if err != nil {
		return err
	}
	for _, r := range d.Receipts {
		if n := c.QueryParam("number"); n != "" && n != r.Number {
			continue
		}
		h := c.Response().Header()
		h.Set(echo.HeaderContentDisposition, `attachment; filename="receipt-`+r.Number+`.json"`)
		h.Set("Digest", "sha-256="+r.Digest)
		return c.Blob(http.StatusOK, echo.MIMEApplicationJSON, []byte(r.Content)) //nolint:wrapcheck // the connection is gone
	}
	return errNoReceipt(d)
}
