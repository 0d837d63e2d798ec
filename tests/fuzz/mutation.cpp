#include "tests/fuzz/mutation.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

namespace tandem {
namespace {

constexpr std::size_t kHeaderBytes = 1500;

}  // namespace

std::size_t Mutation::below(std::size_t bound) {
    return bound == 0 ? 0 : static_cast<std::size_t>(m_random() % bound);
}

std::string Mutation::of(const std::vector<std::string>& seeds) {
    constexpr std::array<std::size_t, 8> kChanges{1, 1, 1, 2, 3, 5, 10, 30};
    std::string bytes = seeds[below(seeds.size())];
    const std::size_t changes = kChanges[below(kChanges.size())];
    for (std::size_t i = 0; i < changes && !bytes.empty(); ++i) {
        change(bytes, below(10) < 7 ? std::min(bytes.size(), kHeaderBytes) : bytes.size());
    }
    return bytes;
}

void Mutation::change(std::string& bytes, std::size_t span) {
    constexpr std::size_t kLongest = 33;
    constexpr std::array<int, 8> kTelling{0, 1, 2, 16, 127, 128, 254, 255};
    const std::size_t at = below(span);
    const std::size_t length = std::min(1 + below(kLongest), bytes.size() - at);
    switch (below(9)) {
        case 0:
            bytes[at] = static_cast<char>(static_cast<unsigned char>(bytes[at]) ^ (1U << below(8)));
            break;
        case 1:
            bytes[at] = static_cast<char>(kTelling[below(kTelling.size())]);
            break;
        case 2:
            bytes[at] = static_cast<char>(below(256));
            break;
        case 3:
        case 4:
            putNumber(bytes, at);
            break;
        case 5:
            bytes.erase(at, length);
            break;
        case 6:
            bytes.insert(at, length, static_cast<char>(below(256)));
            break;
        case 7: {
            const std::string copied = bytes.substr(below(span), length);
            bytes.replace(at, copied.size(), copied);
            break;
        }
        default:
            if (std::isdigit(static_cast<unsigned char>(bytes[at])) != 0) {
                putDigits(bytes, at);
            } else if (below(4) == 0) {
                bytes.resize(at);
            }
    }
}

void Mutation::putNumber(std::string& bytes, std::size_t at) {
    constexpr std::array<std::uint64_t, 10> kNumbers{0,
                                                     1,
                                                     0xffff,
                                                     0x7fffffff,
                                                     0x80000000,
                                                     0xffffffff,
                                                     std::uint64_t{1} << 40,
                                                     (std::uint64_t{1} << 63) - 1,
                                                     std::uint64_t{1} << 63,
                                                     ~std::uint64_t{0}};
    const std::uint64_t number = kNumbers[below(kNumbers.size())];
    const std::size_t width = std::size_t{2} << below(3);
    const bool isBigEndian = below(2) == 0;
    for (std::size_t i = 0; i < width && at + i < bytes.size(); ++i) {
        const std::size_t byte = isBigEndian ? width - 1 - i : i;
        bytes[at + i] = static_cast<char>(number >> (8 * byte));
    }
}

void Mutation::putDigits(std::string& bytes, std::size_t at) {
    constexpr std::array<std::string_view, 7> kTexts{"999999999",           "-1",  "0",     "1e99",
                                                     "9223372036854775807", "nan", "1e-320"};
    bytes.replace(at, 1, kTexts[below(kTexts.size())]);
}

}  // namespace tandem
