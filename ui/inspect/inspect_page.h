// The page "Inspect": a case's image with its label, and with a prediction's maps, in three linked planes and in space,
// or beside others.
//
// Used on the GUI thread; volumes are read, and regions looked for, in jobs. Invariant: what is shown belongs to one
// case, of one run or of none; a job's result that has been overtaken by another choice is dropped. Nothing is read
// before the page is seen.
#pragma once

#include "core/reliability/doubtful_regions.h"
#include "ui/inspect/inspected_case.h"
#include "ui/jobs/latest_job.h"
#include "ui/session/project_page.h"

#include <memory>
#include <optional>
#include <vector>

class QLabel;
class QProgressBar;
class QStackedWidget;
class QTabWidget;

namespace tandem {

class CaseLoader;
class CompareView;
class CorrectionLink;
class FoldingSide;
class InspectBar;
class InspectKeys;
class LayerPanel;
class LayerStack;
class LinkedViews;
class RegionList;
class WeightPanel;

class InspectPage : public ProjectPage {
    Q_OBJECT

public:
    explicit InspectPage(ProjectSession& session, QWidget* parent = nullptr);
    ~InspectPage() override;

    /// Also for other pages: shows a prediction, if there is one; without a run the image with its label.
    void choose(std::int64_t runId, std::int64_t caseId);
    /// The same, and corrects its label as soon as it is read.
    void correct(std::int64_t runId, std::int64_t caseId);
    /// And goes to these regions, one after the other, as soon as they are found: by the threshold that
    /// storage/regions ranks with, so that an answer is of the very voxels that were ranked.
    void correctRegions(std::int64_t runId, std::int64_t caseId, const std::vector<Index3>& centres);

protected:
    void reread() override;

private:
    enum Content { Message, Views, Comparison };
    enum Tab { LayersTab, VoxelTab, DoubtfulTab };
    struct WantedRegions {
        std::int64_t caseId = 0;
        std::vector<Index3> centres;
    };

    [[nodiscard]] QString whyNoMaps() const;
    [[nodiscard]] QWidget* makeMessage();
    [[nodiscard]] QWidget* makeSide();
    void connectParts();
    template <class Shown>
    void connectViews(Shown& views);
    void retranslate();
    void changeLanguage();

    void askToPredict();
    void load();
    void present(const std::shared_ptr<const InspectedCase>& inspected);
    void showMessage(const QString& text, bool isWorking);
    void showContent();
    void findRegions();
    void showRegions(const std::vector<DoubtfulRegion>& regions);
    void placeCrosshair(const Index3& voxel);
    void readOut(const std::optional<Index3>& voxel);
    void showLayers();
    void showOrigin();
    void setGreyWindow(const GreyWindow& window);
    void takeDraggedWindow(const GreyWindow& window);
    void setBlinking(bool isBlinking);
    void setCorrecting(bool isCorrecting);
    void showCorrecting();
    void tellOfComparing();
    void toggleFullSize();
    void goBack();

    LayerStack* m_stack = nullptr;
    CaseLoader* m_loader = nullptr;
    InspectBar* m_bar = nullptr;
    InspectKeys* m_keys = nullptr;
    QStackedWidget* m_content = nullptr;
    QLabel* m_message = nullptr;
    QProgressBar* m_progress = nullptr;
    LinkedViews* m_views = nullptr;
    CompareView* m_compare = nullptr;
    FoldingSide* m_side = nullptr;
    QTabWidget* m_tabs = nullptr;
    QLabel* m_dice = nullptr;    ///< that it can be expected to have
    QLabel* m_origin = nullptr;  ///< whose prediction is shown
    LayerPanel* m_layers = nullptr;
    WeightPanel* m_weight = nullptr;
    RegionList* m_regions = nullptr;
    CorrectionLink* m_correction = nullptr;

    std::shared_ptr<const InspectedCase> m_case;
    Index3 m_crosshair{};
    LatestJob<std::vector<DoubtfulRegion>> m_findingRegions;
    std::optional<std::int64_t> m_toCorrect;       ///< a case, as soon as it is read
    std::optional<WantedRegions> m_wantedRegions;  ///< to go to, as soon as they are found
    std::string m_wanted;                          ///< the origin of what is shown or being read
};

}  // namespace tandem
