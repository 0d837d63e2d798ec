#include "core/settings/evaluation_settings.h"

namespace tandem {

const std::vector<Field<EvaluationSettings>>& EvaluationSettings::fields() {
    using S = EvaluationSettings;
    static const std::vector<Field<S>> kFields{
        field(&S::label, {.key = "label",
                          .title = "Label",
                          .description = "Whose label is compared: of decoder A (a), as the paper's protocol says, of "
                                         "decoder B (b), or of the mean of both (mean). The last two need a prediction "
                                         "with probabilities."}),
        field(&S::failures,
              {.key = "failures",
               .title = "Failures",
               .description = "Distances where either label or prediction is empty: left out of the "
                              "means, which say so (left-out), or the diagonal of the volume (diagonal)."}),
        field(&S::absent,
              {.key = "absent",
               .title = "Absent structures",
               .description = "Where neither label nor prediction has a structure: Dice 1 and distance 0 in "
                              "the means (counted), or not in them at all (left-out)."}),
    };
    return kFields;
}

}  // namespace tandem
