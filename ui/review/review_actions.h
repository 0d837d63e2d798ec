// What a person does on the page, as jobs of the window: predict, accept, reject, undo, correct in another program.
//
// Used on the GUI thread. Invariant: casesChanged() (for predictions predictionsChanged()) of the session follows every
// action that may have changed something, also one that failed or was cancelled half-way.
#pragma once

#include "ui/jobs/job.h"
#include "ui/review/editor_command.h"
#include "ui/session/case_work.h"

#include <QPointer>
#include <QString>
#include <cstdint>
#include <functional>
#include <stop_token>
#include <vector>

namespace tandem {

class LabelEditor;

class ReviewActions : public CaseWork {
    Q_OBJECT

public:
    explicit ReviewActions(ProjectSession& session, QObject* parent = nullptr);

    /// With all maps; waits for its turn. One at a time.
    void predict(std::int64_t runId, const std::vector<std::int64_t>& caseIds);
    /// The prediction that waits or runs, or nothing.
    [[nodiscard]] Job* prediction() const;

    void accept(std::int64_t runId, const std::vector<std::int64_t>& caseIds, const QString& note);
    void reject(std::int64_t runId, const std::vector<std::int64_t>& caseIds, const QString& note);
    void undo(const std::vector<std::int64_t>& caseIds);

    /// Opens the editor; when it ends, what was saved is taken back.
    void edit(std::int64_t runId, std::int64_t caseId, const EditorCommand& command);
    [[nodiscard]] bool isOpenInEditor(std::int64_t caseId) const;
    void takeBack(std::int64_t caseId);
    void discard(std::int64_t caseId);

Q_SIGNALS:
    /// The prediction waits, runs, moves on or has ended.
    void predictionMoved();

private:
    /// One case after the other; those done stay.
    void startForEach(const QString& title, const std::vector<std::int64_t>& caseIds, const QString& sentence,
                      const std::function<void(const Project&, std::int64_t, const std::stop_token&)>& act);
    void takeBackFrom(std::int64_t caseId, const QString& command);

    LabelEditor* m_editor;
    QPointer<Job> m_prediction;
};

}  // namespace tandem
