// NVIDIA's run-time compiler, opened when first asked for. Thread-safe. Invariant: it is that of the CUDA version that
// LibTorch brought, where that can be told.
#pragma once

#include <string>
#include <vector>

namespace tandem {

struct CompiledProgram {
    std::string machineCode;  ///< a cubin; empty when it failed
    std::string complaint;    ///< of the compiler, or that there is none
};

/// source: CUDA C++. architecture: 90 for sm_90. options: more of the compiler's.
[[nodiscard]] CompiledProgram compileForCuda(const char* source, int architecture, std::vector<std::string> options);

}  // namespace tandem
