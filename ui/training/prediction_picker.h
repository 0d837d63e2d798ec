// Asks which cases' predictions of a run shall be deleted.
//
// Used on the GUI thread. Invariant: nothing is ticked at first, and what the ticked ones give back is said before they
// can be deleted.
#pragma once

#include <QDialog>
#include <cstdint>
#include <string>
#include <vector>

class QLabel;
class QListWidget;
class QPushButton;

namespace tandem {

/// What a run's predictions of a case take.
struct CaseFootprint {
    std::int64_t caseId = 0;
    std::string name;
    std::uint64_t bytes = 0;  ///< of its predictions with every checkpoint
};

class PredictionPicker : public QDialog {
    Q_OBJECT

public:
    /// title: of the run.
    PredictionPicker(const QString& title, const std::vector<CaseFootprint>& cases, QWidget* parent);

    [[nodiscard]] std::vector<std::int64_t> ticked() const;

private:
    void showSum();

    std::vector<CaseFootprint> m_cases;
    QListWidget* m_list;
    QLabel* m_sum;
    QPushButton* m_delete = nullptr;
};

}  // namespace tandem
