// The table of cases: selection by rows, pictures for the rows that are to be seen.
//
// Used on the GUI thread. Invariant: what is selected survives that the table is filled anew, as far as the cases are
// still there.
#pragma once

#include <QTableView>
#include <QTimer>
#include <cstdint>
#include <vector>

namespace tandem {

class CaseFilter;
class ThumbnailStore;

class CaseTableView : public QTableView {
    Q_OBJECT

public:
    CaseTableView(CaseFilter& cases, ThumbnailStore& thumbnails, QWidget* parent = nullptr);

    [[nodiscard]] std::vector<std::int64_t> selectedCases() const;
    void select(const std::vector<std::int64_t>& caseIds);

Q_SIGNALS:
    void casesSelected();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void wantThumbnails();

    CaseFilter& m_cases;
    ThumbnailStore& m_thumbnails;
    QTimer m_settle;                   ///< so that what scrolls or is laid out is asked once it rests
    std::vector<std::int64_t> m_kept;  ///< selected before the table was filled anew
    std::int64_t m_keptCurrent = 0;
};

}  // namespace tandem
