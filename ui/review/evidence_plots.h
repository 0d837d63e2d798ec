// What the plots of the evidence show: points, bars and lines with their words, of what the validation cases said.
//
// Used on the GUI thread. Invariant: without evidence a content is empty, but for its titles and what will be there.
#pragma once

#include "core/reliability/trust_evidence.h"
#include "ui/review/evidence_plot.h"

#include <QCoreApplication>
#include <vector>

namespace tandem {

/// Whose words they are, for the translations.
class EvidencePlots {
    Q_DECLARE_TR_FUNCTIONS(EvidencePlots)

public:
    /// ranked: the predicted Dice of the cases to review, to be seen beside those of the evidence.
    [[nodiscard]] static PlotContent dice(const TrustEvidence* evidence, const std::vector<double>& ranked);
    /// isNear: of the voxels near a boundary alone.
    [[nodiscard]] static PlotContent calibration(const TrustEvidence* evidence, bool isNear);
    [[nodiscard]] static PlotContent risk(const TrustEvidence* evidence, bool isNear);
    /// Error rate of a decoder by its teaching weight.
    [[nodiscard]] static PlotContent weight(const TrustEvidence* evidence, const QString& title,
                                            std::vector<WeightBin> TrustEvidence::* bins);
};

}  // namespace tandem
