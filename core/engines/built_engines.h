// The engines that were built on this machine for LibTorchs of its own, as for a graphics card, and which of them
// programs open instead of the one that they came with.
//
// Each has a folder in enginesFolder() with its module, its worker and engine.json; the file "chosen" there holds the
// name of one. Thread-safe, and safe beside other programs: folders and files appear whole. Invariant: an engine that
// is listed was built whole and passed its check.
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
    std::string form;               ///< as engineForm() of what it was built from
    std::filesystem::path torch;    ///< the folder of its LibTorch
    std::string version;            ///< as Engine::version()
    std::string device;             ///< that it was checked on, such as "cuda:0"
    std::int64_t comparisons = 0;   ///< that it passed there
    std::string checkedAt;          ///< UTC, as 2026-11-27T12:00:00Z

    bool operator==(const BuiltEngine&) const = default;
};

/// TANDEM_ENGINES, else tandem/engines among the person's data; absolute, or empty where the person has no home.
[[nodiscard]] std::filesystem::path enginesFolder();

/// By name; an entry that cannot be read is passed over.
[[nodiscard]] std::vector<BuiltEngine> builtEngines();

/// Nothing where programs open their own.
[[nodiscard]] std::optional<BuiltEngine> chosenEngine();

/// An empty name: the programs' own. Throws Error (NotFound, Unsupported: built from other sources than this program;
/// Io).
void chooseEngine(const std::string& name);

/// Takes copies of its module and worker, in place of an engine of the same name, and returns it as it is kept. Throws
/// Error (InvalidInput: the name; NotFound: no home; Io).
BuiltEngine rememberEngine(const BuiltEngine& engine);

/// Where an engine of that name is built, which is kept so that it is built again sooner. Throws as rememberEngine().
[[nodiscard]] std::filesystem::path buildFolderOf(const std::string& name);

/// With its build folder; if it was chosen, programs open their own. Throws Error (NotFound, Io).
void removeEngine(const std::string& name);

/// Letters, digits, points, dashes and underscores. Throws Error (InvalidInput).
void checkEngineName(const std::string& name);

}  // namespace tandem
