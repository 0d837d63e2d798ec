#include "core/reliability/case_scores.h"

namespace tandem {
namespace {

constexpr float kPossibleForeground = 0.05F;

}  // namespace

void CaseScoring::add(const SignalColumns& signals, std::span<const std::uint8_t> label,
                      std::span<const std::uint8_t> labelA, std::span<const std::uint8_t> labelB,
                      const std::vector<std::span<const float>>& meanProbability, std::span<const float> weight) {
    const std::vector<float>& oddsA = columnOf(signals, TrustSignal::EntropyA);
    const std::vector<float>& oddsB = columnOf(signals, TrustSignal::EntropyB);
    std::vector<float> ofLabel(label.size());
    for (std::size_t at = 0; at < label.size(); ++at) {
        ofLabel[at] = meanProbability[label[at]][at];
        const double stands = weight.empty() ? 1 : static_cast<double>(weight[at]);
        m_inA += labelA[at] != 0 ? stands : 0;
        m_inB += labelB[at] != 0 ? stands : 0;
        m_inBoth += labelA[at] != 0 && labelB[at] != 0 ? stands : 0;
        if (1 - meanProbability[0][at] >= kPossibleForeground) {
            m_region += stands;
            m_uncertainty +=
                stands * static_cast<double>(probabilityOfOdds(oddsA[at]) + probabilityOfOdds(oddsB[at])) / 2;
        }
    }
    m_overlap.add(label, ofLabel, meanProbability, weight);
}

void CaseScoring::add(const CaseScoring& other) {
    m_overlap.add(other.m_overlap);
    m_uncertainty += other.m_uncertainty;
    m_region += other.m_region;
    m_inA += other.m_inA;
    m_inB += other.m_inB;
    m_inBoth += other.m_inBoth;
}

CaseScores CaseScoring::scores() const {
    return {.expectedOfMean = m_overlap.meanDice(),
            .meanUncertainty = m_region > 0 ? m_uncertainty / m_region : 0,
            .agreement = m_inA + m_inB > 0 ? 2 * m_inBoth / (m_inA + m_inB) : 1};
}

CaseScores caseScoresOf(const CaseVoxels& voxels) {
    CaseScoring scoring(static_cast<int>(voxels.meanProbability.size()));
    scoring.add(voxels.signals, voxels.label, voxels.labelA, voxels.labelB,
                {voxels.meanProbability.begin(), voxels.meanProbability.end()}, voxels.weight);
    return scoring.scores();
}

}  // namespace tandem
