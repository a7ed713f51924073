# SPDX-License-Identifier: Apache-2.0
import subprocess
import sys
import unittest

from planted_tree import ROOT, PlantedTree

PAGE = "docs/ref/origin-coverage.md"
FIRST, LIGHTS = "spec/origin/1-names.toml", "spec/origin/2-lights.toml"
ROW = '[[row]]\nname = "Mini"\nhome = ["spec/models/mini.toml: a small one"]\nstate = "works"\n'
OTHER_ROW = '[[row]]\nname = "Router"\nhome = ["spec/models/mini.toml"]\nstate = "planned in issue 9"\nmissing = "the lights of it"\n'
PLAYED_ROW = '[[row]]\nname = "Mini: red | blue"\nhome = ["spec/models/mini.toml"]\nstate = "works"\n'
FACTS = """# Facts

## 1. Names

| # | Name | What |
|---|---|---|
| 1 | Mini | small |
| 2 | Router | at home |

## 2. Lights

| Device | Pattern |
|---|---|
| Mini | red and blue |

## 9. Rulings

| # | What |
|---|---|
| C1 | none |
"""


def head(number, rows, played="false"):
    return f'section = {number}\ntitle = "A title"\nabout = "What it is."\nrows = {rows}\nplayed = {played}\n\n'


