package simulate

import "rootward/application/access"

// Organisation is an invented applicant.
type Organisation struct {
	Name, Country, Website string
	Language, Zone         string
	Address                string
	People                 []Person // the first may submit
}

// Person is somebody invented.
type Person struct{ Name, Email string }

// Organisations apply in the sample rounds.
var Organisations = []Organisation{
	{
		Name: "مؤسسة الرف المفتوح", Country: "JO", Website: "https://openshelf.example", Language: "ar", Zone: "Asia/Amman", Address: "شارع المكتبة ٧، عمّان",
		People: []Person{{"سلمى إدريس", "salma@openshelf.example"}, {"Karim Rahal", "karim@openshelf.example"}},
	},
	{
		Name: "Nordlys Energi AS", Country: "NO", Website: "https://nordlys.example", Language: "en", Zone: "Europe/Oslo", Address: "Havnegata 4, Tromsø",
		People: []Person{{"Ingrid Dahl", "ingrid@nordlys.example"}, {"Per Ås", "per@nordlys.example"}},
	},
	{
		Name: "株式会社あおば図書", Country: "JP", Website: "https://aoba.example", Language: "en", Zone: "Asia/Tokyo", Address: "東京都千代田区見本町1-2",
		People: []Person{{"佐藤 葵", "葵@aoba.example"}},
	},
	{
		Name: "Cooperativa Río Claro", Country: "MX", Website: "https://rioclaro.example", Language: "en", Zone: "America/Mexico_City", Address: "Calle Ejemplo 12, Oaxaca",
		People: []Person{{"Lucía Méndez", "lucia@rioclaro.example"}},
	},
}

// Staff is an invented member of staff, with what was granted.
type Staff struct {
	Person
	Zone   string
	Grants []access.Grant
}

// programme is where the staff of the demonstration sit.
const programme = "Sample programme office"

// Programme is the name of the organisation that staff are listed under.
func Programme() string { return programme }

// StaffFor invents the people who judge and run the sample rounds: two
// evaluators for every panel, two deciders, an operator and an auditor.
func StaffFor(panels []string) []Staff {
	first := []string{"Jana Oster", "Mei Tanaka", "Tomás Vega", "Amina Diallo", "Noor Haddad", "Elif Kaya", "Ravi Menon", "Ana Duarte", "Owen Price", "Sofía Rey", "Lars Holm", "Wanjiru Kamau", "Hyejin Park", "Pavel Novák", "Leila Amiri", "Chidi Eze", "Marta Kowal", "Yusuf Demir", "Anouk Roy", "Dinh Tran"}
	var out []Staff
	n := 0
	for _, p := range panels {
		for i := 1; i <= 2; i++ {
			out = append(out, Staff{
				Person: Person{first[n%len(first)], p + "-" + string(rune('0'+i)) + "@office.example"}, Zone: "UTC",
				Grants: []access.Grant{{Role: "evaluator", Panel: p}},
			})
			n++
		}
	}
	return append(out,
		Staff{Person{"Grace Obi", "decider-1@office.example"}, "Africa/Lagos", []access.Grant{{Role: "decider"}}},
		Staff{Person{"Henrik Moe", "decider-2@office.example"}, "Europe/Oslo", []access.Grant{{Role: "decider"}}},
		Staff{Person{"Ola Berg", "operator@office.example"}, "UTC", []access.Grant{{Role: "operator"}}},
		Staff{Person{"Iris Vogt", "auditor@office.example"}, "UTC", []access.Grant{{Role: "auditor"}}},
	)
}
