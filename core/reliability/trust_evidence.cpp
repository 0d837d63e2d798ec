#include "core/reliability/trust_evidence.h"

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/metrics/rank_correlation.h"
#include "core/reliability/case_judgement.h"
#include "core/reliability/case_scores.h"
#include "core/reliability/trust_fit.h"
#include "core/reliability/trust_threshold.h"

#include <algorithm>
#include <cmath>
#include <format>
#include <functional>
#include <utility>

namespace tandem {
namespace {

constexpr std::size_t kCalibrationBins = 15;
constexpr int kWeightBins = 10;
constexpr int kThresholds = kTrustSteps - 1;

using Judgements = std::vector<std::array<DetectorJudgement, kDetectors>>;
using CasesOfFit = std::vector<std::reference_wrapper<const CaseVoxels>>;

double expectedDice(const CaseVoxels& voxels, const std::vector<float>& trust) {
    ExpectedOverlap overlap(static_cast<int>(voxels.meanProbability.size()));
    overlap.add(voxels.label, trust, {voxels.meanProbability.begin(), voxels.meanProbability.end()}, voxels.weight);
    return overlap.meanDice();
}

/// One figure of one detector over all cases.
template <class Figure>
std::optional<Spread> spreadOver(const Judgements& judgements, std::size_t detector, const Figure& figure) {
    std::vector<std::optional<double>> values;
    for (const auto& ofCase : judgements) {
        values.push_back(figure(ofCase[detector]));
    }
    return spreadOf(values);
}

DetectorEvidence evidenceOf(const Judgements& judgements, std::size_t detector) {
    using Judgement = DetectorJudgement;
    using Figure = std::optional<double>;
    const Detector& what = detectors()[detector];
    const auto whole = [&](const auto& figure) {
        return spreadOver(judgements, detector, [&](const Judgement& one) -> Figure { return figure(one.whole); });
    };
    const auto near = [&](const auto& figure) {
        return spreadOver(judgements, detector,
                          [&](const Judgement& one) -> Figure { return one.near ? figure(*one.near) : Figure(); });
    };
    const auto auroc = [](const ErrorDetection& one) { return one.auroc; };
    const auto aupr = [](const ErrorDetection& one) { return one.aupr; };
    DetectorEvidence evidence{.id = std::string(what.id), .title = std::string(what.title)};
    evidence.auroc = whole(auroc);
    evidence.aurocNear = near(auroc);
    evidence.aupr = whole(aupr);
    evidence.auprNear = near(aupr);
    evidence.aurc = whole([](const ErrorDetection& one) -> Figure { return one.aurc; });
    evidence.excessAurc = whole([](const ErrorDetection& one) -> Figure { return one.excessAurc; });
    if (what.isProbability) {
        evidence.ece = whole([](const ErrorDetection& one) -> Figure { return one.ece; });
        evidence.adaptiveEce = whole([](const ErrorDetection& one) -> Figure { return one.adaptiveEce; });
    }
    return evidence;
}

/// By how far a detector finds errors in whole volumes; 0 without errors.
double strengthOf(const DetectorEvidence& evidence) {
    return evidence.auroc ? evidence.auroc->value : 0;
}

/// A map that leaves nothing to be improved is no reason against a trust that is calibrated besides.
bool isBestDetector(const Judgements& judgements) {
    constexpr double kSame = 1e-3;
    constexpr double kUseless = 0.5;
    const double trust = strengthOf(evidenceOf(judgements, kTrustDetector));
    for (std::size_t detector = 0; detector < kDetectors; ++detector) {
        if (detector != kTrustDetector && strengthOf(evidenceOf(judgements, detector)) > trust + kSame) {
            return false;
        }
    }
    return trust > kUseless + kSame;
}

/// Error rates of a decoder's own label by its teaching weight.
std::vector<WeightBin> weightBins(std::span<const CaseVoxels> cases, TrustSignal weight,
                                  std::vector<std::uint8_t> CaseVoxels::* label) {
    std::vector<WeightBin> bins(kWeightBins);
    for (const CaseVoxels& one : cases) {
        for (std::size_t at = 0; at < one.size(); ++at) {
            const float teaching = 1 - columnOf(one.signals, weight)[at];
            WeightBin& bin = bins[static_cast<std::size_t>(
                std::clamp(static_cast<int>(teaching * kWeightBins), 0, kWeightBins - 1))];
            bin.voxels += static_cast<double>(one.weight[at]);
            bin.errorRate += (one.*label)[at] != one.reference[at] ? static_cast<double>(one.weight[at]) : 0;
        }
    }
    for (int index = 0; index < kWeightBins; ++index) {
        WeightBin& bin = bins[static_cast<std::size_t>(index)];
        bin.low = static_cast<double>(index) / kWeightBins;
        bin.high = static_cast<double>(index + 1) / kWeightBins;
        bin.errorRate = bin.voxels > 0 ? bin.errorRate / bin.voxels : 0;
    }
    return bins;
}

FollowedEvidence followedEvidence(std::span<const CaseVoxels> cases) {
    FollowedEvidence evidence;
    for (const CaseVoxels& one : cases) {
        for (std::size_t at = 0; at < one.size(); ++at) {
            const float a = columnOf(one.signals, TrustSignal::EntropyA)[at];
            const float b = columnOf(one.signals, TrustSignal::EntropyB)[at];
            if (one.labelA[at] == one.labelB[at] || a == b) {
                continue;
            }
            const auto weight = static_cast<double>(one.weight[at]);
            const bool isAWrong = one.labelA[at] != one.reference[at];
            const bool isBWrong = one.labelB[at] != one.reference[at];
            evidence.voxels += weight;
            evidence.followedErrorRate += (a < b ? isAWrong : isBWrong) ? weight : 0;
            evidence.otherErrorRate += (a < b ? isBWrong : isAWrong) ? weight : 0;
        }
    }
    if (evidence.voxels > 0) {
        evidence.followedErrorRate /= evidence.voxels;
        evidence.otherErrorRate /= evidence.voxels;
    }
    return evidence;
}

std::vector<CalibrationBin> calibrationOf(std::span<const CaseVoxels> cases,
                                          const std::vector<std::vector<float>>& trusts, bool nearOnly) {
    std::vector<CalibrationBin> bins(kCalibrationBins);
    std::vector<double> weights(kCalibrationBins, 0);
    for (std::size_t index = 0; index < cases.size(); ++index) {
        const JudgedVoxels judged = judgedVoxels(cases[index], trusts[index], nearOnly);
        for (std::size_t at = 0; at < judged.weight.size(); ++at) {
            const auto trust = static_cast<double>(judged.doubt[at]);
            const auto weight = static_cast<double>(judged.weight[at]);
            const auto bin = static_cast<std::size_t>(
                std::clamp(std::ceil(trust * kCalibrationBins), 1.0, static_cast<double>(kCalibrationBins)) - 1);
            weights[bin] += weight;
            bins[bin].meanConfidence += weight * trust;
            bins[bin].accuracy += judged.isWrong[at] != 0 ? 0 : weight;
        }
    }
    for (std::size_t bin = 0; bin < kCalibrationBins; ++bin) {
        bins[bin].voxels = std::llround(weights[bin]);
        if (weights[bin] > 0) {
            bins[bin].meanConfidence /= weights[bin];
            bins[bin].accuracy /= weights[bin];
        }
    }
    return bins;
}

std::vector<RiskCoveragePoint> meanRisk(std::span<const CaseVoxels> cases,
                                        const std::vector<std::vector<float>>& trusts, bool nearOnly) {
    std::vector<RiskCoveragePoint> mean;
    double curves = 0;
    for (std::size_t index = 0; index < cases.size(); ++index) {
        const JudgedVoxels judged = judgedVoxels(cases[index], doubtOf(trusts[index]), nearOnly);
        if (judged.doubt.empty()) {
            continue;
        }
        const auto curve = riskCoverageOf(judged.doubt, judged.isWrong, judged.weight);
        mean.resize(curve.size());
        for (std::size_t at = 0; at < curve.size(); ++at) {
            mean[at].coverage = curve[at].coverage;
            mean[at].risk += curve[at].risk;
        }
        curves += 1;
    }
    for (RiskCoveragePoint& point : mean) {
        point.risk /= curves;
    }
    return mean;
}

/// Sums of what would be left undecided, by hundredths of trust, of all cases.
std::vector<AbstentionPoint> abstentionOf(std::span<const CaseVoxels> cases,
                                          const std::vector<std::vector<float>>& trusts) {
    struct Sums {
        double voxels = 0, foreground = 0, wrong = 0, doubt = 0;
    };
    std::vector<Sums> parts(kThresholds + 1);
    Sums all;
    for (std::size_t index = 0; index < cases.size(); ++index) {
        const CaseVoxels& one = cases[index];
        for (std::size_t at = 0; at < one.size(); ++at) {
            const auto trust = static_cast<double>(trusts[index][at]);
            const auto weight = static_cast<double>(one.weight[at]);
            const auto place =
                static_cast<std::size_t>(std::clamp(stepsReached(trusts[index][at]) - 1, 0, kThresholds));
            for (Sums* const sums : {&parts[place], &all}) {
                sums->voxels += weight;
                sums->foreground += one.label[at] != 0 ? weight : 0;
                sums->wrong += one.isWrong(at) ? weight : 0;
                sums->doubt += weight * (1 - trust);
            }
        }
    }
    const auto part = [](double of, double whole) { return whole > 0 ? of / whole : 0; };
    std::vector<AbstentionPoint> points;
    Sums below;
    for (int hundredth = 1; hundredth <= kThresholds; ++hundredth) {
        const Sums& more = parts[static_cast<std::size_t>(hundredth - 1)];
        below.voxels += more.voxels;
        below.foreground += more.foreground;
        below.wrong += more.wrong;
        below.doubt += more.doubt;
        points.push_back({.threshold = trustThreshold(hundredth),
                          .foregroundLeft = part(below.foreground, all.foreground),
                          .voxelsLeft = part(below.voxels, all.voxels),
                          .errorsRemoved = part(below.wrong, all.wrong),
                          .expectedErrorsRemoved = part(below.doubt, all.doubt)});
    }
    return points;
}

CaseScoreEvidence scoreEvidence(const char* id, const char* title, const std::vector<CaseEvidence>& cases,
                                const std::function<double(const CaseEvidence&)>& score) {
    std::vector<double> scores, dice;
    for (const CaseEvidence& one : cases) {
        scores.push_back(score(one));
        dice.push_back(one.dice);
    }
    return {.id = id, .title = title, .spearman = rankCorrelation(scores, dice)};
}

double meanError(const std::vector<CaseEvidence>& cases, const std::function<double(const CaseEvidence&)>& predicted) {
    double error = 0;
    for (const CaseEvidence& one : cases) {
        error += std::abs(predicted(one) - one.dice) / static_cast<double>(cases.size());
    }
    return error;
}

/// The Dice of a case as trust sees it.
struct Foreseen {
    PredictedDice predicted;
    double expected = 0;  ///< before the correction
};

/// An uncalibrated trust is no probability, and nothing corrects what it would expect.
Foreseen foreseeUncalibrated(const CaseVoxels& voxels) {
    const double expected = caseScoresOf(voxels).expectedOfMean;
    return {.predicted = {.value = expected}, .expected = expected};
}

/// Cases, their trust and what it is made of, joined into the evidence.
class Joining {
public:
    explicit Joining(std::span<const CaseVoxels> cases) : m_cases(cases) {}

