#include "core/base/content_hash.h"

#include "core/base/error.h"
#include "core/base/regular_file.h"

#include <memory>

namespace tandem {

Sha256 hashing(const std::filesystem::path& file, const std::stop_token& stop) {
    RegularFile opened(file, Links::Followed);
    constexpr std::size_t kBlock = std::size_t{1} << 20;
    const auto memory = std::make_unique_for_overwrite<std::byte[]>(kBlock);  // small files touch a part of it alone
    const std::span block(memory.get(), kBlock);
    Sha256 sha;
    for (std::size_t count = block.size(); count > 0;) {
        throwIfStopped(stop);
        count = opened.read(block);
        sha.add(block.first(count));
    }
    return sha;
}

std::string contentHash(const std::filesystem::path& file, const std::stop_token& stop) {
    return hashing(file, stop).hexadecimal();
}

std::string contentHash(std::span<const std::byte> bytes) {
    Sha256 sha;
    sha.add(bytes);
    return sha.hexadecimal();
}

}  // namespace tandem
