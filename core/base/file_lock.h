// A lock of a place in a lock file, between processes and between threads. The system takes it away when its holder
// ends, however that ends.
//
// Movable; not for two threads at once. Invariant: at most one holder of a place at a time, where the file system knows
// locks; where it knows none, work goes on without.
#pragma once

#include "core/base/descriptor.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <utility>

namespace tandem {

class FileLock {
public:
    /// Nothing while somebody else holds it. Makes the file if need be, and its folder. Throws Error (Io).
    [[nodiscard]] static std::optional<FileLock> tryToTake(const std::filesystem::path& file, std::int64_t place);
    /// Waits for it; waiting is called when it has to, and many times a second from then on. Throws Error (Io,
    /// Cancelled).
    [[nodiscard]] static FileLock take(const std::filesystem::path& file, std::int64_t place,
                                       const std::function<void()>& waiting, const std::stop_token& stop);

private:
    explicit FileLock(Descriptor file) : m_file(std::move(file)) {}

    Descriptor m_file;
};

}  // namespace tandem
