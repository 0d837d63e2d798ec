#include "storage/import/import_options.h"

#include "core/base/error.h"
#include "storage/import/patient_pattern.h"

#include <cmath>

namespace tandem {

void ImportOptions::check() const {
    if (spacingMm) {
        for (const double spacing : *spacingMm) {
            if (!(spacing > 0) || !std::isfinite(spacing)) {
                throw Error(ErrorCode::InvalidInput, "A spacing must be above 0 mm in all three axes.");
            }
        }
    }
    static_cast<void>(PatientPattern(patientPattern));
}

}  // namespace tandem
