#include "ui/window/main_window.h"

#include "storage/db/event_log.h"
#include "storage/db/project_locks.h"
#include "ui/jobs/job_list.h"
#include "ui/session/changing_controls.h"
#include "ui/session/project_session.h"
#include "ui/theme/attempt.h"
#include "ui/theme/dialogs.h"
#include "ui/theme/icon.h"
#include "ui/theme/translated.h"
#include "ui/window/about_dialog.h"
#include "ui/window/demo_walk.h"
#include "ui/window/dropped_files.h"
#include "ui/window/event_log_model.h"
#include "ui/window/failure_bar.h"
#include "ui/window/guide_strip.h"
#include "ui/window/job_stopper.h"
#include "ui/window/jobs_panel.h"
#include "ui/window/main_menu.h"
#include "ui/window/navigation_rail.h"
#include "ui/window/project_opener.h"
#include "ui/window/project_thumbnail.h"
#include "ui/window/recent_projects.h"
#include "ui/window/shortcuts_dialog.h"
#include "ui/window/start_page.h"
#include "ui/window/status_readout.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QHBoxLayout>
#include <QMimeData>
#include <QSettings>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTimer>
#include <QVBoxLayout>
#include <algorithm>
#include <optional>
#include <utility>

namespace tandem {

MainWindow::MainWindow(std::vector<Page> pages, QSettings& settings, const DemoPlan& demo)
    : m_pages(std::move(pages)), m_settings(settings), m_jobs(std::make_unique<JobList>()) {
    build(demo);
    connectParts();
    keepTranslated(*this, [this] { retranslate(); });
    // Once the pages have their words, too.
    whenLanguageChanges(*this, [this] { QTimer::singleShot(0, this, [this] { measureBoxesAnew(*this); }); });
    closeProject();
    restore();
}

MainWindow::~MainWindow() {
    hide();  // while what hears that the docks vanish is still a whole window
    closeProject();
}

void MainWindow::build(const DemoPlan& demo) {
    setObjectName("mainWindow");
    setWindowIcon(programIcon());
    setAcceptDrops(true);
    m_failure = new FailureBar(this);
    m_stopper = new JobStopper(*m_jobs, this);
    m_guide = new GuideStrip(this);
    m_demo = new DemoWalk(*m_jobs, m_settings, demo, *m_guide, this);
    m_rail = new NavigationRail(m_pages, this);
    m_stack = new QStackedWidget(this);
    m_stack->setObjectName("pages");
    m_start = new StartPage(this);
    m_stack->addWidget(m_start);
    auto* const row = new QHBoxLayout;
    row->setContentsMargins({});
    row->setSpacing(0);
    row->addWidget(m_rail);
    row->addWidget(m_stack, 1);
    auto* const middle = new QWidget(this);
    auto* const layout = new QVBoxLayout(middle);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_failure);
    layout->addWidget(m_stopper);
    layout->addWidget(m_guide);
    layout->addLayout(row, 1);
    setCentralWidget(middle);
    m_jobsDock = new QDockWidget(this);
    m_jobsDock->setObjectName("jobsDock");
    m_jobsPanel = new JobsPanel(*m_jobs, m_jobsDock);
    m_jobsDock->setWidget(m_jobsPanel);
    addDockWidget(Qt::RightDockWidgetArea, m_jobsDock);
    resizeDocks({m_jobsDock}, {360}, Qt::Horizontal);
    m_jobsDock->hide();
    m_status = new StatusReadout(*m_jobs, m_jobsDock->toggleViewAction(), this);
    statusBar()->addWidget(m_status, 1);
    m_menu = new MainMenu(m_settings, *m_jobsDock->toggleViewAction(), this);
    setMenuBar(m_menu);
    m_opener = new ProjectOpener(*this);
}

