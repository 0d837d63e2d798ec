// How the window is put together; what it does is in main_window.cpp.
#include "ui/jobs/job_list.h"
#include "ui/theme/icon.h"
#include "ui/window/demo_walk.h"
#include "ui/window/failure_bar.h"
#include "ui/window/guide_strip.h"
#include "ui/window/jobs_panel.h"
#include "ui/window/main_window.h"
#include "ui/window/navigation_rail.h"
#include "ui/window/recent_projects.h"
#include "ui/window/start_page.h"
#include "ui/window/status_readout.h"

#include <QActionGroup>
#include <QDockWidget>
#include <QHBoxLayout>
#include <QMenuBar>
#include <QSettings>
#include <QStackedWidget>
#include <QStatusBar>
#include <QVBoxLayout>

namespace tandem {

void MainWindow::build(const DemoPlan& demo) {
    setObjectName("mainWindow");
    setWindowIcon(programIcon());
    setAcceptDrops(true);
    m_failure = new FailureBar(this);
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
}

void MainWindow::buildMenus() {
    m_projectMenu = menuBar()->addMenu(QString());
    m_new = m_projectMenu->addAction({}, QKeySequence::New, this, [this] { newProject({}); });
    m_open = m_projectMenu->addAction({}, QKeySequence::Open, this, &MainWindow::askForProject);
    m_recentMenu = m_projectMenu->addMenu(QString());
    connect(m_recentMenu, &QMenu::aboutToShow, this, &MainWindow::fillRecentMenu);
    m_projectMenu->addSeparator();
    m_close = m_projectMenu->addAction({}, QKeySequence::Close, this, [this] {
        if (mayStopJobs()) {
            closeProject();
        }
    });
    m_quit = m_projectMenu->addAction({}, QKeySequence::Quit, this, &QWidget::close);
    buildViewMenu();
    m_helpMenu = menuBar()->addMenu(QString());
    m_tryDemo = m_helpMenu->addAction({}, m_demo, &DemoWalk::begin);
    m_shortcuts = m_helpMenu->addAction({}, QKeySequence(Qt::Key_F1), this, &MainWindow::showShortcuts);
    m_helpMenu->addSeparator();
    m_about = m_helpMenu->addAction({}, this, &MainWindow::showAbout);
    m_about->setObjectName("about");
    m_about->setMenuRole(QAction::AboutRole);
}

void MainWindow::buildViewMenu() {
    m_viewMenu = menuBar()->addMenu(QString());
    auto* const themes = new QActionGroup(this);
    m_dark = themes->addAction(m_viewMenu->addAction({}, this, [this] { setTheme(Theme::Dark); }));
    m_light = themes->addAction(m_viewMenu->addAction({}, this, [this] { setTheme(Theme::Light); }));
    m_dark->setCheckable(true);
    m_light->setCheckable(true);
    (themeNamed(m_settings.value("theme").toString()) == Theme::Dark ? m_dark : m_light)->setChecked(true);
    m_viewMenu->addSeparator();
    m_languageMenu = m_viewMenu->addMenu(QString());
    m_languages = new QActionGroup(this);
    const Language now = languageNamed(m_settings.value("language").toString());
    for (const Language language : kLanguages) {
        // Each in its own words, so that whoever cannot read the present one finds it.
        QAction* const action =
            m_languageMenu->addAction(titleOf(language), this, [this, language] { setLanguage(language); });
        action->setObjectName("language-" + nameOf(language));
        action->setCheckable(true);
        action->setChecked(language == now);
        m_languages->addAction(action);
    }
    m_viewMenu->addSeparator();
    QAction* const jobs = m_jobsDock->toggleViewAction();
    jobs->setShortcut(Qt::CTRL | Qt::Key_J);
    m_viewMenu->addAction(jobs);
    m_fullScreen = m_viewMenu->addAction({}, QKeySequence(Qt::Key_F11), this,
                                         [this](bool isFull) { isFull ? showFullScreen() : showNormal(); });
    m_fullScreen->setCheckable(true);
}

void MainWindow::connectParts() {
    connect(m_rail, &NavigationRail::pageChosen, this, [this](int page) {
        m_stack->setCurrentIndex(page + 1);
        rememberPage(page);
    });
    connect(m_start, &StartPage::newWanted, this, [this] { newProject({}); });
    connect(m_start, &StartPage::openWanted, this, &MainWindow::askForProject);
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
        m_tryDemo->setEnabled(!m_demo->isMaking());
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

void MainWindow::restore() {
    resize(1280, 800);
    restoreGeometry(m_settings.value("window/geometry").toByteArray());
    restoreState(m_settings.value("window/state").toByteArray());
    m_fullScreen->setChecked(isFullScreen());
}

void MainWindow::retranslate() {
    m_projectMenu->setTitle(tr("&Project"));
    m_new->setText(tr("&New…"));
    m_open->setText(tr("&Open…"));
    m_recentMenu->setTitle(tr("Open &recent"));
    m_close->setText(tr("&Close project"));
    m_quit->setText(tr("&Quit"));
    m_viewMenu->setTitle(tr("&View"));
    m_dark->setText(tr("&Dark theme"));
    m_light->setText(tr("&Light theme"));
    m_languageMenu->setTitle(tr("Lan&guage"));
    m_fullScreen->setText(tr("&Full screen"));
    m_helpMenu->setTitle(tr("&Help"));
    m_tryDemo->setText(tr("&Try the demo"));
    m_shortcuts->setText(tr("&Keys and mouse"));
    m_about->setText(tr("&About Tandem"));
    m_jobsDock->setWindowTitle(tr("Jobs"));
    m_demo->retranslate();
    showTitle();
}

}  // namespace tandem
