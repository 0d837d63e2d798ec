// How the page says what a case is: states, roles, sizes and volumes with their units, findings.
//
// Thread-safe. Invariant: every place of the page that names one of these does it through here.
#pragma once

#include "core/study/label_scheme.h"
#include "core/study/split_role.h"
#include "storage/db/case_record.h"

#include <QColor>
#include <QString>
#include <vector>

namespace tandem {

struct SeriesFacts;

[[nodiscard]] QString stateText(CaseState state);
[[nodiscard]] QString roleText(SplitRole role);
/// "64 × 64 × 48"
[[nodiscard]] QString sizeText(const Geometry& geometry);
/// "1.25 × 1.25 × 1.25": mm
[[nodiscard]] QString spacingNumbers(const Geometry& geometry);
/// "1.25 × 1.25 × 1.25 mm"
[[nodiscard]] QString spacingText(const Geometry& geometry);
/// Of everything that is not background.
[[nodiscard]] double foregroundMl(const CaseRecord& record);
/// "atrium 61.2 ml, wall 8.4 ml": the classes that are there; empty without a label. Of a label with unknown voxels
/// "at least atrium 61.2 ml, wall 8.4 ml; 12 % unknown".
[[nodiscard]] QString labelsText(const CaseRecord& record, const LabelScheme& scheme);
/// "1 refusal, 2 warnings"; empty when there is none.
[[nodiscard]] QString findingsText(const std::vector<Finding>& findings);
/// "Refused", "Warning", "Note"
[[nodiscard]] QString severityText(FindingSeverity severity);
/// "CT, Abdomen venous, 2019-03-01, 74 slices"
[[nodiscard]] QString seriesText(const SeriesFacts& series);
[[nodiscard]] QColor colourOf(const LabelClass& one);
/// A line per finding: the sentence, and what to do about it.
[[nodiscard]] QString findingsDetail(const std::vector<Finding>& findings);

}  // namespace tandem
