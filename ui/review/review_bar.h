// What can be done with the selected cases: accept, reject, undo, correct on the page Inspect or in another program,
// show under Inspect.
//
// Used on the GUI thread. Invariant: a button that does not work says why.
#pragma once

#include "storage/correction/correction_work.h"
#include "storage/review/review_queue.h"
#include "ui/review/editor_command.h"

#include <QWidget>
#include <cstdint>
#include <optional>
#include <vector>

class QLabel;
class QLineEdit;
class QPushButton;

namespace tandem {

class ProjectSession;
class ReviewActions;

class ReviewBar : public QWidget {
    Q_OBJECT

public:
    ReviewBar(ProjectSession& session, ReviewActions& actions, QWidget* parent = nullptr);

    void setCases(std::int64_t runId, const std::vector<const QueuedCase*>& cases);
    /// Where the selected case can be inspected.
    void inspect();

Q_SIGNALS:
    /// The selected cases are accepted or rejected, and the next can come.
    void decided();

private:
    [[nodiscard]] QPushButton* add(const char* objectName);
    void build();
    void retranslate();
    void showCases();
    /// Of the first case that has one.
    template <typename Question>
    [[nodiscard]] QString whyNot(const Question& question) const;
    [[nodiscard]] std::vector<std::int64_t> caseIds() const;
    [[nodiscard]] QString describe() const;
    void accept();
    void acceptNow();
    void correct();
    void edit();
    void chooseEditor(bool opensThen);

    ProjectSession& m_session;
    ReviewActions& m_actions;
    std::int64_t m_runId = 0;
    std::vector<QueuedCase> m_cases;
    std::optional<WaitingCorrection> m_waiting;  ///< of the one case

    QLabel* m_description;
    QLabel* m_noteLabel;
    QLineEdit* m_note;
    QPushButton* m_accept;
    QPushButton* m_reject;
    QPushButton* m_undo;
    QPushButton* m_inspect;
    QPushButton* m_correct;
    QPushButton* m_edit;
    QPushButton* m_editor;
    QPushButton* m_takeBack;
    QPushButton* m_discard;
    QPushButton* m_costs;
};

}  // namespace tandem
