#include "ui/training/run_actions.h"

#include "ui/session/changing_controls.h"
#include "ui/theme/allow.h"
#include "ui/theme/dialogs.h"
#include "ui/theme/translated.h"
#include "ui/theme/wrapping_bar.h"
#include "ui/training/extend_dialog.h"
#include "ui/training/run_launcher.h"
#include "ui/training/run_table_model.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

namespace tandem {

RunActions::RunActions(RunLauncher& launcher, QWidget* parent) : QWidget(parent), m_launcher(launcher) {
    auto* const bar = new WrappingBar(this);
    QHBoxLayout* const running = bar->addGroup(1);
    m_heading = new QLabel(this);
    m_heading->setProperty("role", "heading");
    running->addWidget(m_heading);
    running->addStretch();
    m_pause = add("pauseButton", *running);
    m_stop = add("stopButton", *running);
    m_resume = add("resumeButton", *running);
    QHBoxLayout* const further = bar->addGroup();
    further->addStretch();
    m_extend = add("extendButton", *further);
    m_clone = add("cloneButton", *further);
    m_curves = add("curvesButton", *further);
    m_remove = add("removeRunButton", *further);
    noteChanging({m_resume, m_extend, m_remove});
    auto* const formats = new QMenu(m_curves);
    m_curvesTable = formats->addAction({}, this, [this] { Q_EMIT curvesTableRequested(m_selected.front().id); });
    m_curvesTable->setObjectName("curvesTable");
    m_curvesEvents = formats->addAction({}, this, [this] { Q_EMIT curvesEventsRequested(m_selected.front().id); });
    m_curvesEvents->setObjectName("curvesEvents");
    m_curves->setMenu(formats);
    auto* const whole = new QVBoxLayout(this);
    whole->setContentsMargins({});
    whole->addWidget(bar);
    connect(m_pause, &QPushButton::clicked, this, &RunActions::togglePause);
    connect(m_stop, &QPushButton::clicked, this, [this] {
        for (const Selected& one : m_selected) {
            m_launcher.stop(one.id);
        }
    });
    connect(m_resume, &QPushButton::clicked, this, [this] { m_launcher.resume(m_selected.front().id); });
    connect(m_extend, &QPushButton::clicked, this, &RunActions::askForIterations);
    connect(m_clone, &QPushButton::clicked, this, [this] { Q_EMIT cloneRequested(m_selected.front().id); });
    connect(m_remove, &QPushButton::clicked, this, [this] { Q_EMIT removalRequested(m_selected.front().id); });
    keepTranslated(*this, [this] { retranslate(); });
}

void RunActions::retranslate() {
    m_heading->setText(tr("Runs"));
    m_stop->setText(tr("Stop and &keep"));
    m_resume->setText(tr("&Resume"));
    m_extend->setText(tr("E&xtend…"));
    m_clone->setText(tr("&Clone"));
    m_curves->setText(tr("Export curves"));
    m_curvesTable->setText(tr("As a &table (CSV)…"));
    m_curvesEvents->setText(tr("For Tensor&Board…"));
    m_remove->setText(tr("&Delete…"));
    refresh();
}

QPushButton* RunActions::add(const QString& objectName, QHBoxLayout& row) {
    auto* const button = new QPushButton(this);
    button->setObjectName(objectName);
    row.addWidget(button);
    return button;
}

void RunActions::setRuns(const std::vector<const RunRow*>& runs) {
    m_selected.clear();
    for (const RunRow* const run : runs) {
        m_selected.push_back({run->record.id, run->record.status, run->settings, run->iteration, run->hasCheckpoint});
    }
    refresh();
}

void RunActions::refresh() {
    const bool isToPause = m_selected.size() == 1 && m_launcher.isToPause(m_selected.front().id);
    m_pause->setText(isToPause ? tr("Go &on") : tr("Pa&use"));
    allow(*m_pause, whyNotPause(),
          isToPause ? tr("Lets the training go on where it waits")
                    : tr("Holds the training where it is; its memory stays in use. Stop and keep gives it back"));
    allow(*m_stop, whyNotStop(), tr("Saves the state and ends the training; it can be resumed"));
    allow(*m_resume, whyNotResume(), tr("Continues from the last checkpoint"));
    allow(*m_extend, whyNotExtend(), tr("Trains on to more iterations"));
    allow(*m_clone, m_selected.size() == 1 ? QString() : tr("Select one run"),
          tr("Takes the run's settings into the form for a new run"));
    allow(*m_curves, whyNotExportCurves(), tr("Writes every point of the run's curves for other programs"));
    allow(*m_remove, whyNotRemove(), tr("Deletes the run or its predictions, after a question"));
}

void RunActions::togglePause() {
    const std::int64_t run = m_selected.front().id;
    m_launcher.setPaused(run, !m_launcher.isToPause(run));
}

QString RunActions::whyNotPause() const {
    if (m_selected.size() != 1) {
        return tr("Select one run");
    }
    return m_launcher.isRunning(m_selected.front().id) ? QString() : tr("The run does not train in this window now");
}

QString RunActions::whyNotStop() const {
    const bool isAnyActive =
        std::ranges::any_of(m_selected, [this](const Selected& one) { return m_launcher.isActive(one.id); });
    return isAnyActive ? QString() : tr("Select a run that trains or waits in this window");
}

QString RunActions::whyNotResume() const {
    if (m_selected.size() != 1) {
        return tr("Select one run");
    }
    const Selected& run = m_selected.front();
    if (m_launcher.isActive(run.id)) {
        return tr("The run trains or waits already");
    }
    if (run.status == RunStatus::Running) {
        return tr("Another program trains the run");
    }
    return run.status == RunStatus::Finished ? tr("The run has done all its iterations; extend it") : QString();
}

QString RunActions::whyNotExtend() const {
    const bool isFinished = m_selected.size() == 1 && m_selected.front().status == RunStatus::Finished;
    const QString reason = isFinished ? QString() : whyNotResume();
    if (reason.isEmpty() && m_launcher.isActive(m_selected.front().id)) {
        return tr("The run trains or waits already");
    }
    return reason.isEmpty() && !m_selected.front().hasCheckpoint ? tr("The run has no checkpoint to go on from")
                                                                 : reason;
}

QString RunActions::whyNotExportCurves() const {
    if (m_selected.size() != 1) {
        return tr("Select one run");
    }
    return m_selected.front().iteration > 0 ? QString() : tr("The run has no curves yet");
}

QString RunActions::whyNotRemove() const {
    if (m_selected.size() != 1) {
        return tr("Select one run");
    }
    if (m_launcher.isActive(m_selected.front().id)) {
        return tr("The run trains or waits; stop it first");
    }
    return m_selected.front().status == RunStatus::Running ? tr("Another program trains the run") : QString();
}

void RunActions::askForIterations() {
    const Selected& run = m_selected.front();
    auto* const dialog = new ExtendDialog(run.id, run.settings, run.iteration, this);
    connect(dialog, &ExtendDialog::chosen, this,
            [this, id = run.id](const RunExtension& extension) { m_launcher.resume(id, extension); });
    openDialog(*dialog);
}

}  // namespace tandem
