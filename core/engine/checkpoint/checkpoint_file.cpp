#include "core/engine/checkpoint/checkpoint_file.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/output_file.h"
#include "core/base/sha256.h"

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

namespace tandem {

static_assert(std::endian::native == std::endian::little, "checkpoints are little-endian");

namespace {

constexpr std::string_view kMagic = "TANDEMCK";
constexpr std::uint32_t kVersion = 1;
constexpr std::size_t kChecksumBytes = 64;

struct Preamble {
    std::array<char, 8> magic{};
    std::uint32_t version = kVersion;
    std::uint32_t zero = 0;
    std::uint64_t headerBytes = 0;
};
static_assert(sizeof(Preamble) == 24);

[[noreturn]] void throwDamaged(const std::filesystem::path& file, const std::string& reason) {
    throw Error(ErrorCode::Corrupt, "The checkpoint " + file.string() + " is damaged (" + reason +
                                        "); use another checkpoint of the run, or train again.");
}

/// Returns the SHA-256 of all bytes.
std::string requireChecksum(std::span<const std::byte> bytes, const std::filesystem::path& file) {
    Sha256 sha;
    sha.add(bytes.first(bytes.size() - kChecksumBytes));
    const auto stored = bytes.last(kChecksumBytes);
    if (std::memcmp(sha.hexadecimal().data(), stored.data(), kChecksumBytes) != 0) {
        throwDamaged(file, "its checksum does not fit its content");
    }
    sha.add(stored);
    return sha.hexadecimal();
}

Preamble readPreamble(std::span<const std::byte> bytes, const std::filesystem::path& file) {
    Preamble preamble;
    if (bytes.size() < sizeof(Preamble) + kChecksumBytes) {
        throwDamaged(file, "it has only " + std::to_string(bytes.size()) + " bytes");
    }
    std::memcpy(&preamble, bytes.data(), sizeof(Preamble));
    if (std::string_view(preamble.magic.data(), preamble.magic.size()) != kMagic) {
        throw Error(ErrorCode::Corrupt, file.string() + " is not a checkpoint of this program.");
    }
    if (preamble.version > kVersion) {
        throw Error(ErrorCode::Unsupported, "The checkpoint " + file.string() +
                                                " was written by a newer version of the program; update to read it.");
    }
    return preamble;
}

}  // namespace

CheckpointFile::CheckpointFile(const std::filesystem::path& file) : m_mapping(file) {
    const std::span<const std::byte> bytes = m_mapping.bytes();
    const Preamble preamble = readPreamble(bytes, file);
    m_contentHash = requireChecksum(bytes, file);
    const auto content = bytes.subspan(sizeof(Preamble), bytes.size() - sizeof(Preamble) - kChecksumBytes);
    if (preamble.headerBytes > content.size()) {
        throwDamaged(file, "its header ends beyond the file");
    }
    m_header = {reinterpret_cast<const char*>(content.data()), static_cast<std::size_t>(preamble.headerBytes)};
    m_tensors = content.subspan(m_header.size());
}

std::string CheckpointFile::write(const std::filesystem::path& file, std::string_view header,
                                  const TensorFile& tensors) {
    std::string hash;
    Preamble preamble{.headerBytes = header.size()};
    std::copy(kMagic.begin(), kMagic.end(), preamble.magic.begin());
    writeAtomically(file, [&](const std::filesystem::path& temporary) {
        OutputFile output(temporary, file);
        Sha256 sha;
        // The sum is of what is meant, so that a fault on the way to the disk is noticed when the file is read.
        const auto append = [&](std::span<const std::byte> bytes) {
            sha.add(bytes);
            output.write(bytes);
        };
        append(std::as_bytes(std::span(&preamble, 1)));
        append(std::as_bytes(std::span(header)));
        writeSafetensors(append, tensors);
        const std::string checksum = sha.hexadecimal();
        append(std::as_bytes(std::span(checksum)));
        output.close();
        hash = sha.hexadecimal();
    });
    return hash;
}

}  // namespace tandem
