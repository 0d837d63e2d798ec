// What naming a case's patient does to the splits that were made before.
//
// On the thread of the Project. Invariant: a split that a run used stays as it is; what is offered is a copy.
#pragma once

#include "core/study/split_leak.h"

#include <QString>
#include <QStringList>
#include <cstdint>
#include <vector>

namespace tandem {

class Project;

struct LeakingSplit {
    std::int64_t id = 0;
    QString name;
    bool isLocked = false;
    PatientLeak leak;
};

/// The splits that divide the cases of this case's patient. Throws Error as the repositories.
[[nodiscard]] std::vector<LeakingSplit> splitsDividing(const Project& project, std::int64_t caseId);

/// What a person is told of them; empty when there is none.
[[nodiscard]] QString leakWarning(const std::vector<LeakingSplit>& splits);

/// Copies them with each patient on one side. The names of the copies. Throws Error as the repositories.
QStringList copyUndivided(const Project& project, const std::vector<LeakingSplit>& splits);

}  // namespace tandem
