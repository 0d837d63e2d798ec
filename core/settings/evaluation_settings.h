// How predictions are compared with labels, and how cases count in a mean. A plain value.
#pragma once

#include "core/settings/field_table.h"

#include <string>
#include <vector>

namespace tandem {

struct EvaluationSettings {
    std::string label = "a";            ///< a, b or mean: whose label
    std::string failures = "left-out";  ///< left-out or diagonal: distances where one of the two is empty
    std::string absent = "counted";     ///< counted or left-out: structures that neither has

    bool operator==(const EvaluationSettings&) const = default;

    [[nodiscard]] static const std::vector<Field<EvaluationSettings>>& fields();
    void check() const {}
};

}  // namespace tandem
