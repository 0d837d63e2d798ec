// Patients whose cases a split has on both sides of a line between training, validation and test. No split is made so,
// but a case's patient may be named after the split.
//
// Pure and thread-safe. Invariant: cases without a patient are nobody else's and never leak.
#pragma once

#include "core/study/split_plan.h"

#include <cstdint>
#include <string>
#include <vector>

namespace tandem {

/// The parts between which a patient's cases may not be divided.
enum class SplitSide { Training, Validation, Test };

[[nodiscard]] SplitSide sideOf(SplitRole role);

/// A case and its role in a split.
struct SplitMember {
    SplitCandidate which;
    SplitRole role = SplitRole::TrainingUnlabelled;
};

struct PatientLeak {
    std::string patient;
    std::vector<SplitMember> members;  ///< the patient's cases, sorted by name

    /// The names of the cases on one side.
    [[nodiscard]] std::vector<std::string> namesOn(SplitSide side) const;
};

/// Sorted by patient.
[[nodiscard]] std::vector<PatientLeak> leaksIn(const std::vector<SplitMember>& members);

/// 'Patient "p" has cases in training (a) and in test (b, c).'
[[nodiscard]] std::string sentenceOf(const PatientLeak& leak);

/// The split's assignments with each patient on one side: the one that has most of the patient's cases and, of two that
/// have as many, test before validation before training. A case that moves takes the role of the first that is there
/// already, or none when it lacks the label for it. Sorted by case id.
[[nodiscard]] std::vector<SplitAssignment> withPatientsTogether(const std::vector<SplitMember>& members);

}  // namespace tandem
