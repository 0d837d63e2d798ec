// LibTorchs on this machine that an engine could be built for: of Python environments, unpacked ones and the system's.
//
// Thread-safe; Python is started, but imports nothing. Invariant: what is found has headers and libraries.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace tandem {

struct FoundTorch {
    std::filesystem::path folder;  ///< with include and lib
    std::string version;           ///< such as "2.11.0+cu130"; empty where it is not told
    bool hasCuda = false;
    std::string origin;  ///< where it was found, for a person

    bool operator==(const FoundTorch&) const = default;
};

/// Those of active environments (VIRTUAL_ENV, CONDA_PREFIX), of python3 and of the system, each once, those with CUDA
/// first.
[[nodiscard]] std::vector<FoundTorch> findTorchs();

/// That of a folder of LibTorch, a Python environment, or a Python. Throws Error (NotFound) saying what is missing.
[[nodiscard]] FoundTorch torchAt(const std::filesystem::path& place);

}  // namespace tandem