void MainWindow::connectParts() {
    connect(m_rail, &NavigationRail::pageChosen, this, [this](int page) {
        m_stack->setCurrentIndex(page + 1);
        rememberPage(page);
    });
    connectMenu();
    connect(m_stopper, &JobStopper::waitingChanged, this, [this](bool isWaiting) {
        setAcceptDrops(!isWaiting);
        for (QWidget* const part : std::initializer_list<QWidget*>{m_menu, m_guide, m_rail, m_stack}) {
            part->setEnabled(!isWaiting);
        }
    });
    connect(m_opener, &ProjectOpener::failed, this, &MainWindow::showFailure);
    connect(m_opener, &ProjectOpener::wanted, this,
            [this](const std::filesystem::path& folder, const std::vector<std::filesystem::path>& files,
                   ProjectAccess access) { openProject(folder, files, access); });
    connect(m_start, &StartPage::newWanted, m_opener, [this] { m_opener->make(); });
    connect(m_start, &StartPage::openWanted, m_opener, [this] { m_opener->ask(ProjectAccess::WherePossible); });
    connect(m_start, &StartPage::demoWanted, m_demo, &DemoWalk::begin);
    // Queued, as the page's list is filled again while it opens.
    connect(
        m_start, &StartPage::projectChosen, this, [this](const QString& folder) { openProject(folder.toStdString()); },
        Qt::QueuedConnection);
    connect(
        m_start, &StartPage::forgetWanted, this,
        [this](const QString& folder) {
            RecentProjects(m_settings).remove(folder);
            m_start->setRecent(RecentProjects(m_settings).list());
        },
        Qt::QueuedConnection);
    connect(m_demo, &DemoWalk::makingChanged, this, [this] {
        m_start->setMakingDemo(m_demo->isMaking());
        m_menu->setMakingDemo(m_demo->isMaking());
    });
    // Queued, so that the job which made the project has ended for all before.
    connect(
        m_demo, &DemoWalk::projectReady, this, [this](const QString& folder) { openProject(folder.toStdString()); },
        Qt::QueuedConnection);
    connect(m_demo, &DemoWalk::pageWanted, this, &MainWindow::choosePage);
    connect(m_jobs.get(), &JobList::ended, this, [this](const Job* job) { noteEnd(*job); });
    connect(m_jobs.get(), &JobList::jobFailed, this,
            [this](const QString& title, const QString& sentence, const QString& detail) {
                showFailure(title + ": " + sentence, detail);
            });
    connect(m_jobsDock, &QDockWidget::visibilityChanged, this, &MainWindow::readLog);
}

void MainWindow::connectMenu() {
    connect(m_menu, &MainMenu::newWanted, m_opener, [this] { m_opener->make(); });
    connect(m_menu, &MainMenu::openWanted, m_opener, [this] { m_opener->ask(ProjectAccess::WherePossible); });
    connect(m_menu, &MainMenu::lookWanted, m_opener, [this] { m_opener->ask(ProjectAccess::ReadOnly); });
    connect(m_menu, &MainMenu::projectChosen, this,
            [this](const QString& folder) { openProject(folder.toStdString()); });
    connect(m_menu, &MainMenu::closeWanted, this, [this] { m_stopper->stopThen([this] { closeProject(); }); });
    connect(m_menu, &MainMenu::quitWanted, this, &QWidget::close);
    connect(m_menu, &MainMenu::themeChosen, this, &MainWindow::setTheme);
    connect(m_menu, &MainMenu::languageChosen, this, &MainWindow::setLanguage);
    connect(m_menu, &MainMenu::fullScreenChosen, this,
            [this](bool isFull) { isFull ? showFullScreen() : showNormal(); });
    connect(m_menu, &MainMenu::demoWanted, m_demo, &DemoWalk::begin);
    connect(m_menu, &MainMenu::keysWanted, this, &MainWindow::showShortcuts);
    connect(m_menu, &MainMenu::aboutWanted, this, &MainWindow::showAbout);
}

void MainWindow::restore() {
    resize(1280, 800);
    restoreGeometry(m_settings.value("window/geometry").toByteArray());
    restoreState(m_settings.value("window/state").toByteArray());
    m_menu->setFullScreen(isFullScreen());
}

void MainWindow::retranslate() {
    m_jobsDock->setWindowTitle(tr("Jobs"));
    m_demo->retranslate();
    showTitle();
}

bool MainWindow::openProject(const std::filesystem::path& folder, const std::vector<std::filesystem::path>& files,
                             ProjectAccess access) {
    std::optional<Project> project;
    // Before what runs is stopped, as it is to go on where there is nothing to open.
    if (!attempt([&] { project = Project::open(folder, access); })) {
        return false;
    }
    if (m_jobs->activeCount() > 0) {
        m_stopper->stopThen([this, folder, files, access] { openProject(folder, files, access); });
        return false;
    }
    closeProject();
    m_failure->hide();
    bool isTaken = false;
    const bool isOpen = attempt([&] {
        isTaken = !project->isReadOnly() && !(m_place = tryToLockWindow(*project));
        if (isTaken) {
            project = Project::open(folder, ProjectAccess::ReadOnly);
        }
        m_session = std::make_unique<ProjectSession>(std::move(*project), *m_jobs);
        showPages();
        RecentProjects(m_settings).add(QString::fromStdString(m_session->folder().string()));
        m_demo->attach(*m_session);
        makeThumbnail();
        readLog();
    });
    if (isOpen) {
        tellReadOnly(access, isTaken);
        importFiles(files);
    } else {
        closeProject();
    }
    return isOpen;
}

void MainWindow::tellReadOnly(ProjectAccess access, bool isTaken) {
    const std::string& why = m_session->project().whyReadOnly();
    if (isTaken) {
        showFailure(
            tr("Another window works on this project, so it can be looked at here but not changed; close it there "
               "and open it again to work."),
            {});
    } else if (access != ProjectAccess::ReadOnly && !why.empty()) {
        showFailure(QString::fromStdString(why), {});
    }
}

