// Finds and opens the engine module.
//
// The module is loaded with local symbols and never linked: LibTorch exports LLVM symbols that crash Mesa's drivers
// when both share a process's global scope (pytorch/pytorch#96060). Thread-safe. Invariant: a module stays loaded until
// the process ends, so no code of it can vanish under a caller.
#pragma once

#include "core/engine.h"
#include "core/engines/built_engines.h"
#include "core/engines/engine_form.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

namespace tandem {

/// Where the module is looked for: TANDEM_ENGINE (a file) when set, else the engine that was chosen of those built on
/// this machine (core/engines/built_engines.h) when the program first asked, beside the program, and in its lib
/// folders.
[[nodiscard]] std::vector<std::filesystem::path> engineModuleCandidates();

/// Opens the module and makes an engine. Throws Error (NotFound) listing where it was looked for, (Unsupported) where
/// it was built from other sources than this program, or (Internal) with the loader's message.
[[nodiscard]] std::unique_ptr<Engine> openEngine();

/// The engine built on this machine that this process opens: the one that was chosen when it first asked. Nothing where
/// TANDEM_ENGINE names another, or the program's own is opened.
[[nodiscard]] std::optional<BuiltEngine> engineOfProcess();

}  // namespace tandem

/// What the module exports: a function that makes an engine, which the caller owns, and one that says for which form of
/// core/engine.h it was compiled.
extern "C" {
using TandemMakeEngine = tandem::Engine* (*)();
using TandemEngineForm = const char* (*)();
}
#define TANDEM_MAKE_ENGINE_SYMBOL "tandem_make_engine"
#define TANDEM_ENGINE_FORM_SYMBOL "tandem_engine_form"