class OriginCoverage(PlantedTree):
    def setUp(self):
        super().setUp()
        self.plant("spec/models/mini.toml", 'says = "It is a small\none."\n')
        self.plant(FIRST, head(1, 2) + ROW + OTHER_ROW)
        self.plant(LIGHTS, head(2, 1, "true") + PLAYED_ROW)
        for number in (3, 4, 5, 6):
            self.plant(f"spec/origin/{number}.toml", head(number, 0))
        self.plant("tests/scenarios/rows.txt", "# all\n§2 Mini: red | blue\n")
        self.plant("tests/scenarios/red.scenario", "covers: §2 Mini: red | blue\nhousehold: none\n")
        self.facts = self.root / "facts.md"
        self.write_page()

    def run_tool(self, *arguments):
        done = subprocess.run(
            [sys.executable, str(ROOT / "tools/origin_coverage.py"), "--root", str(self.root), "--facts", str(self.facts), *arguments],
            capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    def write_page(self):
        code, output = self.run_tool()
        self.assertEqual(code, 0, output)

    def page(self):
        return (self.root / PAGE).read_text()

    def assert_good(self, *words):
        code, output = self.run_tool("--check")
        self.assertEqual(code, 0, output)
        for word in words:
            self.assertIn(word, output)

    def assert_complains(self, *words):
        code, output = self.run_tool("--check")
        self.assertEqual(code, 1, output)
        self.assertNotIn("Traceback", output)
        for word in words:
            self.assertIn(word, output)

    def test_the_page_links_each_row_to_its_homes_and_scenarios(self):
        self.assert_good("3 rows, 0 complaints")
        for words in ("| 1 | Mini | [spec/models/mini.toml](../../spec/models/mini.toml): “a small one” | works |",
                      "| planned in issue 9: the lights of it |",
                      "| 1 | Mini: red \\| blue | [spec/models/mini.toml](../../spec/models/mini.toml)<br>"
                      "[tests/scenarios/red.scenario](../../tests/scenarios/red.scenario) | works |",
                      "| works | 2 |", "| planned in issue 9 | 1 |"):
            self.assertIn(words, self.page())

    def test_a_page_that_is_out_of_date_is_found_and_not_written_by_a_check(self):
        self.plant(PAGE, "old")
        self.assert_complains(f"{PAGE}:1: the page does not say what the data says. Run tools/origin_coverage.py")
        self.assertEqual(self.page(), "old")
        (self.root / PAGE).unlink()
        self.assert_complains(f"{PAGE}:1: the page does not say")

    def test_a_new_scenario_makes_the_page_out_of_date(self):
        self.plant("tests/scenarios/red-again.scenario", "covers: §2 Mini: red | blue\n")
        self.assert_complains("the page does not say what the data says")

    def test_a_row_without_a_home_is_found(self):
        self.plant(FIRST, head(1, 2) + ROW + OTHER_ROW.replace('"spec/models/mini.toml"', ""))
        self.assert_complains(f'{FIRST}:11: "Router" has no home.')
        self.plant(FIRST, head(1, 2) + ROW + OTHER_ROW.replace('home = ["spec/models/mini.toml"]\n', ""))
        self.assert_complains('"Router" has no home.')

    def test_nothing_is_written_while_there_are_complaints(self):
        before = self.page()
        self.plant(FIRST, head(1, 2) + ROW + OTHER_ROW.replace('"spec/models/mini.toml"', ""))
        code, output = self.run_tool()
        self.assertEqual((code, self.page()), (1, before), output)

    def test_a_home_that_is_gone_is_found(self):
        for path in ("spec/models/maxi.toml", "spec/models", "spec/../spec/models/mini.toml", "/etc/hostname"):
            with self.subTest(path):
                self.plant(FIRST, head(1, 2) + ROW.replace("spec/models/mini.toml", path) + OTHER_ROW)
                self.assert_complains(f'{FIRST}:7: "Mini" is to live in {path}, and there is no such file.')

    def test_words_that_are_gone_are_found(self):
        self.plant("spec/models/mini.toml", 'says = "It is a large one."\n')
        self.assert_complains(f'{FIRST}:7: "Mini" is to live in spec/models/mini.toml by the words "a small one"')

    def test_a_state_says_what_is_missing_or_that_nothing_is(self):
        for wrong, words in (('state = "done"', '"Mini" has the state "done".'), ("", '"Mini" has the state "".'),
                             ('state = "planned in issue 3"', "is planned, and nothing is missing"),
                             ('state = "works"\nmissing = "much"', "works, yet something is missing")):
            with self.subTest(wrong):
                self.plant(FIRST, head(1, 2) + ROW.replace('state = "works"', wrong) + OTHER_ROW)
                self.assert_complains(words)

    def test_a_lost_or_doubled_row_is_found_without_the_facts(self):
        self.plant(FIRST, head(1, 2) + ROW)
        self.assert_complains(f"{FIRST}:1: it says that section 1 has 2 rows, and has 1.")
        self.plant(FIRST, head(1, 2) + ROW + ROW)
        self.assert_complains(f'{FIRST}:11: "Mini" is there twice.')

    def test_a_lost_or_doubled_section_is_found(self):
        (self.root / "spec/origin/3.toml").rename(self.root / "spec/origin/4b.toml")
        self.plant("spec/origin/4b.toml", head(4, 0))
        self.assert_complains("there are 0 files for section 3", "there are 2 files for section 4")

    def test_a_file_that_cannot_be_read_says_why(self):
        for text, words in ((head(1, 2) + "[[row]]\nname = Mini\n", "at line 8"), (head(1, 0) + "[[row]]\nnam = 1\n", 'a row has no "nam"'),
                            (head(1, 0) + "[[row]]\nhome = \"a\"\n", '"home" of a row is a list of texts'),
                            ('title = "x"\n', "the head lacks 'section'"), ("colour = 1\n" + head(1, 0), 'the head has no "colour"')):
            with self.subTest(words):
                self.plant(FIRST, text)
                self.assert_complains(f"{FIRST}:1: the file cannot be read", words)

    def test_a_played_row_without_a_scenario_is_found(self):
        (self.root / "tests/scenarios/red.scenario").unlink()
        self.assert_complains(f'{LIGHTS}:7: no scenario plays "§2 Mini: red | blue".')

    def test_rows_and_the_list_of_the_scenarios_have_the_same_names(self):
        self.plant("tests/scenarios/rows.txt", "§2 Mini: red, blue\n")
        self.assert_complains('"§2 Mini: red | blue" is not in tests/scenarios/rows.txt', '"§2 Mini: red, blue" has no entry in spec/origin')

    def test_without_the_facts_it_says_so(self):
        self.assert_good("facts.md is not there: the rows were not compared")

    def test_with_the_facts_each_row_has_an_entry_and_each_entry_a_row(self):
        self.plant("facts.md", FACTS)
        self.assert_good("3 rows, 0 complaints")
        self.plant("facts.md", FACTS.replace("| 2 | Router | at home |\n", "| 2 | Router | at home |\n| 3 | Phone | in hand |\n"))
        self.assert_complains(f'{FIRST}:1: the facts\' row "3 Phone" of section 1 has no entry.')
        self.plant("facts.md", FACTS.replace("| 2 | Router | at home |\n", ""))
        self.assert_complains(f'{FIRST}:11: "Router" has no row in section 1 of the facts.')

    def test_an_entry_at_the_place_of_another_row_is_found(self):
        self.plant("facts.md", FACTS.replace("| 1 | Mini", "| 1 | Phone | in hand |\n| 1 | Mini").replace("| 2 | Router | at home |\n", ""))
        self.assert_complains(f'{FIRST}:7: "Mini" stands where the facts have "1 Phone", which does not say "mini".')


if __name__ == "__main__":
    unittest.main()
