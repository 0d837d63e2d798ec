// That a disk has no room: the one failure of writing that heals by itself, when somebody makes room.
//
// Thread-safe. Invariant: whoever does not know of it sees an Error (Io).
#pragma once

#include "core/base/error.h"

#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>

namespace tandem {

class DiskFull : public Error {
public:
    explicit DiskFull(const std::string& sentence, const std::string& detail = {})
        : Error(ErrorCode::Io, sentence, detail) {}
};

/// Whether a reason, as errno has it, is that there is no room: on the disk, or for this person.
[[nodiscard]] bool isDiskFull(int reason) noexcept;

/// Throws what it means that the path could not be written: DiskFull, else Error (Io). reason: as errno has it.
[[noreturn]] void throwUnwritten(const std::filesystem::path& path, int reason);

/// Does the work. While it fails for want of room, tells so once, waits and does it again. Throws what else the work
/// throws, and DiskFull once a stop is requested.
void onceThereIsRoom(const std::function<void()>& work, const std::function<void(const std::string& sentence)>& tell,
                     const std::stop_token& stop);

}  // namespace tandem
