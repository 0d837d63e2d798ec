// One tile of the comparison: a slice with what was chosen for it.
//
// Used on the GUI thread; maps are read in jobs. Invariant: it shows maps of the chosen source and the case that was
// set last; what an overtaken choice brings is dropped.
#pragma once

#include "ui/inspect/compare_source.h"
#include "ui/inspect/inspected_case.h"
#include "ui/jobs/latest_job.h"

#include <QWidget>
#include <memory>

class QComboBox;
class QLabel;

namespace tandem {

class LayerStack;
class ProjectSession;
class SliceView;

class CompareTile : public QWidget {
    Q_OBJECT

public:
    /// stack: whose switches the tile follows.
    CompareTile(ProjectSession& session, const LayerStack& stack, int number, QWidget* parent = nullptr);

    /// Keeps the chosen source if it is among them; otherwise the one at the given place is chosen.
    void setCase(const std::shared_ptr<const InspectedCase>& inspected, const std::vector<CompareSource>& sources,
                 std::size_t otherwise, const GreyWindow& window);
    /// Again, as the stack has it now.
    void showLayers();
    [[nodiscard]] SliceView& view() const { return *m_view; }

private:
    void fillSources();
    void load();
    void loadTrust(const CompareSource& source);
    void take(ComparedMaps maps);
    void retranslate();

    ProjectSession& m_session;
    const LayerStack& m_stack;
    int m_number;
    QComboBox* m_choice = nullptr;
    QLabel* m_state = nullptr;
    SliceView* m_view = nullptr;

    std::shared_ptr<const InspectedCase> m_case;
    std::vector<CompareSource> m_sources;
    ComparedMaps m_maps;
    bool m_isLoaded = false;
    bool m_hasAskedForTrust = false;  ///< of these maps
    LatestJob<ComparedMaps> m_reading;
};

}  // namespace tandem
