// What a person changes of a case in the table: its patient and its tags, as text.
//
// On the thread of the Project. Invariant: record is as the project keeps it, also after a change.
#pragma once

#include "storage/db/case_record.h"

#include <QString>

namespace tandem {

class Project;

/// "good, mr"
[[nodiscard]] QString tagsText(const CaseRecord& record);

/// tags: parted by commas. Throws Error as CaseRepository::setTags().
void storeTags(const Project& project, CaseRecord& record, const QString& tags);
/// Throws Error as CaseRepository::update().
void storePatient(const Project& project, CaseRecord& record, const QString& patient);

}  // namespace tandem
