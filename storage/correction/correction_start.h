// What a correction of a label began with. Plain values.
#pragma once

#include "core/base/choice.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace tandem {

/// What a correction begins with.
enum class CorrectionOrigin { Prediction, Label, Empty };
template <>
inline constexpr std::array<std::string_view, 3> kChoiceTexts<CorrectionOrigin>{"prediction", "label", "empty"};

struct CorrectionStart {
    CorrectionOrigin origin = CorrectionOrigin::Empty;
    std::int64_t caseId = 0;
    std::int64_t runId = 0;      ///< of a prediction, else 0
    std::string checkpointHash;  ///< of a prediction

    bool operator==(const CorrectionStart&) const = default;
};

}  // namespace tandem
