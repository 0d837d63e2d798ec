// How the window and the reports say what is known of trust: names, figures with their intervals, warnings.
//
// Thread-safe, without widgets. Invariant: whatever is not calibrated is called so.
#pragma once

#include "core/maps/map_name.h"
#include "core/reliability/trust_evidence.h"
#include "storage/reliability/run_trust.h"

#include <QCoreApplication>
#include <QString>
#include <QStringList>
#include <optional>

namespace tandem {

class TrustWords {
    Q_DECLARE_TR_FUNCTIONS(tandem::TrustWords)

public:
    /// "Trust", or that it is uncalibrated; as a title, and within a text.
    [[nodiscard]] static QString name(bool isCalibrated);
    [[nodiscard]] static QString nameInText(bool isCalibrated);
    /// What its numbers are, for a legend.
    [[nodiscard]] static QString meaning(bool isCalibrated);
    [[nodiscard]] static QString meaningOfTeachingWeight();
    /// For a tooltip, so broken into lines: what trust is, the method's teaching weight, with which it must not be
    /// mistaken, and predicted Dice.
    [[nodiscard]] static QString ofAVoxel(bool isCalibrated);
    [[nodiscard]] static QString ofTeachingWeight();
    [[nodiscard]] static QString ofACase();

    /// "0.82 (0.74 to 0.88)", or "0.82 (uncalibrated)"; of a few cases that are calibrated there is no interval either.
    [[nodiscard]] static QString predictedDice(const PredictedDice& dice, bool isCalibrated);
    /// "0.94 (0.91–0.96)", with " (3/4)" where only so many of all cases have a value; a dash for what is not defined.
    [[nodiscard]] static QString spread(const std::optional<Spread>& spread, int decimals, std::size_t all);
    /// "0.94" likewise.
    [[nodiscard]] static QString figure(const std::optional<Spread>& spread, int decimals);

    /// Of DetectorEvidence, and of CaseScoreEvidence.
    [[nodiscard]] static QString detector(const DetectorEvidence& evidence, bool isCalibrated);
    [[nodiscard]] static QString caseScore(const CaseScoreEvidence& evidence);
    /// The row of a detector in a table: its name, then its figures in the order of these titles.
    [[nodiscard]] static QStringList detectorTitles();
    [[nodiscard]] static QStringList detectorRow(const DetectorEvidence& evidence, bool isCalibrated,
                                                 std::size_t cases);

    /// What to go by here, and where another map does better.
    [[nodiscard]] static QString whatToTrust(const TrustEvidence& evidence);
    /// Of every map that points the wrong way, a sentence that warns of it.
    [[nodiscard]] static QString wrongWay(const DetectorEvidence& evidence);
    [[nodiscard]] static QStringList warnings(const TrustEvidence& evidence);
    /// Whether the method is right to follow the more certain decoder; empty where they nowhere disagree.
    [[nodiscard]] static QString followed(const TrustEvidence& evidence);
    /// How often the interval of the predicted Dice held the true one; empty without intervals.
    [[nodiscard]] static QString coverage(const TrustEvidence& evidence);

    /// Why trust in the label is not calibrated, and what to do; empty where it is.
    [[nodiscard]] static QString whyUncalibrated(const std::optional<Uncalibrated>& why, Decoder label = Decoder::A);
    [[nodiscard]] static QString whyUncalibrated(const RunTrust& trust, Decoder label = Decoder::A);

private:
    [[nodiscard]] static QString betterNear(const TrustEvidence& evidence, const DetectorEvidence& trust);
};

}  // namespace tandem
