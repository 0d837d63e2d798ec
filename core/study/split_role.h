// The part that a case plays in a split. Plain values.
#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace tandem {

enum class SplitRole {
    TrainingLabelled,    ///< trained on with its label
    TrainingUnlabelled,  ///< trained on without; its label, if there is one, is never read
    Validation,          ///< chooses the checkpoint
    Test                 ///< only evaluated, never part of any choice
};

inline constexpr std::array<SplitRole, 4> kSplitRoles{SplitRole::TrainingLabelled, SplitRole::TrainingUnlabelled,
                                                      SplitRole::Validation, SplitRole::Test};

/// "labelled", "unlabelled", "validation" or "test": the word used in the database and on the command line.
[[nodiscard]] std::string_view nameOf(SplitRole role);
[[nodiscard]] std::optional<SplitRole> splitRoleNamed(std::string_view name);

}  // namespace tandem
