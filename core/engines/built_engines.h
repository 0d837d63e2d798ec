// The engines that were built on this machine for LibTorchs of its own, as for a graphics card, and which of them
// programs open instead of the one that they came with.
//
// Each has a folder in enginesFolder() with engine.json; the file "chosen" there holds the name of one. Thread-safe,
// and safe beside other programs: files appear whole. Invariant: an engine that is listed was built whole and passed
// its check.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace tandem {

struct BuiltEngine {
    std::string name;
    std::filesystem::path library;  ///< the module (core/engine_module.h)
    std::filesystem::path worker;   ///< its tandem-worker
    std::filesystem::path torch;    ///< the folder of its LibTorch
    std::string version;            ///< as Engine::version()
    std::string device;             ///< that it was checked on, such as "cuda:0"
    std::int64_t comparisons = 0;   ///< that it passed there
    std::string checkedAt;          ///< UTC, as 2026-11-27T12:00:00Z

    bool operator==(const BuiltEngine&) const = default;
};

/// TANDEM_ENGINES, else tandem/engines among the person's data.
[[nodiscard]] std::filesystem::path enginesFolder();

/// By name; an entry that cannot be read is passed over.
[[nodiscard]] std::vector<BuiltEngine> builtEngines();

/// Nothing where programs open their own.
[[nodiscard]] std::optional<BuiltEngine> chosenEngine();

/// An empty name: the programs' own. Throws Error (NotFound, Io).
void chooseEngine(const std::string& name);

/// In place of one of the same name. Throws Error (InvalidInput: the name; Io).
void rememberEngine(const BuiltEngine& engine);

/// With what was built for it in enginesFolder(); if it was chosen, programs open their own. Throws Error (NotFound,
/// Io).
void removeEngine(const std::string& name);

/// Letters, digits, points, dashes and underscores. Throws Error (InvalidInput).
void checkEngineName(const std::string& name);

}  // namespace tandem
