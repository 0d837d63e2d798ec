// How the cases of the project are distributed: sizes, spacings, volumes of the classes, intensities.
//
// Used on the GUI thread; voxels are read by a job of the window. Invariant: nothing is read before the view is seen,
// and what was read belongs to the cases that are there.
#pragma once

#include "ui/datasets/statistics/dataset_statistics.h"
#include "ui/jobs/latest_job.h"

#include <QWidget>
#include <cstdint>
#include <vector>

class QGridLayout;
class QLabel;

namespace tandem {

class BarChart;
class CaseTableModel;
class ProjectSession;

class StatisticsView : public QWidget {
    Q_OBJECT

public:
    StatisticsView(ProjectSession& session, CaseTableModel& cases, QWidget* parent = nullptr);

Q_SIGNALS:
    /// The intensities of the cases that are there are shown.
    void intensitiesShown();

protected:
    void showEvent(QShowEvent* event) override;

private:
    void refresh();
    void showSummary();
    void showAxes();
    void showVolumes();
    void showIntensities();
    void readIntensitiesAnew();
    void takeIntensities(IntensityDistribution read);
    [[nodiscard]] BarChart* addChart(const QString& name);

    ProjectSession& m_session;
    CaseTableModel& m_cases;
    QLabel* m_summary;
    QWidget* m_charts;
    QGridLayout* m_grid;
    BarChart* m_sizes;
    BarChart* m_spacings;
    BarChart* m_intensities;
    std::vector<BarChart*> m_volumes;  ///< of the classes from 1 on
    IntensityDistribution m_read;
    std::vector<std::int64_t> m_readCases;  ///< that are or were read
    LatestJob<IntensityDistribution> m_reading;
};

}  // namespace tandem
