// The case that a run watches, beside its curves: its maps at the last validation, a slider back through the snapshots,
// and a voxel's curves over them.
//
// Used on the GUI thread. Invariant: hidden unless the run that is shown watches a case; while the slider stands at its
// end, a new snapshot is shown as it comes.
#pragma once

#include "ui/jobs/latest_job.h"
#include "ui/training/pinned/pinned_case_view.h"

#include <QWidget>
#include <cstdint>
#include <optional>
#include <vector>

class QComboBox;
class QLabel;
class QSlider;

namespace tandem {

class LineChart;
class ProjectSession;
class ReadWhenSeen;
class SnapshotViews;
struct ChartSeries;
struct RunRecord;

class PinnedPanel : public QWidget {
    Q_OBJECT

public:
    explicit PinnedPanel(ProjectSession& session, QWidget* parent = nullptr);

    /// nullptr for none.
    void showRun(const RunRecord* run);
    void noteSnapshot(std::int64_t runId);
    /// Another program trains the run, and may have left some.
    void lookForSnapshots(std::int64_t runId);

private:
    void build();
    [[nodiscard]] QWidget* makeHead();
    [[nodiscard]] QWidget* makeTimeline();
    void retranslate();
    void askCase();
    void takeCase(PinnedCaseView pinned);
    void askSnapshot();
    void takeSnapshot(const SnapshotView& snapshot);
    void chooseVoxel(const Index3& voxel);
    void askTimeline();
    [[nodiscard]] ChartSeries trustSeries() const;
    void showTimeline();
    void showIteration();
    [[nodiscard]] Decoder decoder() const;

    ProjectSession& m_session;
    ReadWhenSeen* m_reading;
    std::int64_t m_runId = 0;  ///< 0 for none
    PinnedCaseView m_pinned;
    std::optional<Index3> m_voxel;  ///< that was chosen last
    VoxelTimeline m_timeline;
    LatestJob<PinnedCaseView> m_readingCase;
    LatestJob<SnapshotView> m_readingSnapshot;
    LatestJob<VoxelTimeline> m_readingTimeline;

    QLabel* m_caseName = nullptr;
    QComboBox* m_plane = nullptr;
    QComboBox* m_subnetwork = nullptr;
    QLabel* m_hint = nullptr;
    SnapshotViews* m_views = nullptr;
    QWidget* m_timelineRow = nullptr;
    QSlider* m_slider = nullptr;
    QLabel* m_iteration = nullptr;
    LineChart* m_chart = nullptr;
};

}  // namespace tandem
