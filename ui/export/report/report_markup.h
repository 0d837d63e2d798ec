// The text of a report as HTML that browsers and QTextDocument show alike.
//
// Thread-safe. Invariant: whatever a person typed is escaped; numbers carry their units.
#pragma once

#include "storage/export/export_report.h"
#include "ui/export/report/report_pictures.h"

#include <QString>
#include <QStringList>
#include <cstddef>
#include <string>
#include <vector>

namespace tandem {

/// One case: its part of the document, and its row in the table of cases on the first page.
struct CaseMarkup {
    QString name;  ///< as files have it
    QStringList row;
    QString body;
};

/// Its pictures are named pictureName(prefix, 0), ...
[[nodiscard]] CaseMarkup caseMarkup(const ReportCase& one, const ReportFacts& facts, const ReportPictures& pictures,
                                    const QString& prefix);

/// The whole document. cases: from caseMarkup().
[[nodiscard]] QString documentMarkup(const ReportFacts& facts, const std::vector<CaseMarkup>& cases);

/// What is listed instead of one file for every case: {case} stands for their names.
[[nodiscard]] std::vector<std::string> filesListedOnce(const std::vector<std::string>& files,
                                                       const std::vector<CaseMarkup>& cases);

/// The name under which a picture of a case stands in its markup.
[[nodiscard]] QString pictureName(const QString& prefix, std::size_t index);
[[nodiscard]] QString scaleName(const QString& prefix, std::size_t index);

}  // namespace tandem
