// How predictions are compared with labels, and how cases count in a mean. A plain value.
#pragma once

#include "core/maps/map_name.h"
#include "core/settings/field_table.h"

#include <vector>

namespace tandem {

/// What becomes of distances where one of label and prediction is empty.
enum class FailureRule { LeftOut, Diagonal };
template <>
inline constexpr std::array<std::string_view, 2> kChoiceTexts<FailureRule>{"left-out", "diagonal"};

/// What becomes of structures that neither has.
enum class AbsenceRule { Counted, LeftOut };
template <>
inline constexpr std::array<std::string_view, 2> kChoiceTexts<AbsenceRule>{"counted", "left-out"};

struct EvaluationSettings {
    Decoder label = Decoder::A;  ///< whose
    FailureRule failures = FailureRule::LeftOut;
    AbsenceRule absent = AbsenceRule::Counted;

    bool operator==(const EvaluationSettings&) const = default;

    [[nodiscard]] static const std::vector<Field<EvaluationSettings>>& fields();
    void check() const {}
};

}  // namespace tandem
