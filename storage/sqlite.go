package storage

import (
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"gorm.io/gorm"
	"gorm.io/gorm/callbacks"
	"gorm.io/gorm/clause"
	"gorm.io/gorm/logger"
	"gorm.io/gorm/migrator"
	"gorm.io/gorm/schema"
	"modernc.org/sqlite"
)

// sqliteDialector teaches gorm the little that it must know of SQLite. The
// usual driver package would do, but it links a second SQLite written in C:
// wherever a C compiler is found, `go run` would spend most of its first
// minute on a library that is never called.
type sqliteDialector struct{ dsn string }

var (
	_ gorm.Dialector       = sqliteDialector{}
	_ gorm.ErrorTranslator = sqliteDialector{}
)

func (sqliteDialector) Name() string { return string(SQLite) }

func (d sqliteDialector) Initialize(db *gorm.DB) error {
	pool, err := sql.Open("sqlite", d.dsn)
	if err != nil {
		return fmt.Errorf("opening SQLite: %w", err)
	}
	db.ConnPool = pool
	callbacks.RegisterDefaultCallbacks(db, &callbacks.Config{
		CreateClauses: []string{"INSERT", "VALUES", "ON CONFLICT", "RETURNING"},
		UpdateClauses: []string{"UPDATE", "SET", "FROM", "WHERE", "RETURNING"},
		DeleteClauses: []string{"DELETE", "FROM", "WHERE", "RETURNING"},
	})
	// SQLite has no row locks: the immediate transaction holds them all.
	db.ClauseBuilders["FOR"] = func(clause.Clause, clause.Builder) {}
	return nil
}

// Migrator exists because gorm asks for one; the schema is goose's business.
func (d sqliteDialector) Migrator(db *gorm.DB) gorm.Migrator {
	return migrator.Migrator{Config: migrator.Config{DB: db, Dialector: d}}
}

func (sqliteDialector) DataTypeOf(f *schema.Field) string { return string(f.DataType) }

func (sqliteDialector) DefaultValueOf(*schema.Field) clause.Expression {
	return clause.Expr{SQL: "NULL"}
}

func (sqliteDialector) BindVarTo(w clause.Writer, _ *gorm.Statement, _ any) {
	w.WriteByte('?') //nolint:errcheck // a buffer in memory
}

// QuoteTo writes a name, quoting each part of a dotted one.
func (sqliteDialector) QuoteTo(w clause.Writer, name string) {
	for i, part := range strings.Split(name, ".") {
		if i > 0 {
			w.WriteByte('.') //nolint:errcheck // a buffer in memory
		}
		w.WriteString(`"` + strings.ReplaceAll(part, `"`, `""`) + `"`) //nolint:errcheck // a buffer in memory
	}
}

func (sqliteDialector) Explain(q string, vars ...any) string {
	return logger.ExplainSQL(q, nil, `"`, vars...)
}

// Translate turns SQLite's codes into gorm's errors.
func (sqliteDialector) Translate(err error) error {
	var e *sqlite.Error
	if errors.As(err, &e) {
		switch {
		case isUniqueCode(e.Code()):
			return fmt.Errorf("%w: %w", gorm.ErrDuplicatedKey, err)
		case e.Code() == codeForeignKey:
			return fmt.Errorf("%w: %w", gorm.ErrForeignKeyViolated, err)
		}
	}
	return err
}

// Extended result codes, sqlite.org/rescode.html.
const (
	codeForeignKey = 787
	codePrimaryKey = 1555
	codeUnique     = 2067
)

func isUniqueCode(code int) bool { return code == codePrimaryKey || code == codeUnique }
