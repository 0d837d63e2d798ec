// Reads a stored map slab by slab, so that a volume need never be in memory whole.
//
// For one thread. Invariant: voxels come in the file's order, the first axis fastest, and only finite ones.
#pragma once

#include "core/volume/geometry.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>

namespace tandem {

class SlabReader {
public:
    /// Of a NRRD file of 8-bit whole numbers or 32-bit floating point numbers, as SlabWriter writes them. Throws Error
    /// (NotFound, Io, InvalidInput, Unsupported).
    explicit SlabReader(const std::filesystem::path& file);
    ~SlabReader();
    SlabReader(SlabReader&& other) noexcept;
    SlabReader& operator=(SlabReader&&) = delete;

    [[nodiscard]] const Geometry& geometry() const noexcept;
    /// The next voxels; T is float for any file, or std::uint8_t for one of whole numbers. Throws Error (InvalidInput
    /// when the file ends early, is damaged, or holds what is not a number; Io).
    template <class T>
    void read(std::span<T> voxels);

private:
    class Unpacking;

    std::unique_ptr<Unpacking> m_unpacking;
};

extern template void SlabReader::read(std::span<float> voxels);
extern template void SlabReader::read(std::span<std::uint8_t> voxels);

}  // namespace tandem
