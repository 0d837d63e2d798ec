// The splits of the project: what is in each, and how it is changed by number, from lists, and by hand.
//
// Used on the GUI thread. Invariant: what is shown is what the project keeps, as every change is stored at once; a
// locked split can be looked at, renamed and copied, never changed or removed.
#pragma once

#include "core/study/split_leak.h"
#include "core/study/split_plan.h"
#include "storage/db/case_record.h"
#include "storage/db/split_record.h"

#include <QDialog>
#include <QStringList>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

class QLabel;
class QListWidget;
class QPushButton;

namespace tandem {

class ProjectSession;
class SplitBoard;
class SplitDraft;
class SplitDrawBar;

class SplitDialog : public QDialog {
    Q_OBJECT

public:
    /// candidates: the cases that may be given a role.
    SplitDialog(ProjectSession& session, std::vector<SplitCandidate> candidates, QWidget* parent = nullptr);

private:
    /// What undoing brings back.
    struct Step {
        std::vector<SplitAssignment> assignments;
        std::uint64_t seed = 0;
    };

    [[nodiscard]] QWidget* makeListSide();
    [[nodiscard]] QWidget* makeSplitSide();
    void readSplits(std::optional<std::int64_t> select = {});
    [[nodiscard]] const SplitRecord* current() const;
    void showCurrent();
    void showButtons();
    void addSplit();
    void copyCurrent();
    void renameCurrent(const QString& name);
    void removeCurrent();
    void askForLists();
    void store(const std::vector<SplitAssignment>& assignments, std::uint64_t seed);
    void undo();
    /// Does the change, or says why it was refused.
    void attempt(const std::function<void()>& change);
    void tell(const QString& sentence);
    void tellCompanions(const QString& sentence);
    [[nodiscard]] QString freeName(const QString& wanted) const;
    [[nodiscard]] std::vector<PatientLeak> leaksOf(const SplitRecord& split) const;
    [[nodiscard]] QStringList warningsOn(const SplitRecord& split, const SplitDraft& draft) const;

    ProjectSession& m_session;
    std::vector<SplitCandidate> m_candidates;
    std::vector<CaseRecord> m_cases;
    std::vector<std::string> m_classNames;
    std::vector<SplitRecord> m_splits;
    std::vector<Step> m_past;  ///< of the split that is shown

    QListWidget* m_list = nullptr;
    QPushButton* m_add = nullptr;
    QPushButton* m_copy = nullptr;
    QPushButton* m_remove = nullptr;
    QPushButton* m_undo = nullptr;
    QLabel* m_state = nullptr;
    SplitDrawBar* m_draw = nullptr;
    SplitBoard* m_board = nullptr;
    QLabel* m_companions = nullptr;
    QLabel* m_warnings = nullptr;
    QLabel* m_told = nullptr;
};

}  // namespace tandem
