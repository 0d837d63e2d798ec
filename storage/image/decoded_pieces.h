// A volume whose numbers a reader sends piece by piece, as the file stores them.
//
// For one thread. Invariant: what the reader says is checked before it is used; no more of it is held than one piece.
#pragma once

#include "storage/image/reader_call.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <stop_token>
#include <vector>

namespace tandem {

class DecodedPieces {
public:
    /// The request asks for voxels. Throws Error as ReaderCall.
    DecodedPieces(const ReaderRequest& request, std::filesystem::path subject, const std::stop_token& stop);

    struct Piece {
        StoredNumbers stored;
        std::int64_t planes = 0;
        std::span<const std::byte> numbers;  ///< until the next piece
    };
    /// Of one plane to so many. Throws Error as ReaderCall::next(), Internal where the piece is another.
    [[nodiscard]] Piece next(std::int64_t planeVoxels, std::int64_t mostPlanes);

private:
    std::filesystem::path m_subject;
    ReaderCall m_call;
    std::vector<std::byte> m_numbers;
};

/// Seconds that decoding may compute: a tenth of what slow processors manage.
[[nodiscard]] constexpr std::uint32_t decodingSeconds(double bytes) {
    constexpr double kBytesPerSecond = 2.0 * 1024 * 1024;
    constexpr double kLongest = 24.0 * 3600;
    const double seconds = 10 + bytes / kBytesPerSecond;
    return static_cast<std::uint32_t>(seconds < kLongest ? seconds : kLongest);
}

}  // namespace tandem
