// The text of a report as HTML that browsers and QTextDocument show alike.
//
// Thread-safe. Invariant: whatever a person typed is escaped; numbers carry their units.
#pragma once

#include "storage/study/export_report.h"
#include "ui/export/report/report_pictures.h"

#include <QString>
#include <cstddef>
#include <vector>

namespace tandem {

/// One case as a part of the document. Its pictures are named pictureName(prefix, 0), ...
[[nodiscard]] QString caseMarkup(const ReportCase& one, const ReportFacts& facts, const ReportPictures& pictures,
                                 const QString& prefix);

/// The whole document. cases: from caseMarkup().
[[nodiscard]] QString documentMarkup(const ReportFacts& facts, const std::vector<QString>& cases);

/// The name under which a picture of a case stands in its markup.
[[nodiscard]] QString pictureName(const QString& prefix, std::size_t index);
[[nodiscard]] QString scaleName(const QString& prefix, std::size_t index);

}  // namespace tandem
