// The page Training: a new run on the left; on the right the runs there are, and the curves of those selected with the
// case that is watched.
//
// Used on the GUI thread. Invariant: what is shown of a run is what its project keeps, and beyond it what its job has
// reported since.
#pragma once

#include "storage/db/run_record.h"
#include "ui/jobs/latest_job.h"
#include "ui/session/project_page.h"
#include "ui/training/run_curves.h"

#include <QTimer>
#include <map>
#include <vector>

class QLabel;
class QTabWidget;

namespace tandem {

class ChartBoard;
class CurveExporter;
class FoldingSide;
class InterruptedBanner;
class NewRunPanel;
class PinnedPanel;
class RunActions;
class RunLauncher;
class RunRemover;
class RunTableModel;
class RunTableView;
class SettingsComparison;
class TrainingNumbers;
class TrustOffer;
struct RunRow;

class TrainingPage : public ProjectPage {
    Q_OBJECT

public:
    explicit TrainingPage(ProjectSession& session, QWidget* parent = nullptr);

protected:
    void reread() override;

private:
    struct ReadCurves {
        Curves curves;
        bool areAll = false;  ///< or what came since
    };
    using CurvesOfRuns = std::map<std::int64_t, ReadCurves>;

    [[nodiscard]] QWidget* makeRunsSide();
    [[nodiscard]] QWidget* makeTop(QWidget* parent);
    [[nodiscard]] QWidget* makeBottom(QWidget* parent);
    void connectParts();
    void connectLauncher();
    void retranslate();
    /// Trains a run that waits in the project, and shows it.
    void trainOrShow(std::int64_t runId);
    /// A new run is selected, unless the curves of one that trains are looked at.
    void showQueued(std::int64_t runId);
    void showNotice(std::int64_t runId, const QString& sentence);
    void takePoints(const std::vector<MetricPoint>& points);
    void showSelection();
    void showGain(const RunRow* run);
    void showRuns();
    void noteAdvance(std::int64_t runId);
    void offerInterrupted();
    void showCurves();
    void loadMissingCurves();

    RunLauncher* m_launcher;
    RunRemover* m_remover;
    CurveExporter* m_curveExporter;
    RunTableModel* m_runs;
    RunCurves m_curves;
    std::map<std::int64_t, RunStatus> m_readAs;  ///< as what a run was when its curves were read last
    QTimer m_redraw;  ///< gathers points, so that charts are drawn ten times a second at most
    LatestJob<CurvesOfRuns> m_loading;

    InterruptedBanner* m_banner = nullptr;
    NewRunPanel* m_newRun = nullptr;
    RunActions* m_actions = nullptr;
    RunTableView* m_table = nullptr;
    QLabel* m_hint = nullptr;
    QLabel* m_notice = nullptr;
    QLabel* m_gain = nullptr;
    TrainingNumbers* m_numbers = nullptr;
    TrustOffer* m_trust = nullptr;
    ChartBoard* m_charts = nullptr;
    SettingsComparison* m_settings = nullptr;
    PinnedPanel* m_pinned = nullptr;
    FoldingSide* m_newRunSide = nullptr;
    FoldingSide* m_pinnedSide = nullptr;
    QTabWidget* m_tabs = nullptr;
};

}  // namespace tandem
