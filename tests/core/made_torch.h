// A LibTorch and a cmake for tests of engines that are built: empty files, and scripts that answer as the tools do.
#pragma once

#include "core/engines/engine_form.h"
#include "tests/core/file_bytes.h"

#include <filesystem>
#include <string>

namespace tandem {

/// Headers and libraries as an unpacked LibTorch has them, all empty.
inline void makeTorch(const std::filesystem::path& folder, bool hasCuda, const std::string& version) {
    writeBytes(folder / "include/torch/csrc/api/include/torch/torch.h", "");
    writeBytes(folder / "lib/libtorch_cpu.so", "");
    if (hasCuda) {
        writeBytes(folder / "lib/libtorch_cuda.so", "");
    }
    writeBytes(folder / "build-version", version + "\n");
}

inline void makeProgram(const std::filesystem::path& file, const std::string& script) {
    writeBytes(file, "#!/bin/sh\n" + script);
    std::filesystem::permissions(file, std::filesystem::perms::owner_all);
}

/// A cmake that "builds" a worker whose check answers with the document.
inline std::string cmakeMaking(const std::string& document) {
    return R"(case "$1" in
-G) echo configured;;
--build) mkdir -p "$2/bin" "$2/lib"; echo "[1/2] Building"
    printf '#!/bin/sh\ncat <<END\n%s\nEND\n' ')" +
           document + R"(' > "$2/bin/tandem-worker"; chmod +x "$2/bin/tandem-worker"
    date +%s%N > "$2/lib/tandem_engine.so"; echo "[2/2] Linking";;
esac
)";
}

/// What a worker of that form answers whose comparisons all passed.
inline std::string passedCheck(const std::string& form = engineForm()) {
    return R"({"engine": "LibTorch 9.9", "form": ")" + form +
           R"(", "device": "cpu", "passed": true, "rows": [{"verdict": "ok"}, {"verdict": "ok"}]})";
}

}  // namespace tandem
