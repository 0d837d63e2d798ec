// Turns stored voxels into a volume, whatever their number format, byte order, scaling and packing.
//
// The image libraries' own decoders are not used for this, because they hand out wrong voxels in silence: NIfTI's
// replaces NaN by 0, NRRD's passes damaged gzip data on and MetaImage's leaves unread voxels as they were.
// Thread-safe. Invariant: a volume comes out only of a file that has all the voxels its header promises; what
// follows them is told.
#pragma once

#include "core/volume/volume.h"
#include "storage/image/stored_image.h"

#include <cstdint>
#include <stop_token>
#include <vector>

namespace tandem {

/// T is float or std::int32_t. Throws Error: NotFound, Io, InvalidInput (too few bytes, damage, values that cannot be
/// taken over), OutOfMemory (more than limitBytes; 0: what is free), Cancelled. findings: those of the
/// header, to which what is odd about the voxels is added.
template <class T>
[[nodiscard]] Volume<T> decode(const StoredImage& image, std::uint64_t limitBytes, std::vector<Finding>& findings,
                               const std::stop_token& stop);

extern template Volume<float> decode(const StoredImage&, std::uint64_t, std::vector<Finding>&, const std::stop_token&);
extern template Volume<std::int32_t> decode(const StoredImage&, std::uint64_t, std::vector<Finding>&,
                                            const std::stop_token&);

}  // namespace tandem
