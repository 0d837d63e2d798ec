// Asks for the lists of names from which a split is made, a file per role.
//
// Used on the GUI thread. Invariant: listed() is emitted once, with assignments that hold.
#pragma once

#include "core/study/split_plan.h"

#include <QDialog>
#include <array>
#include <vector>

class QLabel;
class QLineEdit;
class QPushButton;

namespace tandem {

class SplitListsDialog : public QDialog {
    Q_OBJECT

public:
    explicit SplitListsDialog(std::vector<SplitCandidate> candidates, QWidget* parent = nullptr);

Q_SIGNALS:
    void listed(const std::vector<tandem::SplitAssignment>& assignments);

private:
    void browse(QLineEdit* edit);
    void showState();
    void accept() override;
    /// Throws Error naming the file or case that does not hold.
    [[nodiscard]] std::vector<SplitAssignment> read() const;

    std::vector<SplitCandidate> m_candidates;
    std::array<QLineEdit*, 4> m_files{};  ///< as kSplitRoles
    QLabel* m_state;
    QPushButton* m_use = nullptr;
};

}  // namespace tandem
