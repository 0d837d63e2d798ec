#include "core/engine/devices/library_versions.h"

#include <ATen/Context.h>
#include <ATen/Version.h>
#include <torch/version.h>

namespace tandem {
namespace {

/// "3.5.3" in "Intel(R) MKL-DNN v3.5.3 (Git Hash ...)", or nothing.
std::string versionAfterV(const std::string& text) {
    const std::size_t start = text.find(" v");
    return start == std::string::npos ? "" : text.substr(start + 2, text.find(' ', start + 2) - start - 2);
}

/// cuDNN 9.1.0 says 90100, 8.9.2 says 8902.
std::string cudnnVersion(long number) {
    const long major = number >= 90000 ? number / 10000 : number / 1000;
    const long minor = number >= 90000 ? number / 100 % 100 : number / 100 % 10;
    return std::to_string(major) + "." + std::to_string(minor) + "." + std::to_string(number % 100);
}

}  // namespace

std::string libraryVersions() {
    std::string text = "LibTorch " TORCH_VERSION;
    if (const std::string oneDnn = versionAfterV(at::get_mkldnn_version()); !oneDnn.empty()) {
        text += ", oneDNN " + oneDnn;
    }
    if (at::detail::getCUDAHooks().compiledWithCuDNN()) {
        text += ", cuDNN " + cudnnVersion(at::detail::getCUDAHooks().versionCuDNN());
    }
    return text;
}

}  // namespace tandem
