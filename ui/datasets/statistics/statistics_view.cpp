#include "ui/datasets/statistics/statistics_view.h"

#include "ui/datasets/cases/case_table_model.h"
#include "ui/datasets/cases/case_words.h"
#include "ui/datasets/statistics/bar_chart.h"
#include "ui/session/project_session.h"
#include "ui/theme/translated.h"

#include <QGridLayout>
#include <QLabel>
#include <QScrollArea>
#include <QStringList>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

namespace tandem {
namespace {

constexpr std::size_t kMostRead = 24;     // enough for the shape of the histogram
constexpr std::size_t kMostClasses = 24;  // with a chart of their own
constexpr int kColumns = 3;

// Okabe and Ito's, as in the label schemes: told apart by most people whatever their colour vision.
const QColor kFirst(86, 180, 233);
const QColor kSecond(230, 159, 0);
const QColor kThird(0, 158, 115);

}  // namespace

StatisticsView::StatisticsView(ProjectSession& session, CaseTableModel& cases, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_cases(cases),
      m_summary(new QLabel(this)),
      m_charts(new QWidget(this)),
      m_grid(new QGridLayout(m_charts)),
      m_sizes(addChart("sizeChart")),
      m_spacings(addChart("spacingChart")),
      m_intensities(addChart("intensityChart")),
      m_reading([this](IntensityDistribution read) { takeIntensities(std::move(read)); },
                [this](const QString&, const QString&) { takeIntensities({}); }) {
    m_reading.listIn(session.jobs());
    setObjectName("statisticsView");
    m_intensities->setWholeCounts(false);
    m_summary->setObjectName("statisticsSummary");
    m_summary->setWordWrap(true);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setSpacing(10);
    auto* const scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setWidget(m_charts);
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 8, 0, 0);
    layout->addWidget(m_summary);
    layout->addWidget(scroll, 1);
    connect(&cases, &CaseTableModel::loaded, this, &StatisticsView::refresh);
    whenLanguageChanges(*this, [this] { refresh(); });
}

BarChart* StatisticsView::addChart(const QString& name) {
    auto* const chart = new BarChart(m_charts);
    chart->setObjectName(name);
    const int place = m_grid->count();
    m_grid->addWidget(chart, place / kColumns, place % kColumns);
    return chart;
}

void StatisticsView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    refresh();
}

void StatisticsView::refresh() {
    if (!isVisible()) {
        return;  // done when it is shown
    }
    showSummary();
    showAxes();
    showVolumes();
    readIntensitiesAnew();
    showIntensities();
}

void StatisticsView::showSummary() {
    const DatasetSummary summary = summaryOf(m_cases.rows());
    const QStringList parts{tr("%n case(s)", nullptr, summary.cases), tr("%n with a label", nullptr, summary.withLabel),
                            tr("%n patient(s)", nullptr, summary.patients)};
    const Geometry median{.size = summary.medianSize, .spacingMm = summary.medianSpacingMm};
    QString text = parts.join(QStringLiteral(", ")) + ". " +
                   tr("Median size %1 voxels, median spacing %2.").arg(sizeText(median), spacingText(median));
    if (summary.partlyLabelled > 0) {
        text += ' ' + tr("%n label(s) with unknown voxels: their volumes are at least what is shown.", nullptr,
                         summary.partlyLabelled);
    }
    m_summary->setText(text);
}

void StatisticsView::showAxes() {
    const std::vector<BarChart::Series> axes{
        {tr("1st axis"), kFirst}, {tr("2nd axis"), kSecond}, {tr("3rd axis"), kThird}};
    const QString none = tr("There are no cases.");
    m_sizes->setTexts(tr("Sizes"), tr("voxels"), tr("cases"));
    m_sizes->setDistribution(sizeDistribution(m_cases.rows()), axes, none);
    m_spacings->setTexts(tr("Spacings"), tr("mm"), tr("cases"));
    m_spacings->setDistribution(spacingDistribution(m_cases.rows()), axes, none);
}

void StatisticsView::showVolumes() {
    const auto& classes = m_cases.scheme().classes;
    const std::size_t wanted = std::min(classes.empty() ? 0 : classes.size() - 1, kMostClasses);
    while (m_volumes.size() < wanted) {
        m_volumes.push_back(addChart("volumeChart" + QString::number(m_volumes.size() + 1)));
    }
    for (std::size_t index = 1; index <= m_volumes.size(); ++index) {
        BarChart& chart = *m_volumes[index - 1];
        chart.setVisible(index <= wanted);
        if (index <= wanted) {
            const LabelClass& one = classes[index];
            const QString name = QString::fromStdString(one.name);
            chart.setTexts(tr("Volume of %1").arg(name), tr("ml"), tr("cases"));
            chart.setDistribution(volumeDistribution(m_cases.rows(), index), {{name, colourOf(one)}},
                                  tr("No label has %1.").arg(name));
        }
    }
}

void StatisticsView::showIntensities() {
    const auto all = static_cast<int>(m_cases.rows().size());
    m_intensities->setTexts(
        m_read.cases > 0 ? tr("Intensities, %1 of %n case(s)", nullptr, all).arg(m_read.cases) : tr("Intensities"),
        tr("as in the files"), tr("% of voxels"));
    m_intensities->setDistribution(m_read.cases > 0 ? m_read.percent : Distribution{}, {{QString(), kFirst}},
                                   m_reading.isBusy() ? tr("Reading images…") : tr("No image can be read."));
}

void StatisticsView::readIntensitiesAnew() {
    std::vector<CaseRecord> sample = sampleOf(m_cases.rows(), kMostRead);
    std::vector<std::int64_t> ids;
    for (const CaseRecord& record : sample) {
        ids.push_back(record.id);
    }
    if (m_reading.isBusy() || ids.empty() || ids == m_readCases) {
        return;  // what is read is looked at again when it has ended
    }
    m_readCases = ids;
    m_reading.ask(tr("Reading intensities"), [folder = m_session.folder(), sample = std::move(sample)](
                                                 const Progress& progress, const std::stop_token& stop) {
        return readIntensities(folder, sample, progress, stop);
    });
}

void StatisticsView::takeIntensities(IntensityDistribution read) {
    m_read = std::move(read);
    refresh();
    Q_EMIT intensitiesShown();
}

}  // namespace tandem
