#include "ui/review/evidence_panel.h"

#include "storage/reliability/ranking_trust.h"
#include "ui/review/evidence_plot.h"
#include "ui/review/evidence_table.h"
#include "ui/review/review_words.h"
#include "ui/trust/trust_words.h"

#include <QComboBox>
#include <QEvent>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QRegularExpression>
#include <algorithm>
#include <array>
#include <utility>

namespace tandem {
namespace {

/// The values with some room on both sides.
AxisRange rangeOf(const std::vector<double>& values) {
    const auto [low, high] = std::ranges::minmax(values);
    const double room = std::max(0.01, 0.08 * (high - low));
    return {std::max(0.0, low - room), std::min(1.0, high + room)};
}

QString voxelsText(double voxels) {
    return QLocale().toString(static_cast<qlonglong>(voxels + 0.5));
}

QString figure(const std::optional<double>& value, int decimals) {
    return value ? QLocale().toString(*value, 'f', decimals) : QStringLiteral("–");
}

}  // namespace

void EvidencePanel::setTrust(std::optional<RunTrust> trust) {
    m_trust = std::move(trust);
    showAll();
}

void EvidencePanel::setRanked(std::vector<double> predictedDice) {
    m_ranked = std::move(predictedDice);
    showCases();
}

void EvidencePanel::setProgress(double fraction) {
    m_isMeasuring = fraction >= 0;
    m_progress->setVisible(m_isMeasuring);
    m_progress->setValue(qRound(1000 * std::max(0.0, fraction)));
    showVerdict();
}

void EvidencePanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
    QWidget::changeEvent(event);
}

const TrustEvidence* EvidencePanel::evidence() const {
    return m_trust && !m_trust->fitted.evidence.cases.empty() ? &m_trust->fitted.evidence : nullptr;
}

const DetectorEvidence* EvidencePanel::trustDetector() const {
    const auto& detectors = evidence()->detectors;
    const auto found = std::ranges::find(detectors, "trust", &DetectorEvidence::id);
    return found == detectors.end() ? nullptr : &*found;
}

void EvidencePanel::showAll() {
    showVerdict();
    showCases();
    showDetectors();
    showPlots();
}

void EvidencePanel::showVerdict() {
    if (m_isMeasuring) {
        m_verdict->setText(tr("Measuring…"));
        m_reason->setText(tr("The predictions of the validation cases are compared with their labels."));
        return;
    }
    const Trust trust = evidence() != nullptr ? verdictOn(*evidence()).trust : Trust::TooFewCases;
    m_verdict->setText(ReviewWords::trustHeadline(trust));
    m_reason->setText(reason());
}

QString EvidencePanel::reason() const {
    if (!m_trust) {
        return tr("There is no evidence for this run yet.");
    }
    QStringList sentences{ReviewWords::trustReason(verdictOn(m_trust->fitted.evidence), m_trust->validationCases)};
    if (m_trust->validationCases > 0 && !m_trust->toPredict.empty()) {
        sentences << tr("Predict the other %n with all maps (above); trust is measured then.", nullptr,
                        static_cast<int>(m_trust->toPredict.size()));
    } else if (evidence() == nullptr || verdictOn(*evidence()).cases >= TrustVerdict::kLeastCases) {
        sentences << TrustWords::whyUncalibrated(*m_trust);
    }
    sentences.removeAll(QString());
    return sentences.join(' ');
}

void EvidencePanel::showCases() {
    m_dice->setContent(diceContent());
    std::vector<EvidenceRow> rows;
    if (evidence() != nullptr) {
        for (const CaseScoreEvidence& one : evidence()->scores) {
            rows.push_back(
                {.cells = {TrustWords::caseScore(one), figure(one.spearman, 2), figure(one.meanAbsoluteError, 3)},
                 .isChosen = one.id == "predicted-dice"});
        }
    }
    m_scores->setVisible(!rows.empty());
    m_scores->setRows({tr("Score"), tr("Rank correlation"), tr("Mean error")},
                      {tr("What is known of a case without its label"), tr("Spearman's, with the true Dice"),
                       tr("How far from the true Dice, on average over the cases")},
                      rows);
    m_coverage->setText(evidence() != nullptr ? TrustWords::coverage(*evidence()) : QString());
    m_coverage->setVisible(!m_coverage->text().isEmpty());
}

