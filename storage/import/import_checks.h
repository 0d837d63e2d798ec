// Reads the files of a planned case and says what is wrong with them.
//
// Thread-safe. Invariant: a case without a refusal has images and label on one grid, finite voxels, and only label
// values that mean a class or unknown, of which not all are unknown.
#pragma once

#include "core/study/label_scheme.h"
#include "storage/db/case_record.h"
#include "storage/import/import_options.h"
#include "storage/import/import_plan.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <stop_token>
#include <vector>

namespace tandem {

/// The planned files with their sizes and content hashes: what tells whether a case is known already.
struct IdentifiedCase {
    std::vector<ImageFile> images;
    std::optional<ImageFile> label;
};

/// How many voxels of a label have which value.
using LabelValueCounts = std::map<std::int32_t, std::int64_t>;

/// A case whose files were read.
struct ExaminedCase {
    CaseRecord record;
    LabelValueCounts labelValues;               ///< as they are in the file; empty without a label that fits
    std::optional<RawLabelVolume> mergedLabel;  ///< of a file for each class: has no file of its own yet
    std::set<std::int32_t> fewImageValues;      ///< as fewWholeValues(), of an only image without a label
};

/// Throws Error (NotFound, Io, Cancelled).
[[nodiscard]] IdentifiedCase identify(const PlannedCase& planned, const std::stop_token& stop);

/// The record, ready to be stored but for its ids, with all findings, those of the plan among them. The voxels are
/// read; a file that cannot be read, or does not fit, also into memory, gives a refusal. Throws Error (Cancelled) only.
[[nodiscard]] ExaminedCase examineCase(const PlannedCase& planned, const IdentifiedCase& identified,
                                       const LabelScheme& scheme, const ImportOptions& options,
                                       const std::stop_token& stop);

[[nodiscard]] LabelValueCounts countLabelValues(const RawLabelVolume& label);

[[nodiscard]] bool isRefused(const std::vector<Finding>& findings) noexcept;

}  // namespace tandem
