// What to tell a person when memory does not suffice: which setting to lower, from what to what.
//
// Thread-safe. Library errors become Error (OutOfMemory) through numerics/torch_error.h with these words.
// Invariant: the advice names one setting, by the key that --set takes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace tandem {

/// One way to need less memory.
struct MemoryRemedy {
    std::string setting;            ///< its key, e.g. "patch"
    std::string from;               ///< what it is now, as text
    std::string to;                 ///< what it would be
    std::uint64_t neededBytes = 0;  ///< then
};

/// A sentence on the first remedy that fits into availableBytes, or else on the one that needs least. Remedies come in
/// the order in which a person would rather take them. Without any, the advice is a device with more memory.
[[nodiscard]] std::string memoryAdvice(const std::vector<MemoryRemedy>& remedies, std::uint64_t availableBytes);

}  // namespace tandem
