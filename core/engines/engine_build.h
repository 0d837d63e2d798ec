// Builds the engine and its worker for a LibTorch of the machine, lets them check themselves, and remembers them.
//
// Needs CMake, ninja and a C++20 compiler. Thread-safe for different names. Invariant: what is remembered has passed
// its check; a failure leaves what was remembered before.
#pragma once

#include "core/base/progress.h"
#include "core/engines/built_engines.h"
#include "core/engines/torch_search.h"

#include <filesystem>
#include <stop_token>
#include <string>

namespace tandem {

/// The engine's sources: of the checkout that the program was built in, or those that were installed with it. Throws
/// Error (NotFound).
[[nodiscard]] std::filesystem::path engineSource();

/// Such as "torch-2.11.0-cu130".
[[nodiscard]] std::string engineNameFor(const FoundTorch& torch);

struct EngineOrder {
    std::string name;
    FoundTorch torch;
    std::filesystem::path source;  ///< as engineSource()
    std::filesystem::path build;   ///< a folder to build in; empty: buildFolderOf(name)
    std::string device;            ///< to be checked on; empty: the first card, or the CPU where LibTorch has no CUDA
};

/// progress: with the lines of the tools as they come. Throws Error: NotFound (a tool is missing), Internal (the build
/// or the check failed, with the last lines as its detail), Unsupported (sources of another version), Conflict (it is
/// being built there), InvalidInput (the name), Cancelled.
[[nodiscard]] BuiltEngine buildEngine(const EngineOrder& order, const Progress& progress, const std::stop_token& stop);

}  // namespace tandem
