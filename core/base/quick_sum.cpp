#include "core/base/quick_sum.h"

#include <array>
#include <bit>
#include <cstring>

namespace tandem {
namespace {

static_assert(std::endian::native == std::endian::little, "the sum is of little-endian words");

constexpr std::uint64_t kPrime1 = 0x9E3779B185EBCA87;
constexpr std::uint64_t kPrime2 = 0xC2B2AE3D27D4EB4F;
constexpr std::uint64_t kPrime3 = 0x165667B19E3779F9;
constexpr std::uint64_t kPrime4 = 0x85EBCA77C2B2AE63;
constexpr std::uint64_t kPrime5 = 0x27D4EB2F165667C5;
constexpr std::size_t kStripeBytes = 32;

template <class Word>
std::uint64_t word(const std::byte* at) noexcept {
    Word value = 0;
    std::memcpy(&value, at, sizeof value);
    return value;
}

std::uint64_t mixed(std::uint64_t lane, std::uint64_t input) noexcept {
    return std::rotl(lane + input * kPrime2, 31) * kPrime1;
}

/// Four lanes over all whole stripes, which it takes from the bytes.
std::uint64_t ofStripes(std::span<const std::byte>& bytes) noexcept {
    std::array<std::uint64_t, 4> lanes{kPrime1 + kPrime2, kPrime2, 0, 0 - kPrime1};
    for (; bytes.size() >= kStripeBytes; bytes = bytes.subspan(kStripeBytes)) {
        for (std::size_t lane = 0; lane < lanes.size(); ++lane) {
            lanes[lane] = mixed(lanes[lane], word<std::uint64_t>(bytes.data() + lane * sizeof(std::uint64_t)));
        }
    }
    std::uint64_t sum =
        std::rotl(lanes[0], 1) + std::rotl(lanes[1], 7) + std::rotl(lanes[2], 12) + std::rotl(lanes[3], 18);
    for (const std::uint64_t lane : lanes) {
        sum = (sum ^ mixed(0, lane)) * kPrime1 + kPrime4;
    }
    return sum;
}

std::uint64_t avalanche(std::uint64_t sum) noexcept {
    sum = (sum ^ (sum >> 33)) * kPrime2;
    sum = (sum ^ (sum >> 29)) * kPrime3;
    return sum ^ (sum >> 32);
}

}  // namespace

std::uint64_t quickSum(std::span<const std::byte> bytes) noexcept {
    const std::uint64_t length = bytes.size();
    std::uint64_t sum = (length >= kStripeBytes ? ofStripes(bytes) : kPrime5) + length;
    for (; bytes.size() >= sizeof(std::uint64_t); bytes = bytes.subspan(sizeof(std::uint64_t))) {
        sum = std::rotl(sum ^ mixed(0, word<std::uint64_t>(bytes.data())), 27) * kPrime1 + kPrime4;
    }
    if (bytes.size() >= sizeof(std::uint32_t)) {
        sum = std::rotl(sum ^ (word<std::uint32_t>(bytes.data()) * kPrime1), 23) * kPrime2 + kPrime3;
        bytes = bytes.subspan(sizeof(std::uint32_t));
    }
    for (const std::byte one : bytes) {
        sum = std::rotl(sum ^ (std::to_integer<std::uint64_t>(one) * kPrime5), 11) * kPrime1;
    }
    return avalanche(sum);
}

}  // namespace tandem
