// The page "Inspect": a prediction's maps over its image in three linked planes and in space.
//
// Used on the GUI thread; volumes are read, and regions looked for, in jobs. Invariant: what is shown belongs to one
// case of one run; a job's result that has been overtaken by another choice is dropped.
//
// Keys: 1 to 9 layers, Space blinks, N and P regions, F full size.
#pragma once

#include "ui/inspect/doubtful_regions.h"
#include "ui/inspect/inspected_case.h"
#include "ui/jobs/job.h"

#include <QPointer>
#include <QWidget>
#include <array>
#include <memory>
#include <optional>

class QComboBox;
class QGridLayout;
class QLabel;
class QProgressBar;
class QStackedWidget;
class QTabWidget;

namespace tandem {

class LayerPanel;
class LayerStack;
class ProjectSession;
class RegionList;
class SliceView;
class SurfaceView;
class WeightPanel;

class InspectPage : public QWidget {
    Q_OBJECT

public:
    explicit InspectPage(ProjectSession& session, QWidget* parent = nullptr);
    ~InspectPage() override;

    /// Also for other pages: shows a prediction, if there is one.
    void choose(std::int64_t runId, std::int64_t caseId);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] QWidget* makeBar();
    [[nodiscard]] QWidget* makeViews();
    [[nodiscard]] QWidget* makeSide();
    void connectViews();

    void readRuns();
    void readCases();
    void load();
    void present(std::shared_ptr<const InspectedCase> loaded);
    void showMessage(const QString& text, bool isWorking);
    void findRegions();
    void placeCrosshair(const Index3& voxel);
    void showLayers();
    void setGreyWindow(const GreyWindow& window);
    void dragGreyWindow(const GreyWindow& window);
    void chooseGreyPreset(int index);
    [[nodiscard]] GreyWindow presetWindow(int index) const;
    void setBlinking(bool isBlinking);
    void showFullSize(QWidget* view);

    ProjectSession& m_session;
    LayerStack* m_stack = nullptr;
    QComboBox* m_runs = nullptr;
    QComboBox* m_cases = nullptr;
    QComboBox* m_layerPreset = nullptr;
    QComboBox* m_greyPreset = nullptr;
    QStackedWidget* m_pages = nullptr;  ///< the message, or the views
    QLabel* m_message = nullptr;
    QProgressBar* m_progress = nullptr;
    QGridLayout* m_grid = nullptr;
    std::array<SliceView*, 3> m_slices{};  ///< axial, coronal, sagittal
    SurfaceView* m_surface = nullptr;
    QWidget* m_fullSize = nullptr;
    QTabWidget* m_tabs = nullptr;
    LayerPanel* m_layers = nullptr;
    WeightPanel* m_weight = nullptr;
    RegionList* m_regions = nullptr;

    std::shared_ptr<const InspectedCase> m_case;
    QPointer<Job> m_loading;
    std::optional<GreyWindow> m_draggedWindow;  ///< by hand; holds for the cases after it too
    std::optional<Index3> m_crosshair;
    std::uint64_t m_loadNumber = 0;    ///< of the newest load; older results are dropped
    std::uint64_t m_regionNumber = 0;  ///< likewise
};

}  // namespace tandem