void EvidencePanel::showDetectors() {
    const TrustEvidence* const shown = evidence();
    m_whatToTrust->setText(shown != nullptr ? TrustWords::whatToTrust(*shown)
                                            : tr("Which maps find wrong voxels is shown here once validation cases are "
                                                 "predicted with all maps."));
    m_detectors->setVisible(shown != nullptr);
    QStringList warnings;
    std::vector<EvidenceRow> rows;
    if (shown != nullptr) {
        warnings = TrustWords::warnings(*shown);
        for (const DetectorEvidence& one : shown->detectors) {
            EvidenceRow row{.cells = TrustWords::detectorRow(one, shown->isCalibrated, shown->cases.size()),
                            .isChosen = one.id == "trust"};
            row.cells.front().replace(" + ", "\n+ ");
            for (qsizetype cell = 1; cell < row.cells.size(); ++cell) {
                row.cells[cell].replace(" (", "\n(");
            }
            row.warning = one.pointsTheWrongWay() ? TrustWords::wrongWay(one) : QString();
            rows.push_back(std::move(row));
        }
    }
    const QString near = tr("The same, of voxels within 5 mm of a structure's surface");
    QStringList titles = TrustWords::detectorTitles();
    titles.replaceInStrings(QRegularExpression("^(\\S+) "), "\\1\n");  // on two lines
    m_detectors->setRows(
        titles,
        {tr("What may find wrong voxels: trust, and each map by itself"),
         tr("Chance that a wrong voxel is doubted more than a right one; below 0.5 it points the wrong "
            "way. In brackets: in 95 of 100 draws of cases"),
         near, tr("Mean part of wrong voxels among the most doubted ones; more is better"), near,
         tr("How far the probability is off, on average; less is better"),
         tr("The same, over equally many voxels each"),
         tr("Mean part of wrong voxels among the least doubted ones; less is better"),
         tr("Beyond the least that is possible; less is better")},
        rows);
    m_warnings->setText(warnings.join('\n'));
    m_warnings->setVisible(!warnings.isEmpty());
}

void EvidencePanel::showPlots() {
    m_tabs->setTabToolTip(Calibration, TrustWords::ofAVoxel(evidence() != nullptr && evidence()->isCalibrated));
    m_calibration->setContent(calibrationContent());
    m_risk->setContent(riskContent());
    m_weightA->setContent(weightContent(tr("Teaching weight of A"), &TrustEvidence::weightBinsA));
    m_weightB->setContent(weightContent(tr("Teaching weight of B"), &TrustEvidence::weightBinsB));
    m_followed->setText(evidence() != nullptr ? TrustWords::followed(*evidence()) : QString());
}

PlotContent EvidencePanel::diceContent() const {
    PlotContent content;
    content.title = tr("Predicted against true Dice");
    content.xTitle = tr("predicted Dice; ticks: the cases to review");
    content.yTitle = tr("true Dice");
    content.emptyText = tr("A dot for each validation case that is predicted with all maps");
    if (evidence() == nullptr) {
        return content;
    }
    std::vector<double> predicted = m_ranked;
    std::vector<double> dice;
    for (const CaseEvidence& one : evidence()->cases) {
        PlotDot dot{.at = QPointF(one.predicted.value, one.dice)};
        dot.reading = tr("%1: predicted Dice %2, true Dice %3")
                          .arg(QString::fromStdString(one.caseName),
                               TrustWords::predictedDice(one.predicted, evidence()->isCalibrated),
                               QLocale().toString(one.dice, 'f', 2));
        predicted.push_back(one.predicted.value);
        dice.push_back(one.dice);
        if (one.predicted.low && one.predicted.high) {
            dot.reach = AxisRange{*one.predicted.low, *one.predicted.high};
            predicted.insert(predicted.end(), {*one.predicted.low, *one.predicted.high});
        }
        content.dots.push_back(std::move(dot));
    }
    content.ticks = m_ranked;
    content.x = rangeOf(predicted);
    content.y = rangeOf(dice);
    const double low = std::max(content.x.low, content.y.low);
    const double high = std::min(content.x.high, content.y.high);
    if (low < high) {
        content.guide = {{low, low}, {high, high}};
    }
    content.figure = evidence()->isCalibrated ? QString() : tr("uncalibrated");
    return content;
}

