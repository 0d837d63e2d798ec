// The engines of this machine: which one the programs open, and one to be built for a LibTorch that can use a card.
//
// Used on the GUI thread. Invariant: what is built is a job of the window, which goes on when the dialog is closed; an
// engine is used from the next start of the program on.
#pragma once

#include "core/engines/built_engines.h"
#include "core/engines/graphics_cards.h"
#include "core/engines/torch_search.h"
#include "ui/jobs/latest_job.h"

#include <QDialog>
#include <vector>

class QComboBox;
class QLabel;
class QListWidget;
class QPushButton;

namespace tandem {

class EnginesDialog : public QDialog {
    Q_OBJECT

public:
    /// jobs: outlive this.
    explicit EnginesDialog(JobList& jobs, QWidget* parent = nullptr);

private:
    struct Found {
        std::vector<GraphicsCard> cards;
        std::vector<FoundTorch> torchs;
    };

    void look();
    void showFound(const Found& found);
    void addTorch(const FoundTorch& torch);
    void allowBuild();
    void browse();
    void readEngines();
    void use();
    void build();
    void tell(const QString& sentence);

    JobList& m_jobs;
    QLabel* m_cards;
    QListWidget* m_engines;
    QPushButton* m_use;
    QComboBox* m_torchs;
    QPushButton* m_build;
    QLabel* m_told;
    std::vector<FoundTorch> m_found;  ///< as m_torchs
    bool m_isBuilding = false;
    LatestJob<Found> m_looking;
    LatestJob<FoundTorch> m_browsing;
};

}  // namespace tandem
