package portal

import (
	"rootward/application/notify"
	"rootward/templates"
	"rootward/templates/mail"
)

// mailView shows a mail as it reads in the viewer's language.
func (p *Portal) mailView(m notify.Mail, lang string) templates.Mail {
	out := templates.Mail{
		When: templates.When{At: m.At}, Tag: templates.Tag{Kind: mailStates[m.State()], Text: templates.T("mail.state." + string(m.State()))}, Lang: lang,
	}
	letter, err := p.letters.Write(lang, mail.FromArgs(string(m.Message), "", m.Args, p.BaseURL))
	if err != nil {
		out.Subject = templates.Plain(string(m.Message))
		return out
	}
	out.Subject, out.Body, out.Lang = templates.Plain(letter.Subject), letter.Body, letter.Lang
	return out
}
