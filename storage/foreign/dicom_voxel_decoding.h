// Reads the pixels of a stack of DICOM planes with GDCM.
//
// Thread-safe after makeLibrariesReady(). Invariant: every plane is read whole, and its numbers are those that are
// stored: neither rescaled nor, where they are meant to be shown white on black the other way round (MONOCHROME1),
// inverted, as that concerns the display alone.
#pragma once

#include "core/volume/geometry.h"
#include "storage/foreign/stored_pieces.h"
#include "storage/image/dicom_slice.h"

#include <vector>

namespace tandem {

/// One plane for each of the grid's, in order, each a piece with its own rescaling. Throws Error: InvalidInput,
/// Unsupported, and what the taker throws.
void decodeDicomVoxels(const std::vector<DicomPlane>& planes, const Index3& size, const PieceTaker& taker);

}  // namespace tandem
