#include "ui/review/evidence_panel.h"

#include "ui/review/evidence_plot.h"
#include "ui/review/review_words.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

namespace tandem {
namespace {

enum Region { NearBoundary, WholeVolume };

QString percent(double fraction, int digits) {
    return QLocale().toString(100 * fraction, 'f', digits) + QStringLiteral(" %");
}

/// The values with some room on both sides.
AxisRange rangeOf(const std::vector<double>& values) {
    const auto [low, high] = std::ranges::minmax(values);
    const double room = std::max(0.01, 0.08 * (high - low));
    return {std::max(0.0, low - room), std::min(1.0, high + room)};
}

EvidencePlot* makePlot(const char* objectName, QWidget* parent) {
    auto* const plot = new EvidencePlot(parent);
    plot->setObjectName(objectName);
    return plot;
}

}  // namespace

EvidencePanel::EvidencePanel(QWidget* parent)
    : QWidget(parent),
      m_question(new QLabel(this)),
      m_verdict(new QLabel(this)),
      m_reason(new QLabel(this)),
      m_progress(new QProgressBar(this)),
      m_regionLabel(new QLabel(this)),
      m_region(new QComboBox(this)),
      m_error(makePlot("errorPlot", this)),
      m_calibration(makePlot("calibrationPlot", this)),
      m_risk(makePlot("riskPlot", this)) {
    setObjectName("evidencePanel");
    m_question->setProperty("role", "heading");
    m_verdict->setObjectName("verdict");
    m_verdict->setProperty("role", "title");
    m_verdict->setWordWrap(true);
    m_reason->setObjectName("verdictReason");
    m_reason->setWordWrap(true);
    m_progress->setObjectName("evidenceProgress");
    m_progress->setRange(0, 1000);
    m_progress->setTextVisible(false);
    m_region->setObjectName("evidenceRegion");
    m_region->addItems({QString(), QString()});
    m_regionLabel->setBuddy(m_region);
    auto* const region = new QHBoxLayout;
    region->addWidget(m_regionLabel);
    region->addWidget(m_region);
    region->addStretch();
    auto* const pair = new QHBoxLayout;
    pair->setSpacing(4);
    pair->addWidget(m_calibration);
    pair->addWidget(m_risk);
    auto* const rows = new QVBoxLayout(this);
    rows->setContentsMargins(8, 0, 0, 0);
    rows->addWidget(m_question);
    rows->addWidget(m_verdict);
    rows->addWidget(m_reason);
    rows->addWidget(m_progress);
    rows->addWidget(m_error, 1);
    rows->addLayout(region);
    rows->addLayout(pair, 1);
    connect(m_region, &QComboBox::currentIndexChanged, this, &EvidencePanel::showPlots);
    setProgress(-1);
    retranslate();
}

void EvidencePanel::setEvidence(std::optional<ReliabilityEvidence> evidence) {
    m_evidence = std::move(evidence);
    showVerdict();
    showPlots();
}

void EvidencePanel::setRanked(std::vector<double> reliabilities) {
    m_ranked = std::move(reliabilities);
    showPlots();
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

void EvidencePanel::retranslate() {
    m_question->setText(tr("Can this ranking be trusted?"));
    m_regionLabel->setText(tr("Vo&xels"));
    m_region->setItemText(NearBoundary, tr("Within 5 mm of the boundary"));
    m_region->setItemText(WholeVolume, tr("Whole volume"));
    m_region->setToolTip(
        tr("Far from every structure nearly all voxels are right and certain, which hides what "
           "happens where it is difficult"));
    m_progress->setAccessibleName(tr("Evidence being measured"));
    for (QLabel* const label : {m_question, m_verdict, m_reason}) {
        label->setToolTip(ReviewWords::trustRule());
    }
    showVerdict();
    showPlots();
}

void EvidencePanel::showVerdict() {
    if (m_isMeasuring) {
        m_verdict->setText(tr("Measuring…"));
        m_reason->setText(tr("The predictions of the validation cases are compared with their labels."));
    } else if (!m_evidence) {
        m_verdict->setText(ReviewWords::trustHeadline(Trust::TooFewCases));
        m_reason->setText(tr("There is no evidence for this run yet."));
    } else {
        m_verdict->setText(ReviewWords::trustHeadline(m_evidence->verdict.trust));
        m_reason->setText(ReviewWords::trustReason(m_evidence->verdict, m_evidence->validationCases));
    }
}

void EvidencePanel::showPlots() {
    m_error->setContent(errorContent());
    m_calibration->setContent(calibrationContent());
    m_risk->setContent(riskContent());
}

const ReliabilityMetrics* EvidencePanel::shownMetrics() const {
    if (!m_evidence) {
        return nullptr;
    }
    const auto& metrics = m_region->currentIndex() == NearBoundary ? m_evidence->nearBoundary : m_evidence->wholeVolume;
    return metrics ? &*metrics : nullptr;
}

PlotContent EvidencePanel::errorContent() const {
    PlotContent content;
    content.title = tr("Error against reliability");
    content.xTitle = tr("reliability of a case; lines: the cases to review");
    content.yTitle = tr("1 − Dice");
    content.emptyText = tr("A dot for each validation case that is predicted with all maps");
    if (!m_evidence || m_evidence->cases.empty()) {
        return content;
    }
    std::vector<double> reliabilities = m_ranked;
    double most = 0.05;
    for (const EvidenceCase& one : m_evidence->cases) {
        reliabilities.push_back(one.reliability);
        most = std::max(most, 1 - one.dice);
        content.dots.push_back({QPointF(one.reliability, 1 - one.dice),
                                tr("%1: reliability %2, Dice %3")
                                    .arg(QString::fromStdString(one.caseName), ReviewWords::score(one.reliability),
                                         ReviewWords::score(one.dice))});
    }
    content.ticks = m_ranked;
    content.x = rangeOf(reliabilities);
    content.y = {0, std::min(1.0, 1.1 * most)};
    if (m_evidence->verdict.correlation) {
        content.figure = tr("rank correlation %1").arg(QLocale().toString(*m_evidence->verdict.correlation, 'f', 2));
    }
    return content;
}

PlotContent EvidencePanel::calibrationContent() const {
    PlotContent content;
    content.title = tr("Calibration");
    content.xTitle = tr("confidence");
    content.yTitle = tr("voxels that are right");
    content.emptyText = tr("Confidence against truth, of all validation voxels");
    const ReliabilityMetrics* const metrics = shownMetrics();
    if (metrics == nullptr) {
        return content;
    }
    content.figure = tr("ECE %1").arg(ReviewWords::score(metrics->expectedCalibrationError));
    content.guide = {{0, 0}, {1, 1}};
    const auto count = static_cast<double>(metrics->bins.size());
    for (std::size_t index = 0; index < metrics->bins.size(); ++index) {
        const CalibrationBin& bin = metrics->bins[index];
        if (bin.voxels > 0) {
            content.bars.push_back({static_cast<double>(index) / count, static_cast<double>(index + 1) / count,
                                    bin.accuracy,
                                    tr("%1 voxels of confidence %2: %3 are right")
                                        .arg(QLocale().toString(static_cast<qlonglong>(bin.voxels)),
                                             percent(bin.meanConfidence, 1), percent(bin.accuracy, 1))});
        }
    }
    return content;
}

PlotContent EvidencePanel::riskContent() const {
    PlotContent content;
    content.title = tr("Risk-coverage");
    content.xTitle = tr("voxels kept, the least uncertain first");
    content.yTitle = tr("wrong voxels among them");
    content.emptyText = tr("How errors fall when uncertain voxels are left out");
    const ReliabilityMetrics* const metrics = shownMetrics();
    if (metrics == nullptr || metrics->riskCoverage.empty()) {
        return content;
    }
    const double all = metrics->riskCoverage.back().risk;
    double most = all;
    for (const RiskCoveragePoint& point : metrics->riskCoverage) {
        most = std::max(most, point.risk);
        content.line.push_back(
            {QPointF(point.coverage, point.risk), tr("Of the least uncertain %1 of the voxels %2 are wrong")
                                                      .arg(percent(point.coverage, 0), percent(point.risk, 2))});
    }
    content.guide = {{0, all}, {1, all}};
    content.y = {0, std::max(1e-6, 1.1 * most)};
    content.figure = tr("AURC %1").arg(QLocale().toString(metrics->riskCoverageArea, 'g', 2));
    return content;
}

}  // namespace tandem
