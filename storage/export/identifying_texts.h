// What an export would carry that may tell whom it is of: for a look before it leaves the house.
//
// For the thread of the Project; reads the headers of DICOM series where DICOM objects of them are asked for.
// Invariant: every text of a case or a source that the export writes is among them, whether or not it does identify
// somebody; what DICOM objects take over of a patient and a study besides is named there.
#pragma once

#include <stop_token>
#include <string>
#include <vector>

namespace tandem {

class Project;
struct ExportRequest;

struct IdentifyingText {
    std::string what;  ///< "name of a case"
    std::string text;
    std::string where;  ///< "names of files, provenance"

    bool operator==(const IdentifyingText&) const = default;
};

/// Each once, in the order of the cases. Throws Error as planExport(), and (NotFound, Io, Cancelled) where a series
/// cannot be read.
[[nodiscard]] std::vector<IdentifyingText> identifyingTexts(const Project& project, const ExportRequest& request,
                                                            const std::stop_token& stop);

}  // namespace tandem
