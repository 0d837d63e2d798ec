// The pictures of one case in a report: the slice with most of the structures, as image, prediction and maps.
//
// For one thread at a time; a graphics session must live meanwhile, for the letters. Invariant: a colour means the same
// value in every picture of a kind, whatever the case's own range is.
#pragma once

#include "storage/export/export_report.h"

#include <QColor>
#include <QImage>
#include <QString>
#include <vector>

namespace tandem {

struct ReportPicture {
    QImage image;
    QString caption;
    QImage scale;  ///< a bar with the map's colours from low to high; null for pictures of label maps
    QString low;
    QString high;  ///< with the unit
};

struct ReportPictures {
    std::int64_t slice = 0;  ///< counted from 0, along the axis from foot to head
    std::int64_t slices = 1;
    std::vector<ReportPicture> pictures;
};

/// The tiles are at most side pixels wide and high.
[[nodiscard]] ReportPictures picturesOf(const ReportCase& one, const ReportFacts& facts, int side);

/// The colour by which pictures show where the export abstains.
[[nodiscard]] LabelClass abstainClass();

}  // namespace tandem
