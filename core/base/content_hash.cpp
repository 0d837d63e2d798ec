#include "core/base/content_hash.h"

#include "core/base/error.h"

#include <fstream>
#include <vector>

namespace tandem {

Sha256 hashing(const std::filesystem::path& file, const std::stop_token& stop) {
    std::ifstream stream(file, std::ios::binary);
    std::vector<char> block(std::size_t{1} << 20);
    Sha256 sha;
    while (stream) {
        throwIfStopped(stop);
        stream.read(block.data(), static_cast<std::streamsize>(block.size()));
        sha.add(std::as_bytes(std::span(block.data(), static_cast<std::size_t>(stream.gcount()))));
    }
    if (!stream.eof()) {
        throw Error(ErrorCode::Io, "Cannot read " + file.string() + "; check that it exists and may be read.");
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
