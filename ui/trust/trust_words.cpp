#include "ui/trust/trust_words.h"

#include "ui/numbers/quantity.h"

#include <algorithm>
#include <array>
#include <utility>

namespace tandem {
namespace {

const QString kUndefined = QStringLiteral("–");

bool findsErrors(const DetectorEvidence& one) {
    constexpr double kUseless = 0.5;
    return one.auroc && one.auroc->value > kUseless && !one.pointsTheWrongWay();
}

}  // namespace

QString TrustWords::name(bool isCalibrated) {
    return isCalibrated ? tr("Trust") : tr("Trust (uncalibrated)");
}

QString TrustWords::nameInText(bool isCalibrated) {
    return isCalibrated ? tr("trust") : tr("trust (uncalibrated)");
}

QString TrustWords::meaning(bool isCalibrated) {
    return isCalibrated ? tr("probability that the label is right")
                        : tr("stands in for the probability that the label is right");
}

QString TrustWords::meaningOfTeachingWeight() {
    return tr("how strongly it teaches, not how right it is");
}

QString TrustWords::ofAVoxel(bool isCalibrated) {
    return isCalibrated ? tr("The probability that the label shown at a voxel is right: of voxels with trust 0.9\n"
                             "about 9 in 10 are. Learned on the run's validation cases, from all maps together.")
                        : tr("Not yet the probability that the label shown at a voxel is right, but what stands\n"
                             "in for it: the uncertainty of the mean and the disagreement of the decoders,\n"
                             "scaled to 0 to 1.");
}

QString TrustWords::ofTeachingWeight() {
    return tr(
        "The method's weight r of one decoder: the mean over classes of\n1 − (similarity − probability)². It says "
        "how strongly the decoder's\npseudo-label would teach the other, from 0 to 1. It does not say\nwhether the "
        "label is right: see trust for that.");
}

QString TrustWords::ofACase() {
    return tr(
        "The Dice that the prediction can be expected to reach, from the trust of its voxels,\ncorrected by how far "
        "that was off on the validation cases. The interval holds the true\nDice in four of five cases. "
        "Uncalibrated: the Dice that the mean probability expects of itself.");
}

QString TrustWords::predictedDice(const PredictedDice& dice, bool isCalibrated) {
    const QString value = Quantity::plain(dice.value, 2);
    if (!isCalibrated) {
        return tr("%1 (uncalibrated)").arg(value);
    }
    return dice.low && dice.high
               ? tr("%1 (%2 to %3)").arg(value, Quantity::plain(*dice.low, 2), Quantity::plain(*dice.high, 2))
               : value;
}

QString TrustWords::spread(const std::optional<Spread>& spread, int decimals, std::size_t all) {
    if (!spread) {
        return kUndefined;
    }
    const QString text = QStringLiteral("%1 (%2–%3)")
                             .arg(Quantity::plain(spread->value, decimals), Quantity::plain(spread->low, decimals),
                                  Quantity::plain(spread->high, decimals));
    return text + Quantity::cases(spread->cases, all);
}

QString TrustWords::figure(const std::optional<Spread>& spread, int decimals) {
    return spread ? Quantity::plain(spread->value, decimals) : kUndefined;
}

QString TrustWords::detector(const DetectorEvidence& evidence, bool isCalibrated) {
    if (evidence.isTrust()) {
        return name(isCalibrated);
    }
    // In the order of detectors(), in which trust comes first.
    const std::array<QString, kDetectors - 1> names{tr("Uncertainty of the mean + disagreement"),
                                                    tr("Uncertainty of A"),
                                                    tr("Uncertainty of B"),
                                                    tr("Uncertainty of the mean"),
                                                    tr("Difference of the probabilities"),
                                                    tr("Disagreement"),
                                                    tr("Similarity in A"),
                                                    tr("Similarity in B"),
                                                    tr("Teaching weight of A"),
                                                    tr("Teaching weight of B"),
                                                    tr("Nearness to the boundary")};
    const auto* const found = std::ranges::find(detectors(), std::string_view(evidence.id), &Detector::id);
    return found == detectors().end() ? QString::fromStdString(evidence.title)
                                      : names[static_cast<std::size_t>(found - detectors().begin()) - 1];
}

QString TrustWords::caseScore(const CaseScoreEvidence& evidence) {
    const std::array<std::pair<const char*, QString>, 4> names{
        {{"predicted-dice", tr("Predicted Dice")},
         {"expected-of-mean", tr("Dice that the mean expects of itself")},
         {"agreement", tr("Agreement of A and B")},
         {"certainty", tr("1 − uncertain part")}}};
    const auto* const found = std::ranges::find_if(names, [&](const auto& one) { return one.first == evidence.id; });
    return found == names.end() ? QString::fromStdString(evidence.title) : found->second;
}

QStringList TrustWords::detectorTitles() {
    return {tr("Detector"), tr("AUROC"),        tr("AUROC, 5 mm"), tr("AUPR"),       tr("AUPR, 5 mm"),
            tr("ECE"),      tr("Adaptive ECE"), tr("AURC"),        tr("Excess AURC")};
}

QStringList TrustWords::detectorRow(const DetectorEvidence& evidence, bool isCalibrated, std::size_t cases) {
    constexpr int kOfRanks = 2;
    constexpr int kOfErrors = 3;
    constexpr int kOfRisks = 4;  // few voxels are wrong
    return {detector(evidence, isCalibrated),
            spread(evidence.auroc, kOfRanks, cases),
            spread(evidence.aurocNear, kOfRanks, cases),
            spread(evidence.aupr, kOfRanks, cases),
            spread(evidence.auprNear, kOfRanks, cases),
            spread(evidence.ece, kOfErrors, cases),
            spread(evidence.adaptiveEce, kOfErrors, cases),
            spread(evidence.aurc, kOfRisks, cases),
            spread(evidence.excessAurc, kOfRisks, cases)};
}

/// A further sentence, where a map finds errors noticeably better than trust near a boundary.
QString TrustWords::betterNear(const TrustEvidence& evidence, const DetectorEvidence& trust) {
    constexpr double kNoticeable = 0.02;  // as sentencesOf() of core/reliability/trust_evidence.h
    const auto near = [](const DetectorEvidence& one) { return one.aurocNear ? one.aurocNear->value : 0; };
    const auto best = std::ranges::max_element(evidence.detectors, {}, near);
    return near(*best) > near(trust) + kNoticeable
               ? ' ' +
                     tr("Within 5 mm of a boundary \"%1\" finds them better: AUROC %2.")
                         .arg(detector(*best, evidence.isCalibrated), spread(best->aurocNear, 2, evidence.cases.size()))
               : QString();
}

QString TrustWords::whatToTrust(const TrustEvidence& evidence) {
    const DetectorEvidence* const trust = evidence.trust();
    if (evidence.cases.empty() || trust == nullptr) {
        return tr("Nothing says yet what to trust here.");
    }
    if (!trust->auroc) {
        return tr("No voxel of the validation cases is wrong, or none right, so nothing can be compared.");
    }
    if (evidence.isCalibrated) {
        return tr("Go by trust here: it finds wrong voxels with an AUROC of %1, within 5 mm of a boundary of %2; as a "
                  "probability it is off by %3 on average.")
                   .arg(spread(trust->auroc, 2, evidence.cases.size()),
                        spread(trust->aurocNear, 2, evidence.cases.size()), figure(trust->ece, 3)) +
               betterNear(evidence, *trust);
    }
    const auto best = std::ranges::find_if(evidence.detectors, findsErrors);
    if (best == evidence.detectors.end()) {
        return tr("No map shows where the label is wrong here; go by none of them.");
    }
    return tr("Trust is uncalibrated here. \"%1\" finds wrong voxels best: AUROC %2, within 5 mm of a boundary %3.")
        .arg(detector(*best, false), spread(best->auroc, 2, evidence.cases.size()),
             spread(best->aurocNear, 2, evidence.cases.size()));
}

QString TrustWords::wrongWay(const DetectorEvidence& evidence) {
    const QString sentence =
        evidence.id == "weight-a"
            ? tr("In this run the teaching weight of A is higher where the label is wrong (AUROC %1, within 5 mm %2).")
        : evidence.id == "weight-b"
            ? tr("In this run the teaching weight of B is higher where the label is wrong (AUROC %1, within 5 mm %2).")
            : tr("In this run \"%3\" points the wrong way: it doubts right voxels more than wrong ones (AUROC %1, "
                 "within 5 mm %2).");
    const QString figures = sentence.arg(figure(evidence.auroc, 2), figure(evidence.aurocNear, 2));
    return figures.contains("%3") ? figures.arg(detector(evidence, true)) : figures;
}

QStringList TrustWords::warnings(const TrustEvidence& evidence) {
    QStringList sentences;
    for (const DetectorEvidence& one : evidence.detectors) {
        if (one.pointsTheWrongWay()) {
            sentences << wrongWay(one);
        }
    }
    return sentences;
}

QString TrustWords::followed(const TrustEvidence& evidence) {
    const FollowedEvidence& followed = evidence.followed;
    if (followed.voxels <= 0) {
        return {};
    }
    const QString rates =
        tr("Where the decoders disagree, the one that is followed is wrong in %1 of the voxels, the "
           "other in %2.")
            .arg(Quantity::percent(followed.followedErrorRate, 1), Quantity::percent(followed.otherErrorRate, 1));
    return rates + ' ' +
           (followed.followedErrorRate < followed.otherErrorRate
                ? tr("Following the more certain one is right in this run.")
                : tr("Following the more certain one does not help in this run."));
}

QString TrustWords::coverage(const TrustEvidence& evidence) {
    return evidence.intervalCoverage
               ? tr("The interval of the predicted Dice held the true one in %1 of the cases; it is meant to in %2.")
                     .arg(Quantity::percent(*evidence.intervalCoverage, 0), Quantity::percent(kDiceCoverage, 0))
               : QString();
}

QString TrustWords::whyUncalibrated(const std::optional<Uncalibrated>& why, Decoder label) {
    if (!why) {
        return {};
    }
    switch (why->reason) {
        case Uncalibrated::Reason::NoValidationCases:
            return tr("Trust is uncalibrated: the run's split has no validation cases.");
        case Uncalibrated::Reason::TooFewInSplit:
            return tr("Trust is uncalibrated: the run's split has %1 validation cases, and at least %2 are needed.")
                .arg(why->validationCases)
                .arg(kLeastTrustCases);
        case Uncalibrated::Reason::TooFewPredicted:
            return tr("Trust is uncalibrated: of %1 validation cases %2 are predicted with all maps, and at least %3 "
                      "are needed; predict them on the page Review.")
                .arg(why->validationCases)
                .arg(why->predictedCases)
                .arg(kLeastTrustCases);
        case Uncalibrated::Reason::NotMeasured:
            // Review measures the label of A alone.
            return label == Decoder::A
                       ? tr("Trust is uncalibrated until it is measured on the validation cases, which the "
                            "page Review does.")
                       : tr("Trust in this label is uncalibrated until it is measured on the validation "
                            "cases, which the page Export does, or tandem-cli trust PROJECT --label %1.")
                             .arg(QLatin1StringView(nameOf(label)));
        case Uncalibrated::Reason::NotBetter:
            return tr(
                "Trust is uncalibrated: on the validation cases, no sum of the maps finds errors as well as the "
                "best of them.");
    }
    return {};
}

QString TrustWords::whyUncalibrated(const RunTrust& trust, Decoder label) {
    return whyUncalibrated(tandem::whyUncalibrated(trust), label);
}

}  // namespace tandem
