package templates_test

import (
	"fmt"
	"reflect"
	"testing"
	"text/template/parse"

	"rootward/templates"
)

// TestFilesFitTheirViews follows every action of every file with the type of
// its view, also where no sample leads: a field that does not exist, or a Text
// printed without t, is found.
func TestFilesFitTheirViews(t *testing.T) {
	set := newSet(t)
	for i, view := range templates.ViewTypes() {
		name, _ := templates.FileOf(i)
		c := &checker{set: set, seen: map[string]bool{}, t: t}
		c.file(name, reflect.TypeOf(view))
		if len(c.seen) == 0 {
			t.Errorf("%s was not read", name)
		}
	}
}

// unknown stands for the result of a function whose type is not followed.
var (
	unknown  = reflect.TypeOf((*any)(nil)).Elem()
	textType = reflect.TypeOf((*templates.Text)(nil)).Elem()
)

type checker struct {
	set  *templates.Set
	seen map[string]bool
	t    *testing.T
	in   string
	vars map[string]reflect.Type
}

func (c *checker) file(name string, dot reflect.Type) {
	key := fmt.Sprint(name, dot)
	if c.seen[key] {
		return
	}
	c.seen[key] = true
	tree := c.set.Tree(name)
	if tree == nil {
		c.t.Errorf("%s: no file %s", c.in, name)
		return
	}
	inner := &checker{set: c.set, seen: c.seen, t: c.t, in: name, vars: map[string]reflect.Type{"$": dot}}
	inner.list(tree.Root, dot)
}

func (c *checker) list(list *parse.ListNode, dot reflect.Type) {
	if list == nil {
		return
	}
	for _, n := range list.Nodes {
		switch n := n.(type) {
		case *parse.ActionNode:
			got := c.pipe(n.Pipe, dot)
			if len(n.Pipe.Decl) == 0 && got == textType {
				c.t.Errorf("%s: %s prints a Text without t", c.in, n)
			}
		case *parse.IfNode:
			c.pipe(n.Pipe, dot)
			c.list(n.List, dot)
			c.list(n.ElseList, dot)
		case *parse.WithNode:
			c.list(n.List, c.pipe(n.Pipe, dot))
			c.list(n.ElseList, dot)
		case *parse.RangeNode:
			c.ranged(n, dot)
		case *parse.TemplateNode:
			arg := unknown
			if n.Pipe != nil {
				arg = c.pipe(n.Pipe, dot)
			}
			c.file(n.Name, arg)
		}
	}
}

func (c *checker) ranged(n *parse.RangeNode, dot reflect.Type) {
	over := deref(c.pipe(n.Pipe, dot))
	element := unknown
	if over.Kind() == reflect.Slice {
		element = over.Elem()
	} else if over != unknown {
		c.t.Errorf("%s: range over %s", c.in, over)
	}
	switch decl := n.Pipe.Decl; len(decl) {
	case 1:
		c.vars[decl[0].Ident[0]] = element
	case 2:
		c.vars[decl[0].Ident[0]], c.vars[decl[1].Ident[0]] = reflect.TypeOf(0), element
	}
	c.list(n.List, element)
	c.list(n.ElseList, dot)
}

func (c *checker) pipe(p *parse.PipeNode, dot reflect.Type) reflect.Type {
	result := unknown
	for _, cmd := range p.Cmds {
		result = c.command(cmd, dot)
	}
	if len(p.Decl) == 1 {
		c.vars[p.Decl[0].Ident[0]] = result
	}
	return result
}

func (c *checker) command(cmd *parse.CommandNode, dot reflect.Type) reflect.Type {
	var types []reflect.Type
	for _, arg := range cmd.Args {
		types = append(types, c.argument(arg, dot))
	}
	first, ok := cmd.Args[0].(*parse.IdentifierNode)
	if !ok {
		return types[0]
	}
	if first.Ident == "deref" {
		return reflect.TypeOf(templates.Label{})
	}
	if first.Ident == "t" && len(types) > 1 && types[1] != textType && types[1].Kind() != reflect.String && types[1] != unknown {
		c.t.Errorf("%s: %s says a %s", c.in, cmd, types[1])
	}
	return unknown
}

func (c *checker) argument(arg parse.Node, dot reflect.Type) reflect.Type {
	switch n := arg.(type) {
	case *parse.DotNode:
		return dot
	case *parse.FieldNode:
		return c.fields(n, dot, n.Ident)
	case *parse.VariableNode:
		return c.fields(n, c.vars[n.Ident[0]], n.Ident[1:])
	case *parse.ChainNode:
		return c.fields(n, c.argument(n.Node, dot), n.Field)
	case *parse.PipeNode:
		return c.pipe(n, dot)
	case *parse.StringNode:
		return reflect.TypeOf("")
	}
	return unknown
}

// fields follows .A.B through fields and methods.
func (c *checker) fields(n parse.Node, at reflect.Type, names []string) reflect.Type {
	for _, name := range names {
		if at == nil {
			c.t.Errorf("%s: %s: the variable has no type", c.in, n)
			return unknown
		}
		if at == unknown {
			return unknown
		}
		if m, ok := at.MethodByName(name); ok {
			at = m.Type.Out(0)
			continue
		}
		s := deref(at)
		f, ok := reflect.StructField{}, false
		if s.Kind() == reflect.Struct {
			f, ok = s.FieldByName(name)
		}
		if !ok {
			c.t.Errorf("%s: %s: %s has no %s", c.in, n, at, name)
			return unknown
		}
		at = f.Type
	}
	return at
}

func deref(t reflect.Type) reflect.Type {
	if t.Kind() == reflect.Pointer {
		return t.Elem()
	}
	return t
}
