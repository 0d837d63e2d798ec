// The page Export: which cases of which run on the left, what of them and where to in the middle, and on the right a
// look at what abstaining does.
//
// Used on the GUI thread; lists are read by a job. Invariant: what is listed belongs to the run and checkpoint that
// were asked for last.
#pragma once

#include "storage/export/export_study.h"
#include "ui/export/export_listing.h"
#include "ui/jobs/latest_job.h"
#include "ui/session/project_page.h"

#include <memory>

class QComboBox;
class QLabel;
class QStackedWidget;

namespace tandem {

class AbstainPanel;
class ExportBar;
class ExportCaseList;
class ExportOptionsPanel;
class FoldingSide;

class ExportPage : public ProjectPage {
    Q_OBJECT

public:
    explicit ExportPage(ProjectSession& session, QWidget* parent = nullptr);
    ~ExportPage() override;

protected:
    void reread() override;

private:
    void build();
    [[nodiscard]] QWidget* makeChooser();
    [[nodiscard]] QWidget* makeColumns();
    void connectParts();

    void takeListing(ExportListing listing);
    void showListing();
    void chooseRun();
    void chooseCheckpoint();
    [[nodiscard]] QString checkpointText(const PredictingCheckpoint& one) const;

    [[nodiscard]] ExportRequest request() const;
    void exportModel();
    void showRequest();
    void showExample(const ExportRequest& wanted, const std::vector<ExportCandidate>& cases);
    /// Why the export cannot start; empty when it can.
    [[nodiscard]] QString obstacle(const ExportRequest& wanted) const;
    void retranslate();

    ExportListing m_listing;
    bool m_isListed = false;  ///< the lists were read at least once
    LatestJob<ExportListing> m_reading;
    std::int64_t m_wantedRun = 0;
    std::string m_wantedCheckpoint;

    QStackedWidget* m_pages = nullptr;  ///< the message, or the columns
    QLabel* m_message = nullptr;
    QLabel* m_runLabel = nullptr;
    QComboBox* m_runs = nullptr;
    QLabel* m_checkpointLabel = nullptr;
    QComboBox* m_checkpoints = nullptr;
    ExportCaseList* m_cases = nullptr;
    ExportOptionsPanel* m_options = nullptr;
    AbstainPanel* m_abstain = nullptr;
    FoldingSide* m_side = nullptr;
    ExportBar* m_bar = nullptr;
};

}  // namespace tandem
