#!/usr/bin/env python3
"""nothing_dead.py TOP: fails when a header declares a function that no program calls, and says where.

What only tests call is kept for nobody. The check reads names, not types: a function counts as called when a source that
sees its header, through any chain of includes, has its name anywhere but in a declaration. A dead function that shares its
name with a living one that is seen together with it passes. What has a reason to stay stands in nothing_dead.txt, a line
each: FILE NAME and the reason; a line there that excuses nothing is refused, too.
"""
import pathlib
import re
import sys

LAYERS = ("core", "storage", "ui", "app")
# Comments, raw strings, strings and letters (but not the ' in 10'000), and what the preprocessor reads.
NO_CODE = re.compile(r'//[^\n]*|/\*.*?\*/|R"([^(\s]*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|(?<!\w)\'(?:\\.|[^\'\\\n])+\''
                     r"|^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", re.DOTALL | re.MULTILINE)
STEP = re.compile(r"[{}();]|\b(?:public|protected|private|Q_SIGNALS|public Q_SLOTS|private Q_SLOTS)\s*:(?!:)")
SCOPE = re.compile(r"^\s*(?:template\s*<.*>\s*)?(?:inline\s+)?(?:namespace|class|struct|union)\b", re.DOTALL)
NO_NAMES = {"alignas", "decltype", "noexcept", "requires", "explicit", "static_assert"}


def blank(match):
    return re.sub(r"[^\n]", " ", match[0])


def declared_name(statement):
    """Where in a statement of a namespace or a class the name of the function stands that it declares, if it does."""
    head = re.sub(r"\[\[.*?\]\]", blank, statement, flags=re.DOTALL)
    while (plain := re.sub(r"<[^<>()]*(?:\([^<>()]*\)[^<>()]*)*>", blank, head)) != head:
        head = plain
    head = head[:max(head.find("("), 0)]
    name = re.search(r"[\w>&*]\s*(?:\w+\s*::\s*)*\b([A-Za-z_]\w*)\s*$", head)
    if not name or name[1] in NO_NAMES or "=" in head or re.search(r"\boperator\b", head):
        return None
    return name.span(1)


def declarations(code):
    """The functions that a file declares or defines outside of bodies: (place of the name, name, overrides another)."""
    found, open_braces, start, inside, within = [], [], 0, 0, 0
    # open_braces: for each, how many parentheses were open before it, and whether it begins a body; inside: bodies open.
    for step in STEP.finditer(code):
        sign = step[0]
        if sign == "{":
            statement = code[start:step.start()]
            body = inside > 0 or within > 0 or not SCOPE.match(statement)
            if body and inside == 0 and within == 0:
                note(found, code, start, step.start())
            open_braces.append((within, body, within > 0))
            inside += body
            within = 0
        elif sign == "}" and open_braces:
            within, body, argument = open_braces.pop()
            inside -= body
            if inside == 0 and not argument:
                start = step.end()
            continue
        elif inside > 0:
            continue
        elif sign == "(":
            within += 1
            continue
        elif sign == ")":
            within -= 1
            continue
        elif sign == ";" and within == 0:
            note(found, code, start, step.start())
        if inside == 0 and within == 0:
            start = step.end()
    return found


def note(found, code, start, end):
    statement = code[start:end]
    span = declared_name(statement)
    if span:
        overrides = re.search(r"\)[^()]*\b(?:override|final)\b", statement) is not None
        found.append((start + span[0], statement[span[0]:span[1]], overrides))


class Sources:
    """The sources of the programs: what each includes, what headers declare, and where each name is used."""

    def __init__(self, top):
        self.includes, self.users, self.declared, self.seen = {}, {}, [], {}
        for path in (path for layer in LAYERS for path in sorted((top / layer).rglob("*"))):
            if path.suffix in (".h", ".cpp"):
                self.read(str(path.relative_to(top)), path.read_text(encoding="utf-8"))

    def read(self, file, text):
        self.includes[file] = re.findall(r'^[ \t]*#[ \t]*include[ \t]*"([^"]+)"', text, re.MULTILINE)
        code = NO_CODE.sub(blank, text)
        found = declarations(code)
        places = {place for place, _, _ in found}
        for token in re.finditer(r"[A-Za-z_]\w*", code):
            if token.start() not in places:
                self.users.setdefault(token[0], set()).add(file)
        if file.endswith(".h"):
            # Types begin with a capital letter: their constructors are not asked for.
            self.declared += [(file, code.count("\n", 0, place) + 1, name) for place, name, overrides in found
                              if not overrides and name[0].islower()]

    def sees(self, file):
        """The file and all that it includes, through any number of headers."""
        if file not in self.seen:
            self.seen[file], waiting = {file}, [file]
            while waiting:
                new = set(self.includes.get(waiting.pop(), ())) - self.seen[file]
                self.seen[file] |= new
                waiting += new
        return self.seen[file]

    def dead(self):
        return [(file, line, name) for file, line, name in self.declared
                if not any(file in self.sees(user) for user in self.users.get(name, ()))]


def exceptions(file):
    """FILE NAME -> the line's number, for each line of the list."""
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    excused = {}
    for number, line in enumerate(lines, 1):
        if line.strip() and not line.startswith("#"):
            key, colon, reason = line.partition(":")
            if not colon or len(key.split()) != 2 or not reason.strip():
                sys.exit(f"tests/project/nothing_dead.txt:{number}: no line of the form FILE NAME: reason")
            excused[key] = number
    return excused


def main():
    top = pathlib.Path(sys.argv[1])
    excused = exceptions(top / "tests/project/nothing_dead.txt")
    dead = Sources(top).dead()
    complaints = [f"{file}:{line}: no program calls {name}(); remove it, or give the reason in tests/project/nothing_dead.txt"
                  for file, line, name in dead if f"{file} {name}" not in excused]
    needed = {f"{file} {name}" for file, _, name in dead}
    complaints += [f"tests/project/nothing_dead.txt:{number}: {key} needs no excuse; remove the line"
                   for key, number in excused.items() if key not in needed]
    print("\n".join(complaints), end="\n" if complaints else "")
    sys.exit(1 if complaints else 0)


main()
