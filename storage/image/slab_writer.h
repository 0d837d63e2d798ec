// Writes a packed NRRD file slab by slab, so that a volume need never be in memory whole and can be left off anywhere.
//
// For one thread. Invariant: the file is complete once finish() has returned; a writer that goes before has removed it.
#pragma once

#include "core/volume/geometry.h"
#include "storage/image/voxel_type.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>

namespace tandem {

class SlabWriter {
public:
    /// Replaces the file; its folder must be there. type: UInt8, Int32 or Float32. Throws Error (Io; InvalidInput for
    /// an unusable geometry).
    SlabWriter(std::filesystem::path file, const Geometry& geometry, VoxelType type);
    ~SlabWriter();
    SlabWriter(SlabWriter&& other) noexcept;
    SlabWriter& operator=(SlabWriter&&) = delete;

    /// The next voxels, the first axis varying fastest. T must be the type. Throws Error (Io when the disk is full).
    template <class T>
    void add(std::span<const T> voxels) {
        addBytes(std::as_bytes(voxels));
    }

    /// Throws Error (Io; Internal when voxels are missing).
    void finish();

private:
    class Packing;

    void addBytes(std::span<const std::byte> bytes);

    std::unique_ptr<Packing> m_packing;
};

}  // namespace tandem
