// A stored prediction while it is worked on: the label that is asked for, and trust in it, each worked out once.
//
// For the thread of the Project; reads when it is asked first, so it belongs into a job. Memory: the label and, once
// it is asked for, the trust map. Invariant: the label is the one that is trusted.
#pragma once

#include "core/maps/map_name.h"
#include "storage/reliability/prediction_trust.h"

#include <optional>
#include <stop_token>

namespace tandem {

class PredictionReading {
public:
    /// trust: of the prediction's weights and that
    /// label. What is referred to must outlive the reading.
    PredictionReading(const Project& project, const PredictionRecord& prediction, Decoder labelOf,
                      const FittedTrust& trust, std::stop_token stop);

    /// On the case's own grid. Throws as predictedLabel().
    const LabelVolume& label();
    /// nullptr where the prediction does not hold all maps. Throws as trustPrediction().
    const TrustedPrediction* trusted();
    /// Whether trusted() has worked it out already.
    [[nodiscard]] bool isTrustKnown() const noexcept { return m_trusted.has_value(); }

    [[nodiscard]] const PredictionRecord& prediction() const noexcept { return m_prediction; }
    [[nodiscard]] bool isCalibrated() const noexcept { return m_trust.model.isCalibrated; }

private:
    const Project& m_project;
    const PredictionRecord& m_prediction;
    Decoder m_labelOf;
    const FittedTrust& m_trust;
    std::stop_token m_stop;
    LabelVolume m_label;
    std::optional<TrustedPrediction> m_trusted;
};

}  // namespace tandem
