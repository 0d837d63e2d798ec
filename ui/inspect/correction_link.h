// Joins the correction of the inspected case with what the page shows of it: the slices and their tool, the layer
// "Correction" with its surfaces, and the list of doubtful regions.
//
// Used on the GUI thread. Invariant: while a label is corrected, label maps that were filled are drawn as contours, so
// that what the correction erases is seen to go; afterwards they are filled again.
#pragma once

#include "core/maps/map_name.h"
#include "ui/inspect/inspected_case.h"

#include <QObject>
#include <memory>
#include <utility>
#include <vector>

namespace tandem {

class CorrectionDesk;
class LayerStack;
class LinkedViews;
class ProjectSession;
class RegionList;
struct RegionSources;

class CorrectionLink : public QObject {
    Q_OBJECT

public:
    CorrectionLink(ProjectSession& session, LinkedViews& views, LayerStack& stack, RegionList& regions, QWidget& page);

    [[nodiscard]] CorrectionDesk& desk() noexcept { return *m_desk; }
    /// The case that the views show, also with more maps than before; nullptr for none.
    void showCase(const std::shared_ptr<const InspectedCase>& inspected);
    /// Under which trust its regions are doubtful.
    void setThreshold(double threshold);

Q_SIGNALS:
    /// Whether a label is corrected, or can be.
    void changed();
    /// What layers have under the cursor may be other than before.
    void valuesChanged();

private:
    void connectDesk();
    void showLayers();
    void showRegions();
    void outlineLabels();
    void fillLabels();
    [[nodiscard]] RegionSources sources() const;

    LinkedViews& m_views;
    LayerStack& m_stack;
    RegionList& m_regions;
    CorrectionDesk* m_desk;
    std::shared_ptr<const InspectedCase> m_case;
    double m_threshold = 0;
    bool m_wasEditing = false;
    std::shared_ptr<const InspectedCase> m_shownCase;
    std::shared_ptr<const std::uint8_t[]> m_shownVoxels;  ///< of the layer "Correction"
    std::vector<std::pair<MapName, double>> m_outlined;   ///< that were filled before, with their opacity
};

}  // namespace tandem