    /// In the order of the cases.
    void add(std::vector<float> trust, const Foreseen& foreseen) {
        const CaseVoxels& voxels = m_cases[m_trusts.size()];
        m_judgements.push_back(judgeDetectors(voxels, trust));
        const CaseScores scores = caseScoresOf(voxels);
        const DetectorJudgement& ofTrust = m_judgements.back()[kTrustDetector];
        CaseEvidence one{.caseId = voxels.caseId, .caseName = voxels.caseName, .dice = voxels.meanDice};
        one.predicted = foreseen.predicted;
        one.expected = foreseen.expected;
        one.expectedOfMean = scores.expectedOfMean;
        one.meanUncertainty = scores.meanUncertainty;
        one.agreement = scores.agreement;
        one.auroc = ofTrust.whole.auroc;
        one.aurocNear = ofTrust.near ? ofTrust.near->auroc : std::nullopt;
        m_evidence.cases.push_back(std::move(one));
        m_trusts.push_back(std::move(trust));
    }

    [[nodiscard]] const Judgements& judgements() const { return m_judgements; }

    [[nodiscard]] TrustEvidence evidence(bool isCalibrated) && {
        m_evidence.isCalibrated = isCalibrated;
        for (std::size_t detector = 0; detector < kDetectors && !m_cases.empty(); ++detector) {
            const bool isTwice = !isCalibrated && detectors()[detector].id == "uncalibrated";
            if (!isTwice) {
                m_evidence.detectors.push_back(evidenceOf(m_judgements, detector));
            }
        }
        std::ranges::stable_sort(m_evidence.detectors, std::greater{}, strengthOf);
        addScores();
        m_evidence.weightBinsA = weightBins(m_cases, TrustSignal::WeightA, &CaseVoxels::labelA);
        m_evidence.weightBinsB = weightBins(m_cases, TrustSignal::WeightB, &CaseVoxels::labelB);
        m_evidence.followed = followedEvidence(m_cases);
        m_evidence.calibration = calibrationOf(m_cases, m_trusts, false);
        m_evidence.calibrationNear = calibrationOf(m_cases, m_trusts, true);
        m_evidence.riskCoverage = meanRisk(m_cases, m_trusts, false);
        m_evidence.riskCoverageNear = meanRisk(m_cases, m_trusts, true);
        m_evidence.abstention = abstentionOf(m_cases, m_trusts);
        return std::move(m_evidence);
    }

private:
    void addScores() {
        const std::vector<CaseEvidence>& cases = m_evidence.cases;
        const auto expected = [](const CaseEvidence& one) { return one.expected; };
        const auto predicted = [](const CaseEvidence& one) { return one.predicted.value; };
        const auto expectedOfMean = [](const CaseEvidence& one) { return one.expectedOfMean; };
        const auto agreement = [](const CaseEvidence& one) { return one.agreement; };
        const auto certainty = [](const CaseEvidence& one) { return 1 - one.meanUncertainty; };
        m_evidence.scores = {
            scoreEvidence("predicted-dice", "predicted Dice", cases, expected),
            scoreEvidence("expected-of-mean", "Dice that the mean expects of itself", cases, expectedOfMean),
            scoreEvidence("agreement", "agreement of A and B", cases, agreement),
            scoreEvidence("certainty", "1 - mean uncertainty", cases, certainty)};
        m_evidence.scores[0].meanAbsoluteError = meanError(cases, predicted);
        m_evidence.scores[1].meanAbsoluteError = meanError(cases, expectedOfMean);
        double held = 0, intervals = 0;
        for (const CaseEvidence& one : cases) {
            if (one.predicted.low && one.predicted.high) {
                intervals += 1;
                held += one.dice >= *one.predicted.low && one.dice <= *one.predicted.high ? 1 : 0;
            }
        }
        m_evidence.intervalCoverage = intervals > 0 ? std::optional(held / intervals) : std::nullopt;
    }

