// Where the numbers of a volume go that a decoder reads, piece by piece and as the file stores them.
//
// Plain values. Invariant: allow is called once, after the header was checked and before anything large is allocated;
// take is called for one piece after another, in the order of the volume.
#pragma once

#include "storage/image/reader_messages.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>

namespace tandem {

struct PieceTaker {
    /// workingBytes: that decoding needs, as the header justifies. Throws Error (OutOfMemory).
    std::function<void(std::uint64_t workingBytes)> allow;
    /// numbers: of the piece, gone after the call.
    std::function<void(const StoredNumbers& stored, std::span<const std::byte> numbers)> take;
};

}  // namespace tandem
