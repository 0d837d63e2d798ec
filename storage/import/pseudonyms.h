// What a project stores in place of what identifies patients.
//
// Used on the Project's thread. Invariant: in a project that leaves identifiers out, neither an ID of a DICOM header
// nor a series UID nor, in findings, a folder of the case's files is stored, and all cases of a patient have the same
// pseudonym, unlike in any other project.
#pragma once

#include "storage/db/case_record.h"

#include <optional>
#include <string>

namespace tandem {

class Project;
struct PlannedCase;

class Pseudonyms {
public:
    explicit Pseudonyms(const Project& project);

    /// As the record of the planned case is to be stored.
    [[nodiscard]] CaseRecord appliedTo(CaseRecord record, const PlannedCase& planned) const;

private:
    std::optional<std::string> m_salt;  ///< absent where identifiers are kept
};

}  // namespace tandem
