// Lines that touch, joined end to end, so that dashes run on around a corner.
//
// A plain function, thread-safe.
#pragma once

#include <QLineF>
#include <QPolygonF>
#include <vector>

namespace tandem {

/// Each line once, in chains that end where no other line begins at exactly the same point; closed ones end at their
/// first point.
[[nodiscard]] std::vector<QPolygonF> chained(const std::vector<QLineF>& lines);

}  // namespace tandem