PlotContent EvidencePanel::calibrationContent() const {
    PlotContent content;
    content.title = tr("Calibration of trust");
    content.xTitle = tr("trust");
    content.yTitle = tr("voxels that are right");
    content.emptyText = tr("Trust against truth, of all validation voxels");
    if (evidence() == nullptr) {
        return content;
    }
    const bool isNear = m_region->currentIndex() == 0;
    const auto& bins = isNear ? evidence()->calibrationNear : evidence()->calibration;
    const DetectorEvidence* const trust = trustDetector();
    content.figure = !evidence()->isCalibrated                   ? tr("uncalibrated")
                     : !isNear && trust != nullptr && trust->ece ? tr("ECE %1").arg(TrustWords::figure(trust->ece, 3))
                                                                 : QString();
    content.guide = {{0, 0}, {1, 1}};
    const auto count = static_cast<double>(bins.size());
    for (std::size_t index = 0; index < bins.size(); ++index) {
        const CalibrationBin& bin = bins[index];
        if (bin.voxels > 0) {
            content.bars.push_back(
                {static_cast<double>(index) / count, static_cast<double>(index + 1) / count, bin.accuracy,
                 tr("%1 voxels of trust %2: %3 are right")
                     .arg(QLocale().toString(static_cast<qlonglong>(bin.voxels)),
                          TrustWords::percent(bin.meanConfidence, 1), TrustWords::percent(bin.accuracy, 1))});
        }
    }
    return content;
}

PlotContent EvidencePanel::riskContent() const {
    PlotContent content;
    content.title = tr("Risk-coverage");
    content.xTitle = tr("voxels kept, the most trusted first");
    content.yTitle = tr("wrong voxels among them");
    content.emptyText = tr("How errors fall when the least trusted voxels are left out");
    if (evidence() == nullptr) {
        return content;
    }
    const bool isNear = m_region->currentIndex() == 0;
    const auto& points = isNear ? evidence()->riskCoverageNear : evidence()->riskCoverage;
    if (points.empty()) {
        return content;
    }
    const double all = points.back().risk;
    double most = all;
    for (const RiskCoveragePoint& point : points) {
        most = std::max(most, point.risk);
        content.line.push_back({QPointF(point.coverage, point.risk),
                                tr("Of the most trusted %1 of the voxels %2 are wrong")
                                    .arg(TrustWords::percent(point.coverage, 0), TrustWords::percent(point.risk, 2))});
    }
    content.guide = {{0, all}, {1, all}};
    content.y = {0, std::max(1e-6, 1.1 * most)};
    const DetectorEvidence* const trust = trustDetector();
    if (!isNear && trust != nullptr && trust->aurc) {
        content.figure = tr("AURC %1").arg(TrustWords::figure(trust->aurc, 4));
    }
    return content;
}

PlotContent EvidencePanel::weightContent(const QString& title, std::vector<WeightBin> TrustEvidence::* bins) const {
    PlotContent content;
    content.title = title;
    content.xTitle = tr("teaching weight");
    content.yTitle = tr("wrong voxels of the decoder");
    content.emptyText = tr("Whether a decoder errs less where its teaching weight is higher");
    if (evidence() == nullptr) {
        return content;
    }
    double most = 0;
    for (const WeightBin& bin : evidence()->*bins) {
        if (bin.voxels > 0) {
            most = std::max(most, bin.errorRate);
            content.bars.push_back({bin.low, bin.high, bin.errorRate,
                                    tr("%1 voxels of teaching weight %2 to %3: %4 are wrong")
                                        .arg(voxelsText(bin.voxels), figure(bin.low, 1), figure(bin.high, 1),
                                             TrustWords::percent(bin.errorRate, 2))});
        }
    }
    content.y = {0, std::max(1e-6, 1.1 * most)};
    return content;
}

}  // namespace tandem
