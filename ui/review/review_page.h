// The page "Review": the unlabelled cases by predicted Dice, the evidence on whether that order can be trusted, and
// what a person decides on each prediction.
//
// Used on the GUI thread; the project is read, and trust measured, in jobs. Invariant: what is shown belongs to the
// chosen run; the result of a job that was overtaken by another choice is dropped.
#pragma once

#include "storage/review/review_queue.h"
#include "storage/training/before_and_after.h"
#include "ui/jobs/latest_job.h"
#include "ui/session/project_page.h"
#include "ui/trust/trust_work.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QSplitter;
class QStackedWidget;
class QTabBar;

namespace tandem {

class CaseGlance;
class EvidencePanel;
class FoldingSide;
class QueueView;
class RegionView;
class ReviewActions;
class ReviewBar;
class StrategyPanel;
class TrustUpdater;

class ReviewPage : public ProjectPage {
    Q_OBJECT

public:
    explicit ReviewPage(ProjectSession& session, QWidget* parent = nullptr);
    ~ReviewPage() override;

protected:
    void reread() override;

private:
    [[nodiscard]] QWidget* makeTop();
    enum Kind { Cases, Regions };

    [[nodiscard]] QWidget* makeMiddle();
    [[nodiscard]] QWidget* makeLists(QWidget* parent);
    [[nodiscard]] QWidget* makeEvidence(QWidget* parent);
    void connectParts();
    void retranslate();
    void readRuns();
    void readQueue();
    void trainOn();
    void showChain();
    void showQueue(ReviewQueue queue);
    void showKind();
    void readRegions();
    void showSelection();
    void showPrediction();
    void predict();
    void cancelPrediction();
    [[nodiscard]] std::int64_t runId() const;

    ReviewActions* m_actions;
    TrustUpdater* m_updater;
    QLabel* m_runLabel = nullptr;
    QComboBox* m_runs = nullptr;
    QPushButton* m_predict = nullptr;
    QPushButton* m_trainOn = nullptr;
    QPushButton* m_simulate = nullptr;
    QProgressBar* m_progress = nullptr;
    QPushButton* m_cancel = nullptr;
    QLabel* m_told = nullptr;
    QLabel* m_gain = nullptr;           ///< of a run that goes on from another
    QStackedWidget* m_stack = nullptr;  ///< the message, or the rest
    QLabel* m_message = nullptr;
    QSplitter* m_middle = nullptr;
    QTabBar* m_kinds = nullptr;          ///< whole cases, or their regions
    QStackedWidget* m_lists = nullptr;   ///< of either
    QStackedWidget* m_judged = nullptr;  ///< the evidence for either
    QueueView* m_queue = nullptr;
    CaseGlance* m_glance = nullptr;
    ReviewBar* m_bar = nullptr;
    EvidencePanel* m_evidence = nullptr;
    RegionView* m_regions = nullptr;
    StrategyPanel* m_strategies = nullptr;
    FoldingSide* m_side = nullptr;

    /// What there is to go on with, and what the run itself has gained.
    struct Chain {
        int labels = 0;  ///< that the run did not see
        int newLabels = 0;
        std::optional<BeforeAndAfter> gain;
        std::string whyNotSimulated;
    };
    Chain m_chain;

    struct Read {
        ReviewQueue queue;
        TrustWork work;  ///< for the queue's run
        Chain chain;
    };
    LatestJob<Read> m_reading;
};

}  // namespace tandem
