// SHA-256 (FIPS 180-4) of bytes that come piece by piece, by the processor's own instructions where it has them.
//
// Not for two threads at once. Invariant: how the bytes are cut into pieces does not change the digest.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace tandem {

class Sha256 {
public:
    static constexpr std::size_t kBlockBytes = 64;
    using State = std::array<std::uint32_t, 8>;
    /// Takes a number of whole blocks into the state.
    using Rounds = void (*)(State& state, const std::byte* blocks, std::size_t count) noexcept;

    /// In plain C++, on every processor.
    static void scalarRounds(State& state, const std::byte* blocks, std::size_t count) noexcept;
    /// The SHA extensions of x86 where this processor has them, else the scalar ones.
    [[nodiscard]] static Rounds fastestRounds() noexcept;

    explicit Sha256(Rounds rounds = fastestRounds()) noexcept : m_rounds(rounds) {}

    void add(std::span<const std::byte> bytes) noexcept;

    /// 64 lower-case hexadecimal digits of all that was added before; more may be added after.
    [[nodiscard]] std::string hexadecimal() const;

private:
    Rounds m_rounds;
    /// The first 32 bits of the fractional parts of the square roots of the first eight primes.
    State m_state{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    std::array<std::byte, kBlockBytes> m_rest{};  ///< of which the bytes that fill no block yet come first
    std::uint64_t m_byteCount = 0;
};

}  // namespace tandem
