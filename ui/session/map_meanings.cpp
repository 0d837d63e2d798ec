#include "ui/session/map_meanings.h"

#include "core/reliability/trust_evidence.h"

namespace tandem {

// Tooltips are broken into lines, as they break no plain text.

QString MapMeanings::name(bool isCalibrated) {
    return isCalibrated ? tr("Trust") : tr("Trust (uncalibrated)");
}

QString MapMeanings::meaning(bool isCalibrated) {
    return isCalibrated ? tr("probability that the label is right")
                        : tr("stands in for the probability that the label is right");
}

QString MapMeanings::explained(bool isCalibrated) {
    return isCalibrated ? tr("The probability that the label shown here is right: of voxels with trust 0.9\nabout 9 "
                             "in 10 are. Fitted to where the labels of validation cases were right.")
                        : tr("Not the probability that the label is right yet, but the nearest to it without\n"
                             "validation cases: from the uncertainty of the mean and the disagreement of\nthe "
                             "decoders.");
}

QString MapMeanings::whyUncalibrated() {
    return tr("Uncalibrated, so its numbers are rough: trust was not fitted on validation cases of these weights, of "
              "which it takes at least %1. See the page Training.")
        .arg(kLeastTrustCases);
}

QString MapMeanings::meaningOfTeachingWeight() {
    return tr("how strongly it teaches, not how right it is");
}

QString MapMeanings::teachingWeight() {
    return tr(
        "The method's weight r of one decoder: the mean over classes of\n1 − (similarity − probability)². It says "
        "how strongly the decoder's\npseudo-label would teach the other, from 0 to 1. It does not say\nwhether the "
        "label is right: see trust for that.");
}

}  // namespace tandem