void MainWindow::showPages() {
    connect(m_session.get(), &ProjectSession::failed, this, &MainWindow::showFailure);
    connect(m_session.get(), &ProjectSession::casesChanged, this, &MainWindow::makeThumbnail);
    connect(m_session.get(), &ProjectSession::labelsChanged, this, &MainWindow::makeThumbnail);
    for (const Page& page : m_pages) {
        QWidget* const made = page.make(*m_session, m_stack);
        holdChanging(*made, *m_session);
        m_stack->addWidget(made);
    }
    // After the pages, so that the case is chosen before it is seen.
    for (const auto asked : {&ProjectSession::showCase, &ProjectSession::correctCase}) {
        connect(m_session.get(), asked, this, [this] { choosePage("inspect"); });
    }
    connect(m_session.get(), &ProjectSession::correctRegions, this, [this] { choosePage("inspect"); });
    showTitle();
    m_rail->show();
    m_menu->setHasProject(true);
    const QString left = RecentProjects(m_settings).page(m_session->folder());
    const auto page = std::ranges::find(m_pages, left, &Page::id);
    m_rail->choose(page == m_pages.end() ? 0 : static_cast<int>(page - m_pages.begin()));
}

void MainWindow::closeProject() {
    m_thumbnail.forget();
    m_demo->detach();
    m_jobsPanel->log().read(nullptr);
    while (m_stack->count() > 1) {
        delete m_stack->widget(m_stack->count() - 1);
    }
    m_session.reset();
    m_place.reset();
    m_rail->hide();
    m_menu->setHasProject(false);
    m_start->setRecent(RecentProjects(m_settings).list());
    showTitle();
}

void MainWindow::rememberPage(int page) {
    if (hasProject()) {
        RecentProjects(m_settings).setPage(m_session->folder(), m_pages[static_cast<std::size_t>(page)].id);
    }
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (!projectIn(*event->mimeData()).empty() || !filesIn(*event->mimeData()).empty()) {
        event->acceptProposedAction();
    }
}

void MainWindow::dropEvent(QDropEvent* event) {
    const std::filesystem::path project = projectIn(*event->mimeData());
    const std::vector<std::filesystem::path> files = filesIn(*event->mimeData());
    event->acceptProposedAction();
    // Afterwards: a dialog must not keep the program waiting that the files were dragged from.
    QTimer::singleShot(0, this, [this, project, files] {
        if (!project.empty()) {
            openProject(project);
        } else if (hasProject()) {
            importFiles(files);
        } else if (!files.empty()) {
            m_opener->make(files);
        }
    });
}

void MainWindow::importFiles(const std::vector<std::filesystem::path>& files) {
    const auto page = std::ranges::find_if(m_pages, [](const Page& one) { return one.takeFiles != nullptr; });
    if (!files.empty() && page != m_pages.end()) {
        choosePage(page->id);
        page->takeFiles(*m_stack->currentWidget(), files);
    }
}

void MainWindow::makeThumbnail() {
    if (!hasProject() || isToLook()) {
        return;
    }
    // Beside the list of jobs, as nobody waits for it; a failure costs the picture alone.
    m_thumbnail.askNext(tr("Drawing the project's picture"),
                        [folder = m_session->folder()](const Progress&, const std::stop_token& stop) {
                            renewThumbnail(Project::open(folder, ProjectAccess::ReadOnly), stop);
                            return std::monostate();
                        });
}

void MainWindow::showTitle() {
    if (!hasProject()) {
        setWindowTitle("Tandem");
        return;
    }
    const QString name = QString::fromStdString(m_session->project().name());
    setWindowTitle(isToLook() ? tr("%1 (to look at) — Tandem").arg(name) : tr("%1 — Tandem").arg(name));
}

bool MainWindow::isToLook() const {
    return m_session->isToLook();
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
    m_menu->setTheme(theme);
    applyTheme(*qApp, theme);
}

void MainWindow::setLanguage(Language language) {
    m_settings.setValue("language", nameOf(language));
    m_menu->setLanguage(language);
    applyLanguage(*qApp, language);
}

void MainWindow::findDevices() {
    m_status->findDevices();
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (m_jobs->activeCount() > 0) {
        event->ignore();
        m_stopper->stopThen([this] { close(); });
        return;
    }
    m_settings.setValue("window/geometry", saveGeometry());
    m_settings.setValue("window/state", saveState());
    closeProject();
    event->accept();
}

void MainWindow::showShortcuts() {
    openDialog(*new ShortcutsDialog(shortcutsOf(*this, m_pages, pageWidgets()), this));
}

void MainWindow::showAbout() {
    openDialog(*new AboutDialog(this));
}

void MainWindow::noteEnd(const Job& job) {
    if (!hasProject() || isToLook()) {
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

bool MainWindow::attempt(const std::function<void()>& work) {
    return tandem::attempt(work,
                           [this](const QString& sentence, const QString& detail) { showFailure(sentence, detail); });
}

}  // namespace tandem
