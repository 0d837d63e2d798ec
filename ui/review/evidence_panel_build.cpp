// The parts of the panel, and their words.
#include "ui/review/evidence_panel.h"
#include "ui/review/evidence_plot.h"
#include "ui/review/evidence_table.h"
#include "ui/review/review_words.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QTabWidget>
#include <QVBoxLayout>

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
    connect(m_region, &QComboBox::currentIndexChanged, this, &EvidencePanel::showPlots);
    setProgress(-1);
    retranslate();
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
    m_detectors = new EvidenceTable(tab);
    m_detectors->setObjectName("detectorTable");
    m_warnings = makeText("warnings", tab);
    m_warnings->setProperty("role", "warning");
    QVBoxLayout* const rows = rowsOf(tab);
    rows->addWidget(m_whatToTrust);
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

}  // namespace tandem
