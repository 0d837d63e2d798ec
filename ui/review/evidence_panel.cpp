#include "ui/review/evidence_panel.h"

#include "storage/reliability/ranking_trust.h"
#include "ui/numbers/quantity.h"
#include "ui/review/evidence_plots.h"
#include "ui/review/evidence_table.h"
#include "ui/review/review_words.h"
#include "ui/theme/translated.h"
#include "ui/trust/trust_words.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QRegularExpression>
#include <QTabWidget>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

namespace tandem {
namespace {

enum Region { NearBoundary, WholeVolume };

EvidencePlot* makePlot(const char* objectName, QWidget* parent) {
    auto* const plot = new EvidencePlot(parent);
    plot->setObjectName(objectName);
    return plot;
}

QLabel* makeText(const char* objectName, QWidget* parent) {
    auto* const label = new QLabel(parent);
    label->setObjectName(objectName);
    label->setWordWrap(true);
    label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    return label;
}

QVBoxLayout* rowsOf(QWidget* tab) {
    auto* const rows = new QVBoxLayout(tab);
    rows->setContentsMargins(0, 6, 0, 0);
    return rows;
}

}  // namespace

EvidencePanel::EvidencePanel(QWidget* parent)
    : QWidget(parent),
      m_question(new QLabel(this)),
      m_verdict(makeText("verdict", this)),
      m_reason(makeText("verdictReason", this)),
      m_progress(new QProgressBar(this)),
      m_tabs(new QTabWidget(this)) {
    setObjectName("evidencePanel");
    m_question->setProperty("role", "heading");
    m_question->setWordWrap(true);
    m_verdict->setProperty("role", "title");
    m_progress->setObjectName("evidenceProgress");
    m_progress->setRange(0, 1000);
    m_progress->setTextVisible(false);
    m_tabs->setObjectName("evidenceTabs");
    m_tabs->setDocumentMode(true);
    for (QWidget* const tab : {makeCases(), makeDetectors(), makeCalibration(), makeTeaching()}) {
        m_tabs->addTab(tab, QString());
    }
    auto* const rows = new QVBoxLayout(this);
    rows->setContentsMargins(8, 0, 0, 0);
    rows->addWidget(m_question);
    rows->addWidget(m_verdict);
    rows->addWidget(m_reason);
    rows->addWidget(m_progress);
    rows->addWidget(m_tabs, 1);
    connect(m_measure, &QComboBox::currentIndexChanged, this, &EvidencePanel::showMeasure);
    connect(m_region, &QComboBox::currentIndexChanged, this, &EvidencePanel::showPlots);
    setProgress(-1);
    keepTranslated(*this, [this] { retranslate(); });
}

QWidget* EvidencePanel::makeCases() {
    auto* const tab = new QWidget(m_tabs);
    m_dice = makePlot("dicePlot", tab);
    m_scores = new EvidenceTable(tab);
    m_scores->setObjectName("scoreTable");
    m_scores->setAsHighAsRows();
    m_coverage = makeText("coverage", tab);
    QVBoxLayout* const rows = rowsOf(tab);
    rows->addWidget(m_dice, 1);
    rows->addWidget(m_scores);
    rows->addWidget(m_coverage);
    return tab;
}

QWidget* EvidencePanel::makeDetectors() {
    auto* const tab = new QWidget(m_tabs);
    m_whatToTrust = makeText("whatToTrust", tab);
    m_measure = new QComboBox(tab);
    m_measure->setObjectName("detectorMeasure");
    m_measure->addItems({QString(), QString(), QString(), QString()});
    m_measure->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_detectors = new EvidenceTable(tab);
    m_detectors->setObjectName("detectorTable");
    m_warnings = makeText("warnings", tab);
    m_warnings->setProperty("role", "warning");
    QVBoxLayout* const rows = rowsOf(tab);
    rows->addWidget(m_whatToTrust);
    rows->addWidget(m_measure);
    rows->addWidget(m_detectors, 1);
    rows->addWidget(m_warnings);
    return tab;
}

QWidget* EvidencePanel::makeCalibration() {
    auto* const tab = new QWidget(m_tabs);
    m_regionLabel = new QLabel(tab);
    m_region = new QComboBox(tab);
    m_region->setObjectName("evidenceRegion");
    m_region->addItems({QString(), QString()});
    m_regionLabel->setBuddy(m_region);
    auto* const region = new QHBoxLayout;
    region->addWidget(m_regionLabel);
    region->addWidget(m_region);
    region->addStretch();
    m_calibration = makePlot("calibrationPlot", tab);
    m_risk = makePlot("riskPlot", tab);
    QVBoxLayout* const rows = rowsOf(tab);
    rows->addLayout(region);
    rows->addWidget(m_calibration, 1);
    rows->addWidget(m_risk, 1);
    return tab;
}

QWidget* EvidencePanel::makeTeaching() {
    auto* const tab = new QWidget(m_tabs);
    m_weightA = makePlot("weightPlotA", tab);
    m_weightB = makePlot("weightPlotB", tab);
    m_followed = makeText("followed", tab);
    QVBoxLayout* const rows = rowsOf(tab);
    rows->addWidget(m_weightA, 1);
    rows->addWidget(m_weightB, 1);
    rows->addWidget(m_followed);
    return tab;
}

void EvidencePanel::retranslate() {
    m_question->setText(tr("Can this ranking be trusted?"));
    m_tabs->setTabText(Cases, tr("Cases"));
    m_tabs->setTabToolTip(Cases, tr("Predicted against true Dice of the validation cases"));
    m_tabs->setTabText(Detectors, tr("Errors"));
    m_tabs->setTabToolTip(Detectors, tr("What finds wrong voxels here"));
    m_tabs->setTabText(Calibration, tr("Calibration"));
    m_tabs->setTabText(Teaching, tr("Teaching"));
    m_tabs->setTabToolTip(Teaching, tr("Whether a decoder is right where the method lets it teach the other"));
    m_detectors->setAccessibleName(tr("What finds wrong voxels here"));
    m_scores->setAccessibleName(tr("What tells the Dice of a case"));
    m_measure->setAccessibleName(tr("By what the detectors are measured"));
    const QString measures[]{tr("AUROC: are wrong voxels doubted more?"),
                             tr("AUPR: are the most doubted voxels wrong?"), tr("ECE: is it a probability?"),
                             tr("AURC: are the least doubted voxels right?")};
    for (int at = 0; at < m_measure->count(); ++at) {
        m_measure->setItemText(at, measures[at]);
    }
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
    showAll();
}

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

const TrustEvidence* EvidencePanel::evidence() const {
    return m_trust && !m_trust->fitted.evidence.cases.empty() ? &m_trust->fitted.evidence : nullptr;
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
    m_dice->setContent(EvidencePlots::dice(evidence(), m_ranked));
    std::vector<EvidenceRow> rows;
    if (evidence() != nullptr) {
        for (const CaseScoreEvidence& one : evidence()->scores) {
            rows.push_back({.cells = {TrustWords::caseScore(one), Quantity::fixed(one.spearman, 2),
                                      Quantity::fixed(one.meanAbsoluteError, 3)},
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
                            .isChosen = one.isTrust()};
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
    showMeasure();
    m_warnings->setText(warnings.join('\n'));
    m_warnings->setVisible(!warnings.isEmpty());
}

/// All of them side by side are wider than the page.
void EvidencePanel::showMeasure() {
    constexpr int kFiguresOfOne = 2;
    m_measure->setVisible(evidence() != nullptr);
    for (int column = 1; column < m_detectors->columnCount(); ++column) {
        m_detectors->setColumnHidden(column, (column - 1) / kFiguresOfOne != m_measure->currentIndex());
    }
}

void EvidencePanel::showPlots() {
    m_tabs->setTabToolTip(Calibration, TrustWords::ofAVoxel(evidence() != nullptr && evidence()->isCalibrated));
    const bool isNear = m_region->currentIndex() == NearBoundary;
    m_calibration->setContent(EvidencePlots::calibration(evidence(), isNear));
    m_risk->setContent(EvidencePlots::risk(evidence(), isNear));
    m_weightA->setContent(EvidencePlots::weight(evidence(), tr("Teaching weight of A"), &TrustEvidence::weightBinsA));
    m_weightB->setContent(EvidencePlots::weight(evidence(), tr("Teaching weight of B"), &TrustEvidence::weightBinsB));
    m_followed->setText(evidence() != nullptr ? TrustWords::followed(*evidence()) : QString());
}

}  // namespace tandem
