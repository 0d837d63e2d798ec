#include "core/study/split_role.h"

namespace tandem {

std::string_view nameOf(SplitRole role) {
    switch (role) {
        case SplitRole::TrainingLabelled:
            return "labelled";
        case SplitRole::TrainingUnlabelled:
            return "unlabelled";
        case SplitRole::Validation:
            return "validation";
        case SplitRole::Test:
            return "test";
    }
    return {};
}

std::optional<SplitRole> splitRoleNamed(std::string_view name) {
    for (const SplitRole role : kSplitRoles) {
        if (nameOf(role) == name) {
            return role;
        }
    }
    return std::nullopt;
}

}  // namespace tandem
