#include "core/engines/torch_search.h"

#include "core/base/child_process.h"
#include "core/base/environment.h"
#include "core/base/error.h"
#include "core/base/file_system.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <optional>
#include <utility>

namespace tandem {
namespace {

constexpr std::array kLibraryFolders{"lib", "lib/x86_64-linux-gnu", "lib/aarch64-linux-gnu", "lib64"};

bool hasLibrary(const std::filesystem::path& folder, const std::string& name) {
    return std::ranges::any_of(kLibraryFolders,
                               [&](const char* one) { return isThere(folder / one / ("lib" + name + ".so")); });
}

/// The text between the first two marks of a kind behind the key, in the line that begins with it.
std::string quoted(const std::filesystem::path& file, const std::string& key) {
    std::ifstream stream(file);
    for (std::string line; std::getline(stream, line);) {
        const std::size_t start = line.starts_with(key) ? line.find('\'') : std::string::npos;
        const std::size_t end = start == std::string::npos ? start : line.find('\'', start + 1);
        if (end != std::string::npos) {
            return line.substr(start + 1, end - start - 1);
        }
    }
    return {};
}

std::string definedIn(const std::filesystem::path& header, const std::string& name) {
    std::ifstream stream(header);
    const std::string key = "#define " + name + " ";
    for (std::string line; std::getline(stream, line);) {
        if (line.starts_with(key)) {
            return line.substr(key.size());
        }
    }
    return {};
}

std::string versionOf(const std::filesystem::path& folder) {
    if (const std::string version = quoted(folder / "version.py", "__version__"); !version.empty()) {
        return version;
    }
    std::string version;
    if (std::ifstream stream(folder / "build-version"); std::getline(stream, version)) {
        return version;
    }
    for (const char* const header :
         {"torch/headeronly/version.h", "torch/version.h", "torch/csrc/api/include/torch/version.h"}) {
        const std::filesystem::path file = folder / "include" / header;
        const std::string major = definedIn(file, "TORCH_VERSION_MAJOR");
        if (!major.empty()) {
            return major + "." + definedIn(file, "TORCH_VERSION_MINOR") + "." + definedIn(file, "TORCH_VERSION_PATCH");
        }
    }
    return {};
}

std::optional<FoundTorch> torchIn(const std::filesystem::path& folder, const std::string& origin) {
    const bool hasHeaders = isThere(folder / "include/torch/csrc/api/include/torch/torch.h");
    if (!hasHeaders || !hasLibrary(folder, "torch_cpu")) {
        return std::nullopt;
    }
    return FoundTorch{
        .folder = folder, .version = versionOf(folder), .hasCuda = hasLibrary(folder, "torch_cuda"), .origin = origin};
}

/// Where the torch package of a Python lies; empty where it has none. Torch is not imported, which takes seconds.
std::filesystem::path packageOf(const std::string& python) {
    try {
        ChildProcess process(
            {"/usr/bin/env", python, "-c",
             "import importlib.util as u, sys; sys.path = [p for p in sys.path if p]; s = u.find_spec('torch'); "
             "print(s.submodule_search_locations[0] if s else '')"},
            "/dev/null");
        const auto line = process.readLine();
        return process.wait().exitCode == 0 && line ? std::filesystem::path(*line) : std::filesystem::path();
    } catch (const Error&) {
        return {};
    }
}

/// Conda's own packages keep headers and libraries where all of the environment's are.
std::optional<FoundTorch> torchOfPython(const std::string& python, const std::filesystem::path& environment,
                                        const std::string& origin) {
    const std::filesystem::path package = packageOf(python);
    if (package.empty()) {
        return std::nullopt;
    }
    auto found = torchIn(package, origin);
    return found || environment.empty() ? found : torchIn(environment, origin);
}

}  // namespace

std::vector<FoundTorch> findTorchs() {
    std::vector<FoundTorch> all;
    const auto add = [&](std::optional<FoundTorch> found) {
        if (!found) {
            return;
        }
        const auto isThis = [&](const FoundTorch& one) { return realPath(one.folder) == realPath(found->folder); };
        if (std::ranges::none_of(all, isThis)) {
            all.push_back(*std::move(found));
        }
    };
    for (const char* const variable : {"VIRTUAL_ENV", "CONDA_PREFIX"}) {
        if (const std::filesystem::path folder = environmentValue(variable); !folder.empty()) {
            add(torchOfPython((folder / "bin/python3").string(), folder, "the active environment " + folder.string()));
        }
    }
    for (const std::string python : {"python3", "/usr/bin/python3"}) {
        add(torchOfPython(python, {}, "the torch of " + python));
    }
    add(torchIn("/usr", "the system's LibTorch"));
    std::ranges::stable_partition(all, &FoundTorch::hasCuda);
    return all;
}

FoundTorch torchAt(const std::filesystem::path& place) {
    const std::filesystem::path absolute = absolutePath(place);
    const std::string name = absolute.string();
    std::optional<FoundTorch> found;
    if (isFolder(absolute)) {
        found = torchIn(absolute, name);
        if (!found) {
            found = torchOfPython((absolute / "bin/python3").string(), absolute, "the environment " + name);
        }
    } else if (isThere(absolute)) {
        found = torchOfPython(name, {}, "the torch of " + name);
    }
    if (!found) {
        throw Error(ErrorCode::NotFound, name +
                                             " is no LibTorch with headers and libraries, and no Python or Python "
                                             "environment that has such a torch.");
    }
    return *std::move(found);
}

}  // namespace tandem
