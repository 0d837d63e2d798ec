// The letters at the sides of a picture that say where the patient's left, back and head are. Thread-safe; to write
// them, a graphics session must live (ui/picture/graphics_session.h).
#pragma once

#include "core/volume/geometry.h"

#include <QString>
#include <cstddef>

class QPainter;
class QRectF;

namespace tandem {

/// What lies towards the end of a voxel axis, or towards its beginning: "L", "R", "P", "A", "S", "I"; of an oblique
/// grid two or three letters, the nearest first.
[[nodiscard]] QString lettersAlong(const Geometry& geometry, std::size_t axis, bool isReversed);

/// Writes on a picture so that it can be read on every grey. flags: of QPainter::drawText.
void writeLegibly(QPainter& painter, const QRectF& place, int flags, const QString& text);

}  // namespace tandem
