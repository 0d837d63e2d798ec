#include "core/base/sha256.h"

#include <algorithm>
#include <bit>

#if defined(__x86_64__) || defined(__i386__)
#include <cpuid.h>
#include <immintrin.h>
#define TANDEM_SHA_EXTENSIONS
#endif

namespace tandem {
namespace {

// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
alignas(16) constexpr std::array<std::uint32_t, 64> kConstants{
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

std::uint32_t bigEndianWord(const std::byte* bytes) {
    std::uint32_t word = 0;
    for (int i = 0; i < 4; ++i) {
        word = word << 8 | std::to_integer<std::uint32_t>(bytes[i]);
    }
    return word;
}

#ifdef TANDEM_SHA_EXTENSIONS

// Two registers hold the state as the instructions want it: (a, b, e, f) and (c, d, g, h), the first in the highest
// lane. An iteration of the inner loop makes four words of the schedule and does the four rounds that use them.
__attribute__((target("sha,sse4.1"))) void extensionRounds(Sha256::State& state, const std::byte* blocks,
                                                           std::size_t count) noexcept {
    const __m128i bytesOfWords = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
    auto* const abcdefgh = reinterpret_cast<__m128i*>(state.data());
    const __m128i cdab = _mm_shuffle_epi32(_mm_loadu_si128(abcdefgh), 0xb1);
    const __m128i efgh = _mm_shuffle_epi32(_mm_loadu_si128(abcdefgh + 1), 0x1b);
    __m128i abef = _mm_alignr_epi8(cdab, efgh, 8);
    __m128i cdgh = _mm_blend_epi16(efgh, cdab, 0xf0);
    for (; count > 0; --count, blocks += Sha256::kBlockBytes) {
        const __m128i abefBefore = abef;
        const __m128i cdghBefore = cdgh;
        __m128i words[4];
#pragma GCC unroll 16
        for (int i = 0; i < 16; ++i) {
            __m128i& newest = words[i % 4];
            if (i < 4) {
                const auto* const bytes = reinterpret_cast<const __m128i*>(blocks) + i;
                newest = _mm_shuffle_epi8(_mm_loadu_si128(bytes), bytesOfWords);
            } else {
                const __m128i last = words[(i + 3) % 4];
                const __m128i sevenBefore = _mm_alignr_epi8(last, words[(i + 2) % 4], 4);
                const __m128i sum = _mm_add_epi32(_mm_sha256msg1_epu32(newest, words[(i + 1) % 4]), sevenBefore);
                newest = _mm_sha256msg2_epu32(sum, last);
            }
            const auto* const constants = reinterpret_cast<const __m128i*>(kConstants.data()) + i;
            const __m128i summands = _mm_add_epi32(newest, _mm_load_si128(constants));
            cdgh = _mm_sha256rnds2_epu32(cdgh, abef, summands);
            abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(summands, 0x0e));
        }
        abef = _mm_add_epi32(abef, abefBefore);
        cdgh = _mm_add_epi32(cdgh, cdghBefore);
    }
    const __m128i feba = _mm_shuffle_epi32(abef, 0x1b);
    const __m128i dchg = _mm_shuffle_epi32(cdgh, 0xb1);
    _mm_storeu_si128(abcdefgh, _mm_blend_epi16(feba, dchg, 0xf0));
    _mm_storeu_si128(abcdefgh + 1, _mm_alignr_epi8(dchg, feba, 8));
}

bool hasShaExtensions() noexcept {
    unsigned int a = 0;
    unsigned int b = 0;
    unsigned int c = 0;
    unsigned int d = 0;
    if (__get_cpuid(1, &a, &b, &c, &d) == 0 || (c & bit_SSSE3) == 0 || (c & bit_SSE4_1) == 0) {
        return false;
    }
    return __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (b & bit_SHA) != 0;
}

#endif

}  // namespace

void Sha256::scalarRounds(State& state, const std::byte* blocks, std::size_t count) noexcept {
    for (; count > 0; --count, blocks += kBlockBytes) {
        std::array<std::uint32_t, 64> words;
        for (std::size_t i = 0; i < 16; ++i) {
            words[i] = bigEndianWord(blocks + 4 * i);
        }
        for (std::size_t i = 16; i < words.size(); ++i) {
            const std::uint32_t early = words[i - 15];
            const std::uint32_t late = words[i - 2];
            words[i] = words[i - 16] + (std::rotr(early, 7) ^ std::rotr(early, 18) ^ early >> 3) + words[i - 7] +
                       (std::rotr(late, 17) ^ std::rotr(late, 19) ^ late >> 10);
        }
        auto [a, b, c, d, e, f, g, h] = state;
        // Eight at a time the variables are renamed, not moved, which is nearly twice as fast.
#pragma GCC unroll 8
        for (std::size_t i = 0; i < words.size(); ++i) {
            const std::uint32_t choice = (e & f) ^ (~e & g);
            const std::uint32_t majority = (a & b) ^ (a & c) ^ (b & c);
            const std::uint32_t first =
                h + (std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25)) + choice + kConstants[i] + words[i];
            const std::uint32_t second = (std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22)) + majority;
            h = g;
            g = f;
            f = e;
            e = d + first;
            d = c;
            c = b;
            b = a;
            a = first + second;
        }
        const State after{a, b, c, d, e, f, g, h};
        for (std::size_t i = 0; i < state.size(); ++i) {
            state[i] += after[i];
        }
    }
}

Sha256::Rounds Sha256::fastestRounds() noexcept {
#ifdef TANDEM_SHA_EXTENSIONS
    static const Rounds fastest = hasShaExtensions() ? &extensionRounds : &scalarRounds;
    return fastest;
#else
    return &scalarRounds;
#endif
}

void Sha256::add(std::span<const std::byte> bytes) noexcept {
    const std::size_t waiting = m_byteCount % kBlockBytes;
    m_byteCount += bytes.size();
    if (waiting > 0) {
        const auto head = bytes.first(std::min(bytes.size(), kBlockBytes - waiting));
        std::ranges::copy(head, m_rest.begin() + static_cast<std::ptrdiff_t>(waiting));
        bytes = bytes.subspan(head.size());
        if (waiting + head.size() < kBlockBytes) {
            return;
        }
        m_rounds(m_state, m_rest.data(), 1);
    }
    const std::size_t blocks = bytes.size() / kBlockBytes;
    m_rounds(m_state, bytes.data(), blocks);
    std::ranges::copy(bytes.subspan(blocks * kBlockBytes), m_rest.begin());
}

std::string Sha256::hexadecimal() const {
    constexpr std::size_t kLengthBytes = 8;
    Sha256 padded = *this;
    std::array<std::byte, kBlockBytes + kLengthBytes> end{std::byte{0x80}};
    const std::size_t waiting = m_byteCount % kBlockBytes;
    const std::size_t padding = (waiting < kBlockBytes - kLengthBytes ? 1 : 2) * kBlockBytes - waiting;
    const std::uint64_t bits = m_byteCount * 8;
    for (std::size_t i = 0; i < kLengthBytes; ++i) {
        end[padding - 1 - i] = static_cast<std::byte>(bits >> 8 * i);
    }
    padded.add(std::span(end).first(padding));

    constexpr char kDigits[] = "0123456789abcdef";
    std::string text;
    for (const std::uint32_t word : padded.m_state) {
        for (int shift = 28; shift >= 0; shift -= 4) {
            text += kDigits[word >> shift & 15];
        }
    }
    return text;
}

}  // namespace tandem
