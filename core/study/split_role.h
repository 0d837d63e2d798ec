// The part that a case plays in a split. Plain values.
#pragma once

#include "core/base/choice.h"

#include <array>
#include <string_view>

namespace tandem {

enum class SplitRole {
    TrainingLabelled,    ///< trained on with its label
    TrainingUnlabelled,  ///< trained on without; its label, if there is one, is never read
    Validation,          ///< chooses the checkpoint
    Test                 ///< only evaluated, never part of any choice
};
template <>
inline constexpr std::array<std::string_view, 4> kChoiceTexts<SplitRole>{"labelled", "unlabelled", "validation",
                                                                         "test"};

inline constexpr std::array<SplitRole, 4> kSplitRoles{SplitRole::TrainingLabelled, SplitRole::TrainingUnlabelled,
                                                      SplitRole::Validation, SplitRole::Test};

}  // namespace tandem
