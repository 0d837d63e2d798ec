#include "core/base/content_hash.h"

#include "core/base/error.h"

#include <openssl/evp.h>

#include <array>
#include <fstream>
#include <memory>
#include <vector>

namespace tandem {
namespace {

class Sha256 {
public:
    Sha256() : m_context(EVP_MD_CTX_new(), &EVP_MD_CTX_free) {
        if (!m_context || EVP_DigestInit_ex(m_context.get(), EVP_sha256(), nullptr) != 1) {
            throw Error(ErrorCode::Internal, "The SHA-256 of the cryptography library cannot be used.");
        }
    }

    void add(std::span<const std::byte> bytes) { EVP_DigestUpdate(m_context.get(), bytes.data(), bytes.size()); }

    [[nodiscard]] std::string hexadecimal() {
        std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
        unsigned int length = 0;
        EVP_DigestFinal_ex(m_context.get(), digest.data(), &length);
        constexpr char kDigits[] = "0123456789abcdef";
        std::string text;
        for (unsigned int i = 0; i < length; ++i) {
            text += kDigits[digest[i] >> 4];
            text += kDigits[digest[i] & 15];
        }
        return text;
    }

private:
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> m_context;
};

}  // namespace

std::string contentHash(const std::filesystem::path& file, const std::stop_token& stop) {
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
    return sha.hexadecimal();
}

std::string contentHash(std::span<const std::byte> bytes) {
    Sha256 sha;
    sha.add(bytes);
    return sha.hexadecimal();
}

}  // namespace tandem
