// The correction of the case that is shown: looked at, begun or gone on with, written down as it goes, and in the end
// put aside, made the label, or discarded.
//
// Used on the GUI thread, which never waits: whatever touches the project is a job. Invariant: an action is on its way
// to the disk within a second, and what cannot be written stays until it can be; when this goes, a thread that outlives
// it writes the rest and lets go of the case.
#pragma once

#include "core/volume/box.h"
#include "storage/correction/correction_work.h"
#include "ui/correction/unwritten_corrections.h"
#include "ui/jobs/latest_job.h"

#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <QTimer>
#include <cstdint>
#include <memory>
#include <optional>

namespace tandem {

class HeldCorrection;
class Project;
class ProjectSession;

class CorrectionSession : public QObject {
    Q_OBJECT

public:
    explicit CorrectionSession(ProjectSession& session, QObject* parent = nullptr);
    ~CorrectionSession() override;

    /// Puts the correction of another case aside, and reads what waits of this one; goes on with it where it could not
    /// be written down. 0 for none.
    void showCase(std::int64_t caseId, const QString& name);
    /// Begins, or goes on with what waits. Does nothing while another step is on its way.
    void begin(const CorrectionStart& wanted);
    void putAside();
    void finish(const QString& note);
    /// What is edited, or what waits, whether it can go on or not.
    void discard();

    [[nodiscard]] bool isEditing() const noexcept { return m_held && !m_isStepping; }
    /// To be edited; nullptr while nobody works on it here.
    [[nodiscard]] Correction* edited() noexcept;
    /// The same, or what waits or another window is at; nullptr where there is none.
    [[nodiscard]] const Correction* shown() const noexcept;
    /// As it is drawn: also while a step is on its way; empty where there is none.
    [[nodiscard]] const LabelVolume& label() const noexcept { return m_label; }
    [[nodiscard]] bool isBusy() const noexcept { return m_isStepping; }
    /// Why it can only be looked at, or not even that, one sentence; empty while that was not tried.
    [[nodiscard]] const QString& obstacle() const noexcept { return m_obstacle.isEmpty() ? m_unreadable : m_obstacle; }
    /// Of what is edited.
    [[nodiscard]] const CorrectionStart& start() const noexcept { return m_start; }
    /// How many actions there were when it was gone on with, or looked at last.
    [[nodiscard]] std::int64_t actionsBefore() const noexcept { return m_actionsBefore; }
    /// Of what is only looked at.
    [[nodiscard]] const std::optional<WaitingCorrection>& waiting() const noexcept { return m_waiting; }
    /// One that nobody edits here, also where it cannot be looked at.
    [[nodiscard]] bool isWaiting() const noexcept { return m_isWaiting; }
    /// Another number after every change of voxels.
    [[nodiscard]] std::int64_t revision() const noexcept { return m_revision; }

    /// The person does something with the correction: time between two such counts as work, unless it is long.
    void noteActivity();
    /// Voxels within the box have changed: shown at once.
    void announce(const Box& changed);
    /// The same of what an edit returned, if it changed anything.
    void announce(const LabelChange& change);
    /// An action has ended, was undone, or a slice was marked: written down soon.
    void noteAction();

Q_SIGNALS:
    /// There is another correction, or it can be done something else with.
    void changed();
    void voxelsChanged(const tandem::Box& box);
    /// After noteAction().
    void acted();
    /// It became the label of the case.
    void finished();

private:
    enum class End { PutAside, Finish, Discard };
    /// On its way to its end, which the person may not wait for.
    struct Ended {
        std::shared_ptr<HeldCorrection> held;
        std::int64_t caseId = 0;
        QString name;
        CorrectionStart start;
        std::int64_t actionsBefore = 0;
        End how = End::PutAside;
    };
    struct Begun {
        std::shared_ptr<HeldCorrection> held;
        std::int64_t actions = 0;
    };
    struct Looked {
        std::shared_ptr<Correction> correction;
        std::optional<WaitingCorrection> waiting;
        std::int64_t actions = 0;
        bool isWaiting = false;
        QString obstacle;
    };

    void look();
    [[nodiscard]] static Looked lookedAt(const Project& project, std::int64_t caseId);
    void show(const Looked& looked);
    void discardWaiting();
    void concludeDiscard();
    [[nodiscard]] bool takeUnwritten();
    void take(const Begun& begun);
    void failToBegin(const QString& sentence, const QString& detail);
    void write();
    void collect();
    void letGo();
    void end(End how, const QString& note);
    void concludeEnd();
    void failToEnd(const QString& sentence, const QString& detail);

    ProjectSession& m_session;
    std::int64_t m_caseId = 0;
    QString m_name;
    std::shared_ptr<HeldCorrection> m_held;  ///< while it is edited here
    std::shared_ptr<Correction> m_looked;    ///< while it is only looked at
    std::optional<WaitingCorrection> m_waiting;
    LabelVolume m_label;
    CorrectionStart m_start;
    QString m_obstacle;    ///< to begin
    QString m_unreadable;  ///< what waits is, why
    std::int64_t m_actionsBefore = 0;
    std::int64_t m_revision = 0;
    bool m_isStepping = false;
    bool m_isWaiting = false;
    bool m_isWriteWanted = false;
    double m_workedSeconds = 0;  ///< that the correction was not told of
    QElapsedTimer m_sinceActivity;
    QTimer m_writing;
    LatestJob<Looked> m_looking;
    LatestJob<Begun> m_beginning;
    LatestJob<bool> m_writer;
    UnwrittenCorrections m_unwritten;
    LatestJob<bool> m_ending;
    LatestJob<bool> m_discarding;
    Ended m_ended;          ///< without what is held where none is on its way
    QTimer m_lookingAgain;  ///< while another window is at it
};

}  // namespace tandem
