#include "storage/reliability/prediction_reading.h"

#include "core/study/label_scheme.h"
#include "storage/db/label_repository.h"
#include "storage/db/project.h"
#include "storage/prediction/predicted_label.h"
#include "storage/prediction/prediction_slabs.h"

#include <utility>

namespace tandem {

PredictionReading::PredictionReading(const Project& project, const PredictionRecord& prediction, Decoder labelOf,
                                     const FittedTrust& trust, std::stop_token stop)
    : m_project(project), m_prediction(prediction), m_labelOf(labelOf), m_trust(trust), m_stop(std::move(stop)) {}

const LabelVolume& PredictionReading::label() {
    if (m_label.isEmpty()) {
        m_label = predictedLabel(m_project, m_prediction, m_labelOf, m_project.labels().scheme().count(), m_stop);
    }
    return m_label;
}

const TrustedPrediction* PredictionReading::trusted() {
    if (!m_trusted && hasAllMaps(m_prediction)) {
        m_trusted = trustPrediction(m_project, m_prediction, label(), m_trust, m_stop);
    }
    return m_trusted ? &*m_trusted : nullptr;
}

}  // namespace tandem
