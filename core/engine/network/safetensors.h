// Reads and writes safetensors: 8 bytes of header length, a JSON header, raw little-endian data.
//
// Thread-safe. Invariant: a file is read whole and consistent or refused; a malformed file never reads out of bounds.
// Format: https://github.com/huggingface/safetensors
#pragma once

#include <torch/types.h>

#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <span>
#include <string>

namespace tandem {

struct TensorFile {
    std::map<std::string, torch::Tensor> tensors;  ///< on the CPU, contiguous
    std::map<std::string, std::string> metadata;
};

/// Throws Error (NotFound, Io; Corrupt when the header, an offset, a type or the length is wrong).
[[nodiscard]] TensorFile readSafetensors(const std::filesystem::path& file);
/// The same of bytes in memory; name is what errors call them.
[[nodiscard]] TensorFile parseSafetensors(std::span<const std::byte> bytes, const std::string& name);

/// Appears whole or not at all. Throws Error (Io; Unsupported for a type that the format has not).
void writeSafetensors(const std::filesystem::path& file, const TensorFile& content);
/// Tensor after tensor, never all of them at once in memory, to whoever appends bytes. Throws Error (Unsupported), and
/// what that throws.
void writeSafetensors(const std::function<void(std::span<const std::byte>)>& append, const TensorFile& content);

}  // namespace tandem
