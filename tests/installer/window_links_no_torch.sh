#!/usr/bin/env bash
# window_links_no_torch.sh PROGRAM: fails when the window, or a library that it is linked with, brings LibTorch along.
# LibTorch's LLVM symbols would crash Mesa's drivers as soon as the window draws (ARCHITECTURE.md, rule 3).
set -euo pipefail

libraries=$(ldd "$1")
if ! grep -q libQt6Widgets <<<"$libraries"; then
    echo "$1 does not look like the window: it links no Qt Widgets." >&2
    exit 1
fi
if grep -E 'torch|libc10|libLLVM' <<<"$libraries" >&2; then
    echo "$1 links the libraries above." >&2
    exit 1
fi
if nm --dynamic --undefined-only --demangle "$1" | grep -E ' (at|c10|torch)::' >&2; then
    echo "$1 needs the symbols of LibTorch above." >&2
    exit 1
fi
