#include "ui/review/review_actions.h"

#include "core/base/error.h"
#include "storage/db/case_repository.h"
#include "storage/db/project.h"
#include "storage/review/case_review.h"
#include "storage/review/label_edit.h"
#include "ui/jobs/job_list.h"
#include "ui/prediction/prediction_job.h"
#include "ui/review/label_editor.h"
#include "ui/session/project_session.h"

#include <memory>
#include <utility>

namespace tandem {
namespace {

QString nameOf(const Project& project, std::int64_t caseId) {
    return QString::fromStdString(project.cases().get(caseId).name);
}

}  // namespace

ReviewActions::ReviewActions(ProjectSession& session, QObject* parent)
    : CaseWork(session, parent), m_editor(new LabelEditor(this)) {
    connect(m_editor, &LabelEditor::closed, this, &ReviewActions::takeBackFrom);
    connect(m_editor, &LabelEditor::failed, this, [this](std::int64_t, const QString& sentence) {
        Q_EMIT this->session().failed(sentence, {});
        Q_EMIT this->session().casesChanged();
    });
}

Job* ReviewActions::prediction() const {
    return m_prediction.isNull() || m_prediction->hasEnded() ? nullptr : m_prediction.data();
}

void ReviewActions::predict(std::int64_t runId, const std::vector<std::int64_t>& caseIds) {
    if (prediction() != nullptr || caseIds.empty()) {
        return;
    }
    PredictionRequest request{.runId = runId, .caseIds = caseIds};
    request.settings.maps = KeptMaps::All;
    m_prediction = queuePrediction(session(), request);
    connect(m_prediction, &Job::started, this, &ReviewActions::predictionMoved);
    connect(m_prediction, &Job::progressed, this, &ReviewActions::predictionMoved);
    connect(m_prediction, &Job::ended, this,
            [this, ended = m_prediction.data(), count = static_cast<int>(caseIds.size())] {
                Q_EMIT predictionMoved();
                Q_EMIT told(ended->state() == JobState::Finished
                                ? tr("%n case(s) were predicted.", nullptr, count)
                                : tr("The prediction has stopped; the cases that were done stay."));
            });
    Q_EMIT predictionMoved();
}

void ReviewActions::startForEach(const QString& title, const std::vector<std::int64_t>& caseIds,
                                 const QString& sentence,
                                 const std::function<void(const Project&, std::int64_t, const std::stop_token&)>& act) {
    start(title,
          [caseIds, sentence, act](const Project& project, const Progress& progress, const std::stop_token& stop) {
              double done = 0;
              for (const std::int64_t id : caseIds) {
                  throwIfStopped(stop);
                  progress(done++ / static_cast<double>(caseIds.size()), project.cases().get(id).name);
                  act(project, id, stop);
              }
              return caseIds.size() == 1 ? sentence.arg(nameOf(project, caseIds.front())) : sentence;
          });
}

void ReviewActions::accept(std::int64_t runId, const std::vector<std::int64_t>& caseIds, const QString& note) {
    const int count = static_cast<int>(caseIds.size());
    startForEach(tr("Accepting %n prediction(s)", nullptr, count), caseIds,
                 count == 1 ? tr("The prediction of %1 is its label now; a copy lies in the project.")
                            : tr("%n prediction(s) became labels; copies lie in the project.", nullptr, count),
                 [runId, reason = note.trimmed().toStdString()](const Project& project, std::int64_t id,
                                                                const std::stop_token& stop) {
                     static_cast<void>(acceptPrediction(project, runId, id, reason, stop));
                 });
}

void ReviewActions::reject(std::int64_t runId, const std::vector<std::int64_t>& caseIds, const QString& note) {
    const int count = static_cast<int>(caseIds.size());
    startForEach(tr("Rejecting %n prediction(s)", nullptr, count), caseIds,
                 count == 1 ? tr("The prediction of %1 was rejected; the case stays as it was.")
                            : tr("%n prediction(s) were rejected; the cases stay as they were.", nullptr, count),
                 [runId, reason = note.trimmed().toStdString()](const Project& project, std::int64_t id,
                                                                const std::stop_token&) {
                     static_cast<void>(rejectPrediction(project, runId, id, reason));
                 });
}

void ReviewActions::undo(const std::vector<std::int64_t>& caseIds) {
    const int count = static_cast<int>(caseIds.size());
    startForEach(tr("Undoing %n review(s)", nullptr, count), caseIds,
                 count == 1 ? tr("%1 is what it was before its last review.")
                            : tr("%n case(s) are what they were before their last review.", nullptr, count),
                 [](const Project& project, std::int64_t id, const std::stop_token&) { undoReview(project, id); });
}

void ReviewActions::edit(std::int64_t runId, std::int64_t caseId, const EditorCommand& command) {
    auto job = std::make_unique<ResultJob<LabelEdit>>(
        tr("Writing a label for %1").arg(command.name()),
        [open = session().toWork(), runId, caseId](const Progress& progress, const std::stop_token& stop) {
            return beginLabelEdit(open(), runId, caseId, progress, stop);
        });
    ResultJob<LabelEdit>* const started = job.get();
    connect(started, &Job::finished, this, [this, started, command] {
        const LabelEdit edit = started->take();
        Q_EMIT told(tr("%1 is open in %2. Save the label there and close the editor; the result is checked and taken "
                       "back.")
                        .arg(nameOf(session().project(), edit.caseId), command.name()));
        m_editor->open(command, edit);
    });
    connect(started, &Job::ended, &session(), &ProjectSession::casesChanged);
    session().jobs().startNow(std::move(job));
}

bool ReviewActions::isOpenInEditor(std::int64_t caseId) const {
    return m_editor->isOpen(caseId);
}

void ReviewActions::takeBack(std::int64_t caseId) {
    takeBackFrom(caseId, {});
}

void ReviewActions::takeBackFrom(std::int64_t caseId, const QString& command) {
    start(tr("Taking a corrected label back"), [caseId, editor = command.toStdString()](const Project& project,
                                                                                        const Progress&,
                                                                                        const std::stop_token& stop) {
        const auto waiting = waitingEdit(project, caseId);
        if (waiting && !isChanged(*waiting, stop)) {
            return tr("The label of %1 has not been changed. If the editor is still open, save there and take it back; "
                      "else discard it.")
                .arg(nameOf(project, caseId));
        }
        static_cast<void>(takeEdit(project, caseId, {}, editor, stop));
        return tr("The corrected label of %1 is its label now.").arg(nameOf(project, caseId));
    });
}

void ReviewActions::discard(std::int64_t caseId) {
    start(tr("Discarding a corrected label"),
          [caseId](const Project& project, const Progress&, const std::stop_token&) {
              discardEdit(project, caseId);
              return tr("The working copy of %1 was discarded.").arg(nameOf(project, caseId));
          });
}

}  // namespace tandem
