#include "storage/import/import_options.h"

#include "core/base/error.h"

#include <cmath>
#include <regex>

namespace tandem {

void ImportOptions::check() const {
    if (spacingMm) {
        for (const double spacing : *spacingMm) {
            if (!(spacing > 0) || !std::isfinite(spacing)) {
                throw Error(ErrorCode::InvalidInput, "A spacing must be above 0 mm in all three axes.");
            }
        }
    }
    try {
        if (!patientPattern.empty() && std::regex(patientPattern).mark_count() == 0) {
            throw Error(ErrorCode::InvalidInput,
                        "The pattern \"" + patientPattern + "\" needs a group in parentheses, which is the patient.");
        }
    } catch (const std::regex_error& error) {
        throw Error(ErrorCode::InvalidInput, "\"" + patientPattern + "\" is no usable regular expression.",
                    error.what());
    }
}

}  // namespace tandem
