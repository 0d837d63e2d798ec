// The splits of the project: what is in each, and a new one by numbers with a seed.
//
// Used on the GUI thread. Invariant: a locked split can be looked at, renamed and copied, never changed or removed.
#pragma once

#include "core/study/split_plan.h"
#include "storage/db/split_record.h"

#include <QDialog>
#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QSpinBox;
class QTableWidget;

namespace tandem {

class ProjectSession;

class SplitDialog : public QDialog {
    Q_OBJECT

public:
    /// candidates: the cases that may be given a role.
    SplitDialog(ProjectSession& session, std::vector<SplitCandidate> candidates, QWidget* parent = nullptr);

private:
    [[nodiscard]] QWidget* makeListSide();
    [[nodiscard]] QWidget* makeNewSide();
    void readSplits(std::optional<std::int64_t> select = {});
    [[nodiscard]] const SplitRecord* current() const;
    void showCurrent();
    void plan();
    void create();
    void copyCurrent();
    void renameCurrent(const QString& name);
    void removeCurrent();
    void attempt(const std::function<void()>& change);
    [[nodiscard]] QString namesIn(const std::vector<SplitAssignment>& assignments, SplitRole role) const;
    [[nodiscard]] QString freeName(const QString& wanted) const;
    [[nodiscard]] QString warningsOn(const std::vector<SplitAssignment>& assignments) const;
    void fill(QTableWidget& table, const std::vector<SplitAssignment>& assignments) const;

    ProjectSession& m_session;
    std::vector<SplitCandidate> m_candidates;
    std::vector<SplitRecord> m_splits;
    std::optional<std::vector<SplitAssignment>> m_planned;

    QListWidget* m_list = nullptr;
    QTableWidget* m_currentTable = nullptr;
    QLabel* m_currentState = nullptr;
    QPushButton* m_copy = nullptr;
    QPushButton* m_remove = nullptr;

    QLineEdit* m_name = nullptr;
    std::array<QSpinBox*, 4> m_counts{};  ///< as kSplitRoles
    QSpinBox* m_seed = nullptr;
    QTableWidget* m_plannedTable = nullptr;
    QLabel* m_warnings = nullptr;
    QPushButton* m_create = nullptr;
};

}  // namespace tandem
