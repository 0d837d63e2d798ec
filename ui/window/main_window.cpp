#include "ui/window/main_window.h"

#include "core/base/error.h"
#include "storage/db/event_log.h"
#include "ui/jobs/job_list.h"
#include "ui/session/project_session.h"
#include "ui/window/about_dialog.h"
#include "ui/window/event_log_model.h"
#include "ui/window/failure_bar.h"
#include "ui/window/jobs_panel.h"
#include "ui/window/navigation_rail.h"
#include "ui/window/shortcuts_dialog.h"
#include "ui/window/status_readout.h"

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QMessageBox>
#include <QSettings>
#include <QStackedWidget>
#include <QTimer>
#include <algorithm>
#include <utility>

namespace tandem {

MainWindow::MainWindow(std::vector<Page> pages, QSettings& settings, const DemoPlan& demo)
    : m_pages(std::move(pages)), m_settings(settings), m_jobs(std::make_unique<JobList>()) {
    build(demo);
    buildMenus();
    connectParts();
    retranslate();
    closeProject();
    restore();
}

MainWindow::~MainWindow() {
    closeProject();
}

void MainWindow::showTitle() {
    setWindowTitle(hasProject() ? tr("%1 — Tandem").arg(QString::fromStdString(m_session->project().name()))
                                : QString("Tandem"));
}

std::vector<QWidget*> MainWindow::pageWidgets() const {
    std::vector<QWidget*> widgets;
    for (int at = 1; at < m_stack->count(); ++at) {
        widgets.push_back(m_stack->widget(at));
    }
    return widgets;
}

void MainWindow::choosePage(const QString& id) {
    const auto page = std::ranges::find(m_pages, id, &Page::id);
    if (hasProject() && page != m_pages.end()) {
        m_rail->choose(static_cast<int>(page - m_pages.begin()));
    }
}

QString MainWindow::currentPage() const {
    const int shown = m_stack->currentIndex();
    return shown == 0 ? QString("start") : m_pages[static_cast<std::size_t>(shown - 1)].id;
}

void MainWindow::setTheme(Theme theme) {
    m_settings.setValue("theme", nameOf(theme));
    (theme == Theme::Dark ? m_dark : m_light)->setChecked(true);
    applyTheme(*qApp, theme);
}

void MainWindow::setLanguage(Language language) {
    m_settings.setValue("language", nameOf(language));
    for (QAction* const action : m_languages->actions()) {
        action->setChecked(action->objectName() == "language-" + nameOf(language));
    }
    applyLanguage(*qApp, language);
}

void MainWindow::findDevices() {
    m_status->findDevices();
}

void MainWindow::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        // Once the pages have their words, too.
        QTimer::singleShot(0, this, [this] { measureBoxesAnew(*this); });
    }
    QMainWindow::changeEvent(event);
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (!mayStopJobs()) {
        event->ignore();
        return;
    }
    m_settings.setValue("window/geometry", saveGeometry());
    m_settings.setValue("window/state", saveState());
    closeProject();
    event->accept();
}

void MainWindow::showShortcuts() {
    ShortcutsDialog dialog(shortcutsOf(*this, m_pages, pageWidgets()), this);
    dialog.exec();
}

void MainWindow::showAbout() {
    AboutDialog dialog(this);
    dialog.exec();
}

void MainWindow::noteEnd(const Job& job) {
    if (!hasProject()) {
        return;
    }
    attempt([&] {
        const bool hasFailed = job.state() == JobState::Failed;
        const QString words = hasFailed                           ? job.message()
                              : job.state() == JobState::Finished ? QString("finished")
                                                                  : QString("stopped");
        static_cast<void>(m_session->project().events().add({.kind = hasFailed ? "failure" : "job",
                                                             .sentence = (job.title() + ": " + words).toStdString(),
                                                             .detail = job.detail().toStdString()}));
    });
    readLog();
}

void MainWindow::readLog() {
    if (hasProject() && m_jobsDock->isVisible()) {
        attempt([&] { m_jobsPanel->log().read(&m_session->project()); });
    }
}

void MainWindow::showFailure(const QString& sentence, const QString& detail) {
    m_failure->tell(sentence, detail);
}

bool MainWindow::mayStopJobs() {
    if (m_jobs->askingCount() > 0) {
        const auto answer = QMessageBox::question(
            this, tr("Work is running"),
            tr("%n job(s) have not ended. Stop now? A training run keeps what it has learned and can be resumed.",
               nullptr, m_jobs->askingCount()),
            QMessageBox::Yes | QMessageBox::Cancel, QMessageBox::Cancel);
        if (answer != QMessageBox::Yes) {
            return false;
        }
    }
    m_jobs->cancelAll();
    QEventLoop loop;
    connect(m_jobs.get(), &JobList::changed, &loop, [&] {
        if (m_jobs->activeCount() == 0) {
            loop.quit();
        }
    });
    if (m_jobs->activeCount() > 0) {
        loop.exec(QEventLoop::ExcludeUserInputEvents);
    }
    return true;
}

bool MainWindow::attempt(const std::function<void()>& work) {
    try {
        work();
        return true;
    } catch (const Error& error) {
        showFailure(QString::fromUtf8(error.what()), QString::fromStdString(error.detail()));
        return false;
    }
}

}  // namespace tandem
