// Paints one tile of a montage: voxels to pixels, label maps to tints and outlines.
//
// Thread-safe. Invariant: pixel (x,y) of a tile shows the voxel under its centre, so all layers of a tile lie exactly
// over each other.
#pragma once

#include "ui/picture/slice_montage.h"
#include "ui/picture/slice_plane.h"

#include <QImage>
#include <QSize>
#include <cstdint>

namespace tandem {

/// The plane that a tile shows. The tile must hold at least one volume.
[[nodiscard]] SlicePlane axialPlaneOf(const MontageTile& tile);

/// Paints the tile's layers without letters. size: in pixels. lineWidth: of outlines, in pixels.
[[nodiscard]] QImage paintTile(const MontageTile& tile, const MontageColumn& column, std::int64_t slice,
                               const QSize& size, bool smooth, double lineWidth);

}  // namespace tandem
