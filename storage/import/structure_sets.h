// The segmentations (SEG) and structure sets (RTSTRUCT) of an import, and to which series each belongs. Internal to
// storage/import.
//
// For one thread. Invariant: an object belongs to the series of which it names most images, or else to the first of
// those that it names; of several objects of a series all structures are its label's, and where they share a name
// (joinedWords()) those of the object that was written last.
#pragma once

#include "core/study/finding.h"
#include "storage/image/dicom_structures.h"
#include "storage/import/import_plan.h"

#include <filesystem>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace tandem {

struct DicomSeries;

class StructureSets {
public:
    /// Reads what the files say of themselves. series: those that there are. Throws Error (NotFound, Io, Cancelled).
    StructureSets(const std::vector<std::filesystem::path>& files, const std::vector<const DicomSeries*>& series,
                  const std::stop_token& stop);
    StructureSets(const StructureSets&) = delete;
    StructureSets& operator=(const StructureSets&) = delete;

    /// Makes the structures of the series of that UID the label of the case.
    void give(const std::string& seriesUid, PlannedCase& planned) const;
    /// On what cannot be read, and on what refers to no series that is there.
    [[nodiscard]] const std::vector<Finding>& findings() const noexcept { return m_findings; }

private:
    void assign(const std::vector<const DicomSeries*>& series);

    std::vector<DicomStructureSet> m_sets;  ///< the one written last first, each once
    std::map<std::string, std::vector<const DicomStructureSet*>> m_ofSeries;
    std::vector<Finding> m_findings;
};

/// The structures of a file as those of a label, where it is a segmentation or structure set; else nothing. Throws
/// Error (InvalidInput for one that cannot be used; NotFound, Io, Cancelled).
[[nodiscard]] std::optional<std::vector<ClassFile>> structuresIn(const std::filesystem::path& file,
                                                                 const std::stop_token& stop);

}  // namespace tandem
