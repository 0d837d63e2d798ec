#!/usr/bin/env bash
# nothing_dead_catches.sh TOP: plants functions in a small tree and fails when nothing_dead.py lets a dead one pass, or
# complains about a living one.
set -euo pipefail

top=$1
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
mkdir -p "$tree"/{core,app,tests/project,tests/core}
cp "$top"/tests/project/nothing_dead.py "$tree/tests/project/"
failed=0

# plant HEADER CALLER [EXCEPTIONS]: core/a.h and app/main.cpp with these lines, and the list of exceptions.
plant() {
    printf '%b\n' "$1" >"$tree/core/a.h"
    printf '#include "core/a.h"\n%b\n' "$2" >"$tree/app/main.cpp"
    printf '%b' "${3:-}" >"$tree/tests/project/nothing_dead.txt"
    code=0
    said=$("$tree/tests/project/nothing_dead.py" "$tree" 2>&1) || code=$?
}

refused() {
    local words=$1
    shift
    plant "$@"
    if [ "$code" -eq 0 ] || [[ "$said" != *"$words"* ]]; then
        echo "in a.h: $1; in main.cpp: $2; not refused with \"$words\", but with exit $code and: $said" >&2
        failed=1
    fi
}

allowed() {
    plant "$@"
    if [ "$code" -ne 0 ]; then
        echo "in a.h: $1; in main.cpp: $2; refused: $said" >&2
        failed=1
    fi
}

refused 'core/a.h:2: no program calls f()' 'int g();\nint f();' 'int main() { return g(); }'
refused 'no program calls f()' 'struct A {\n    [[nodiscard]] std::map<int, std::string> f(int a = {}) const;\n};' 'A a;'
refused 'no program calls f()' 'int f();' 'int f() {\n    return 1;\n}'
refused 'no program calls f()' 'int f();' '// f()\nconst char* text = "f()";\nconst char* raw = R"(f())";'
refused 'no program calls f()' 'struct A { int f() const; };' 'int A::f() const { return m_f; }'
refused 'no program calls f()' 'template <class T>\nT f(const T& t);' 'int main() {}'
printf '#include "core/a.h"\nint x = f();\n' >"$tree/tests/core/tst_a.cpp"
refused 'no program calls f()' 'int f();' 'int main() {}'
printf 'int x() { return f(); }\n' >"$tree/app/other.cpp"  # another f: it does not see the header
refused 'no program calls f()' 'int f();' 'int main() {}'

allowed 'int f();' 'int main() { return f(); }'
allowed 'struct A { int f(); };' 'int main() { return A().f(); }'
allowed 'struct A { void f(); };' 'auto p = &A::f;'
allowed 'int f();\ninline int g() { return f(); }' 'int main() { return g(); }'
allowed 'struct A : B { int f() const override; A(); ~A(); A operator+(A) const; };' 'A a;'
allowed 'struct A {\n    std::function<void(int)> handler;\n    int count = g(1);\n    madeByMacro(A);\n};' 'A a;'
allowed '#define twice(x) ((x) + (x))\nenum class E { one = int(1) };' 'int main() {}'

allowed 'int f();' 'int main() {}' '# why\ncore/a.h f: tests wait for it\n'
refused 'no line of the form' 'int f();' 'int main() {}' 'core/a.h f\n'
refused 'nothing_dead.txt:1: core/a.h f needs no excuse' 'int f();' 'int main() { return f(); }' 'core/a.h f: reason\n'
refused 'core/a.h g needs no excuse' 'int f();' 'int main() { return f(); }' 'core/a.h g: gone\n'
exit "$failed"
