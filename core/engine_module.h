// Finds and opens the engine module.
//
// The module is loaded with local symbols and never linked: LibTorch exports LLVM symbols that crash Mesa's drivers
// when both share a process's global scope (pytorch/pytorch#96060). Thread-safe. Invariant: a module stays loaded until
// the process ends, so no code of it can vanish under a caller.
#pragma once

#include "core/engine.h"

#include <filesystem>
#include <memory>
#include <vector>

namespace tandem {

/// Where the module is looked for: TANDEM_ENGINE (a file) when set, else beside the program and in its lib folders.
[[nodiscard]] std::vector<std::filesystem::path> engineModuleCandidates();

/// Opens the module and makes an engine. Throws Error (NotFound) listing where it was looked for, or (Internal) with
/// the loader's message.
[[nodiscard]] std::unique_ptr<Engine> openEngine();

}  // namespace tandem

/// The one function that the module exports; the caller owns the engine.
extern "C" {
using TandemMakeEngine = tandem::Engine* (*)();
}
#define TANDEM_MAKE_ENGINE_SYMBOL "tandem_make_engine"
