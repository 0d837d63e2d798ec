// Slices of one plane that somebody worked on, and the strip at a view's edge that marks them.
//
// A plain value, and a plain function for the GUI thread.
#pragma once

#include <QRect>
#include <cstdint>
#include <set>

class QPainter;
class QPalette;

namespace tandem {

struct SliceMarks {
    std::set<std::int64_t> painted;
    std::set<std::int64_t> lookedAt;

    bool operator==(const SliceMarks&) const = default;
};

/// A strip as wide as it is drawn; the first slice is at its bottom.
inline constexpr int kSliceMarksWidth = 6;

/// Ticks for the slices along the left edge of a view: those that were looked at all across, painted ones the inner
/// half; the shown one as a line.
void paintSliceMarks(QPainter& painter, const QRect& view, const SliceMarks& marks, std::int64_t slices,
                     std::int64_t shown, const QPalette& palette);

}  // namespace tandem
