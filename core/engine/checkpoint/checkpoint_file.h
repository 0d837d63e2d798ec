// The container of a checkpoint: a header as JSON text, tensors as safetensors, and a checksum over both.
//
// Layout, little-endian: "TANDEMCK", uint32 version, uint32 zero, uint64 header bytes, the header, the tensors, and the
// SHA-256 of all before it as 64 hexadecimal digits. Thread-safe for different files.
// Invariant: nothing is handed out before the checksum was verified.
#pragma once

#include "core/base/mapped_file.h"
#include "core/engine/network/safetensors.h"

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace tandem {

class CheckpointFile {
public:
    /// Maps and verifies. Throws Error (NotFound, Io, Corrupt; Unsupported when a newer program wrote it).
    explicit CheckpointFile(const std::filesystem::path& file);

    [[nodiscard]] std::string_view header() const noexcept { return m_header; }
    /// Valid as long as this lives.
    [[nodiscard]] std::span<const std::byte> tensors() const noexcept { return m_tensors; }
    /// SHA-256 of the whole file.
    [[nodiscard]] const std::string& contentHash() const noexcept { return m_contentHash; }
    /// After reading: that it is still there whole. Throws Error (Io).
    void requireWhole() const { m_mapping.requireWhole(); }

    /// Appears whole or not at all. tensors: as safetensors has them. Returns its SHA-256. Throws Error (Io).
    static std::string write(const std::filesystem::path& file, std::string_view header, const TensorFile& tensors);

private:
    MappedFile m_mapping;
    std::string_view m_header;
    std::span<const std::byte> m_tensors;
    std::string m_contentHash;
};

}  // namespace tandem
