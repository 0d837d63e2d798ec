// How the window makes, opens and closes projects, and takes what is dropped onto it.
#include "core/study/label_scheme.h"
#include "ui/jobs/job_list.h"
#include "ui/session/project_session.h"
#include "ui/theme/documents.h"
#include "ui/window/demo_walk.h"
#include "ui/window/dropped_files.h"
#include "ui/window/event_log_model.h"
#include "ui/window/failure_bar.h"
#include "ui/window/jobs_panel.h"
#include "ui/window/main_window.h"
#include "ui/window/navigation_rail.h"
#include "ui/window/new_project_dialog.h"
#include "ui/window/project_thumbnail.h"
#include "ui/window/recent_projects.h"
#include "ui/window/start_page.h"

#include <QAction>
#include <QApplication>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFileDialog>
#include <QMenu>
#include <QMimeData>
#include <QSettings>
#include <QStackedWidget>
#include <QTimer>
#include <algorithm>
#include <optional>
#include <utility>

namespace tandem {
namespace {

/// Where the settings keep the page that a project was left on. Their keys cannot hold a path as it is.
QString pageKey(const std::filesystem::path& folder) {
    return "projectPages/" + QString::fromLatin1(QUrl::toPercentEncoding(QString::fromStdString(folder.string())));
}

}  // namespace

bool MainWindow::openProject(const std::filesystem::path& folder) {
    std::optional<Project> project;
    if (!mayStopJobs() || !attempt([&] { project = Project::open(folder); })) {
        return false;
    }
    closeProject();
    m_failure->hide();
    const bool isOpen = attempt([&] {
        m_session = std::make_unique<ProjectSession>(std::move(*project), *m_jobs);
        showPages();
        RecentProjects(m_settings).add(QString::fromStdString(m_session->folder().string()));
        m_demo->attach(*m_session);
        makeThumbnail();
        readLog();
    });
    if (!isOpen) {
        closeProject();
    }
    return isOpen;
}

void MainWindow::showPages() {
    connect(m_session.get(), &ProjectSession::failed, this, &MainWindow::showFailure);
    connect(m_session.get(), &ProjectSession::casesChanged, this, &MainWindow::makeThumbnail);
    connect(m_session.get(), &ProjectSession::labelsChanged, this, &MainWindow::makeThumbnail);
    for (const Page& page : m_pages) {
        m_stack->addWidget(page.make(*m_session, m_stack));
    }
    // After the pages, so that the case is chosen before it is seen.
    connect(m_session.get(), &ProjectSession::showCase, this, [this] { choosePage("inspect"); });
    showTitle();
    m_rail->show();
    m_close->setEnabled(true);
    const QString left = m_settings.value(pageKey(m_session->folder())).toString();
    const auto page = std::ranges::find(m_pages, left, &Page::id);
    m_rail->choose(page == m_pages.end() ? 0 : static_cast<int>(page - m_pages.begin()));
}

void MainWindow::closeProject() {
    m_thumbnail.reset();
    m_demo->detach();
    m_jobsPanel->log().read(nullptr);
    while (m_stack->count() > 1) {
        delete m_stack->widget(m_stack->count() - 1);
    }
    m_session.reset();
    m_rail->hide();
    m_close->setEnabled(false);
    m_start->setRecent(RecentProjects(m_settings).list());
    showTitle();
}

void MainWindow::rememberPage(int page) {
    if (hasProject()) {
        m_settings.setValue(pageKey(m_session->folder()), m_pages[static_cast<std::size_t>(page)].id);
    }
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (!projectIn(*event->mimeData()).isEmpty() || !filesIn(*event->mimeData()).isEmpty()) {
        event->acceptProposedAction();
    }
}

void MainWindow::dropEvent(QDropEvent* event) {
    const QString project = projectIn(*event->mimeData());
    const QList<QUrl> files = filesIn(*event->mimeData());
    event->acceptProposedAction();
    // Afterwards: a dialog must not keep the program waiting that the files were dragged from.
    QTimer::singleShot(0, this, [this, project, files] {
        if (!project.isEmpty()) {
            openProject(project.toStdString());
        } else if (hasProject()) {
            importFiles(files);
        } else if (!files.isEmpty()) {
            newProject(files);
        }
    });
}

void MainWindow::importFiles(const QList<QUrl>& files) {
    const auto page = std::ranges::find_if(m_pages, &Page::takesFiles);
    if (files.isEmpty() || page == m_pages.end()) {
        return;
    }
    choosePage(page->id);
    QMimeData dragged;
    dragged.setUrls(files);
    // Qt gives a drop to the widget that was entered last.
    QDragEnterEvent enter(QPoint(1, 1), Qt::CopyAction, &dragged, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(m_stack->currentWidget(), &enter);
    if (enter.isAccepted()) {
        QDropEvent drop(QPointF(1, 1), Qt::CopyAction, &dragged, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(m_stack->currentWidget(), &drop);
    }
}

void MainWindow::newProject(const QList<QUrl>& files) {
    NewProjectDialog dialog(files, this);
    if (dialog.exec() != QDialog::Accepted) {
        return;
    }
    const std::filesystem::path folder = dialog.folder();
    if (attempt([&] { static_cast<void>(Project::create(folder, folder.stem().string(), dialog.labels())); }) &&
        openProject(folder)) {
        importFiles(files);
    }
}

void MainWindow::askForProject() {
    const QString folder =
        QFileDialog::getExistingDirectory(this, tr("Open a project: a folder NAME.tandem"), documentsFolder());
    if (!folder.isEmpty()) {
        openProject(folder.toStdString());
    }
}

void MainWindow::fillRecentMenu() {
    m_recentMenu->clear();
    for (const QString& folder : RecentProjects(m_settings).list()) {
        m_recentMenu->addAction(folder, this, [this, folder] { openProject(folder.toStdString()); });
    }
    if (m_recentMenu->isEmpty()) {
        m_recentMenu->addAction(tr("No recent projects"))->setEnabled(false);
    }
}

void MainWindow::makeThumbnail() {
    if (!hasProject()) {
        return;
    }
    const bool isBeingMade = m_thumbnail != nullptr && !m_thumbnail->hasEnded();
    m_isThumbnailStale = isBeingMade;
    if (isBeingMade) {
        return;
    }
    // Beside the list of jobs, as nobody waits for it; a failure costs the picture alone.
    m_thumbnail = std::make_unique<Job>(tr("Drawing the project's picture"),
                                        [folder = m_session->folder()](const Progress&, const std::stop_token& stop) {
                                            renewThumbnail(Project::open(folder, ProjectAccess::ReadOnly), stop);
                                        });
    connect(
        m_thumbnail.get(), &Job::ended, this,
        [this] {
            if (m_isThumbnailStale) {
                makeThumbnail();
            }
        },
        Qt::QueuedConnection);
    m_thumbnail->start();
}

}  // namespace tandem
