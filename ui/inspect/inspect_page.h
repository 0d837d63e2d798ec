// The page "Inspect": a case's image with its label, and with a prediction's maps, in three linked planes and in space,
// or beside others.
//
// Used on the GUI thread; volumes are read, and regions looked for, in jobs. Invariant: what is shown belongs to one
// case, of one run or of none; a job's result that has been overtaken by another choice is dropped. Nothing is read
// before the page is seen.
//
// Keys: 1 to 9 and 0 layers, Space blinks, N and P regions, F full size, C compares, Escape goes back.
#pragma once

#include "ui/inspect/inspected_case.h"

#include <QWidget>
#include <memory>
#include <optional>
#include <vector>

class QAction;
class QComboBox;
class QHBoxLayout;
class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QTabWidget;

namespace tandem {

class CaseLoader;
class CompareView;
class FoldingSide;
class GreyWindowBox;
class LayerPanel;
class LayerStack;
class LinkedViews;
class ProjectSession;
class RegionList;
class WeightPanel;

class InspectPage : public QWidget {
    Q_OBJECT

public:
    explicit InspectPage(ProjectSession& session, QWidget* parent = nullptr);
    ~InspectPage() override;

    /// Also for other pages: shows a prediction, if there is one; without a run the image with its label.
    void choose(std::int64_t runId, std::int64_t caseId);

protected:
    void changeEvent(QEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    enum Content { Message, Views, Comparison };

    [[nodiscard]] QWidget* makeBar();
    [[nodiscard]] std::int64_t runId() const;
    [[nodiscard]] QString whyNoMaps() const;
    [[nodiscard]] QLabel* addToBar(QHBoxLayout& bar, QComboBox& box, const char* name);
    [[nodiscard]] QWidget* makeMessage();
    [[nodiscard]] QWidget* makeSide();
    void makeActions();
    QAction* addKey(const QKeySequence& key, QWidget& where);
    void connectParts();
    template <class Shown>
    void connectViews(Shown& views);
    void retranslate();
    void nameLayerKeys();

    void refresh();
    void readRuns();
    void fillRuns();
    void nameRuns();
    void takeChosenRun();
    void readCases();
    void fillCases(const QVariant& wanted);
    void enableBar();
    void askToPredict();
    void load();
    void present(const std::shared_ptr<const InspectedCase>& inspected);
    void showMessage(const QString& text, bool isWorking);
    void showContent();
    void findRegions();
    void placeCrosshair(const Index3& voxel);
    void readOut(const std::optional<Index3>& voxel);
    void showLayers();
    void showOrigin();
    void setGreyWindow(const GreyWindow& window);
    void takeDraggedWindow(const GreyWindow& window);
    void setBlinking(bool isBlinking);
    void toggleFullSize();
    void goBack();

    ProjectSession& m_session;
    LayerStack* m_stack = nullptr;
    CaseLoader* m_loader = nullptr;
    std::vector<QLabel*> m_barLabels;
    QComboBox* m_runs = nullptr;
    QComboBox* m_cases = nullptr;
    QComboBox* m_layerPreset = nullptr;
    GreyWindowBox* m_greyWindow = nullptr;
    QPushButton* m_predictButton = nullptr;
    QPushButton* m_compareButton = nullptr;
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
    std::vector<QAction*> m_layerKeys;  ///< by their digit
    QAction* m_nextRegion = nullptr;
    QAction* m_previousRegion = nullptr;
    QAction* m_fullSizeAction = nullptr;
    QAction* m_compareAction = nullptr;
    QAction* m_back = nullptr;
    std::vector<QAction*> m_blink;

    std::shared_ptr<const InspectedCase> m_case;
    Index3 m_crosshair{};
    std::uint64_t m_regionNumber = 0;  ///< of the newest search; older results are dropped
    bool m_isStale = true;             ///< the project has changed since it was read
    bool m_staysWithoutRun = false;    ///< as a person chose, also when predictions come
    std::string m_wanted;              ///< the origin of what is shown or being read
};

}  // namespace tandem