    std::span<const CaseVoxels> m_cases;
    std::vector<std::vector<float>> m_trusts;
    Judgements m_judgements;
    TrustEvidence m_evidence;
};

/// Expected Dice of the cases, and the true one, without one of them.
DiceCorrection correctionWithout(const std::vector<double>& expected, std::span<const CaseVoxels> cases,
                                 std::optional<std::size_t> without) {
    std::vector<double> kept, dice;
    for (std::size_t index = 0; index < cases.size(); ++index) {
        if (index != without) {
            kept.push_back(expected[index]);
            dice.push_back(cases[index].meanDice);
        }
    }
    return correctionFrom(kept, dice);
}

CasesOfFit casesWithout(std::span<const CaseVoxels> cases, std::optional<std::size_t> without) {
    CasesOfFit kept;
    for (std::size_t index = 0; index < cases.size(); ++index) {
        if (index != without) {
            kept.emplace_back(cases[index]);
        }
    }
    return kept;
}

/// models: one for each case, fitted on the others.
Joining joined(std::span<const CaseVoxels> cases, const std::vector<TrustModel>& models, DiceCorrection& ofAll) {
    std::vector<std::vector<float>> trusts;
    std::vector<double> expected;
    for (std::size_t index = 0; index < cases.size(); ++index) {
        trusts.push_back(trustOf(models[index], cases[index].signals, cases[index].label));
        expected.push_back(expectedDice(cases[index], trusts.back()));
    }
    ofAll = models.empty() || models.front().isCalibrated ? correctionWithout(expected, cases, std::nullopt)
                                                          : DiceCorrection{};
    Joining joining(cases);
    for (std::size_t index = 0; index < cases.size(); ++index) {
        const Foreseen foreseen =
            models[index].isCalibrated
                ? Foreseen{corrected(expected[index], correctionWithout(expected, cases, index)), expected[index]}
                : foreseeUncalibrated(cases[index]);
        joining.add(std::move(trusts[index]), foreseen);
    }
    return joining;
}

std::string figureText(const std::optional<Spread>& spread) {
    return spread ? intervalText(spread->value, spread->low, spread->high, 3) : "undefined";
}

}  // namespace

FittedTrust fitAndJudge(std::span<const CaseVoxels> cases, int classes, const Progress& progress,
                        const std::stop_token& stop) {
    FittedTrust fitted;
    std::vector<TrustModel> models(cases.size());
    if (std::ssize(cases) >= kLeastTrustCases) {
        progress(0, "all cases");
        fitted.model = fitTrust(casesWithout(cases, std::nullopt), classes);
        for (std::size_t index = 0; index < cases.size() && fitted.model.isCalibrated; ++index) {
            throwIfStopped(stop);
            progress(static_cast<double>(index + 1) / static_cast<double>(cases.size() + 1), cases[index].caseName);
            models[index] = fitTrust(casesWithout(cases, index), classes, fitted.model);
        }
    }
    const bool areFitted = !models.empty() && std::ranges::all_of(models, &TrustModel::isCalibrated);
    if (areFitted) {
        Joining joining = joined(cases, models, fitted.correction);
        if (isBestDetector(joining.judgements())) {
            fitted.evidence = std::move(joining).evidence(true);
            return fitted;
        }
    }
    fitted.model = {};
    models.assign(cases.size(), {});
    fitted.evidence = joined(cases, models, fitted.correction).evidence(false);
    return fitted;
}

TrustEvidence judge(const TrustModel& model, const DiceCorrection& correction, std::span<const CaseVoxels> cases,
                    const Progress& progress, const std::stop_token& stop) {
    Joining joining(cases);
    for (std::size_t index = 0; index < cases.size(); ++index) {
        throwIfStopped(stop);
        progress(static_cast<double>(index) / static_cast<double>(cases.size()), cases[index].caseName);
        std::vector<float> trust = trustOf(model, cases[index].signals, cases[index].label);
        const double expected = expectedDice(cases[index], trust);
        const Foreseen foreseen = model.isCalibrated ? Foreseen{corrected(expected, correction), expected}
                                                     : foreseeUncalibrated(cases[index]);
        joining.add(std::move(trust), foreseen);
    }
    return std::move(joining).evidence(model.isCalibrated);
}

const DetectorEvidence* TrustEvidence::trust() const {
    const auto found = std::ranges::find_if(detectors, &DetectorEvidence::isTrust);
    return found == detectors.end() ? nullptr : &*found;
}

std::vector<std::string> sentencesOf(const TrustEvidence& evidence) {
    const DetectorEvidence* const trust = evidence.trust();
    if (evidence.cases.empty() || trust == nullptr) {
        return {"Nothing says yet what to trust here: no case with a label is predicted with all maps."};
    }
    std::vector<std::string> sentences;
    const std::string name = evidence.isCalibrated ? "Trust" : "Trust, which is uncalibrated here,";
    sentences.push_back(std::format("{} finds wrong voxels with an AUROC of {}, near the boundary {}.", name,
                                    figureText(trust->auroc), figureText(trust->aurocNear)));
    const auto auroc = [](const DetectorEvidence& one) { return one.auroc ? one.auroc->value : 0; };
    const auto best = std::ranges::max_element(evidence.detectors, {}, auroc);
    constexpr double kNoticeable = 0.02;
    if (auroc(*best) > auroc(*trust) + kNoticeable) {
        sentences.push_back(std::format("\"{}\" finds them better (AUROC {}).", best->title, figureText(best->auroc)));
    }
    const auto nearAuroc = [](const DetectorEvidence& one) { return one.aurocNear ? one.aurocNear->value : 0; };
    const auto nearBest = std::ranges::max_element(evidence.detectors, {}, nearAuroc);
    if (nearAuroc(*nearBest) > nearAuroc(*trust) + kNoticeable) {
        sentences.push_back(std::format("Near the boundary \"{}\" finds them better (AUROC {}).", nearBest->title,
                                        figureText(nearBest->aurocNear)));
    }
    for (const DetectorEvidence& one : evidence.detectors) {
        if (one.pointsTheWrongWay()) {
            sentences.push_back(
                std::format("In this run \"{}\" points the wrong way: it is lower where the label is "
                            "wrong (AUROC {}, near the boundary {}).",
                            one.title, figureText(one.auroc), figureText(one.aurocNear)));
        }
    }
    return sentences;
}

std::optional<AbstentionPoint> abstentionAt(const TrustEvidence& evidence, double foregroundLeft) {
    AbstentionPoint before;
    for (const AbstentionPoint& point : evidence.abstention) {
        if (point.foregroundLeft >= foregroundLeft) {
            const double span = point.foregroundLeft - before.foregroundLeft;
            const double part = span > 0 ? (foregroundLeft - before.foregroundLeft) / span : 1;
            const auto between = [&](double AbstentionPoint::* figure) {
                return before.*figure + part * (point.*figure - before.*figure);
            };
            return AbstentionPoint{.threshold = between(&AbstentionPoint::threshold),
                                   .foregroundLeft = foregroundLeft,
                                   .voxelsLeft = between(&AbstentionPoint::voxelsLeft),
                                   .errorsRemoved = between(&AbstentionPoint::errorsRemoved),
                                   .expectedErrorsRemoved = between(&AbstentionPoint::expectedErrorsRemoved)};
        }
        before = point;
    }
    return std::nullopt;
}

}  // namespace tandem
