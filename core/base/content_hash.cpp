#include "core/base/content_hash.h"

#include "core/base/error.h"
#include "core/base/regular_file.h"

#include <vector>

namespace tandem {

Sha256 hashing(const std::filesystem::path& file, const std::stop_token& stop) {
    RegularFile opened(file, Links::Followed);
    std::vector<std::byte> block(std::size_t{1} << 20);
    Sha256 sha;
    for (std::size_t count = block.size(); count > 0;) {
        throwIfStopped(stop);
        count = opened.read(block);
        sha.add(std::span(block).first(count));
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
