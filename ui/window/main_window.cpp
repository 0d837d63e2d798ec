#include "ui/window/main_window.h"

#include "core/base/error.h"
#include "core/study/label_scheme.h"
#include "ui/jobs/job_list.h"
#include "ui/session/project_session.h"
#include "ui/theme/icon.h"
#include "ui/window/failure_bar.h"
#include "ui/window/jobs_panel.h"
#include "ui/window/navigation_rail.h"
#include "ui/window/new_project_dialog.h"
#include "ui/window/recent_projects.h"
#include "ui/window/start_page.h"

#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QProgressBar>
#include <QSettings>
#include <QStackedWidget>
#include <QStatusBar>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

namespace tandem {
namespace {

/// The project folder among what is dragged, or nothing.
QString projectIn(const QMimeData& dragged) {
    for (const QUrl& url : dragged.urls()) {
        if (QFileInfo::exists(url.toLocalFile() + "/project.sqlite")) {
            return url.toLocalFile();
        }
    }
    return {};
}

}  // namespace

MainWindow::MainWindow(std::vector<Page> pages, QSettings& settings)
    : m_pages(std::move(pages)), m_settings(settings), m_jobs(std::make_unique<JobList>()) {
    setObjectName("mainWindow");
    setWindowIcon(programIcon());
    setAcceptDrops(true);
    build();
    buildMenus();
    buildStatusBar();
    retranslate();
    closeProject();
    resize(1280, 800);
    restoreGeometry(m_settings.value("window/geometry").toByteArray());
    connect(m_jobs.get(), &JobList::changed, this, &MainWindow::showJobs);
    connect(m_jobs.get(), &JobList::jobFailed, this,
            [this](const QString& title, const QString& sentence, const QString& detail) {
                m_failure->tell(title + ": " + sentence, detail);
            });
}

MainWindow::~MainWindow() {
    closeProject();
}

void MainWindow::build() {
    m_failure = new FailureBar(this);
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
    layout->addLayout(row, 1);
    setCentralWidget(middle);
    m_jobsDock = new QDockWidget(this);
    m_jobsDock->setObjectName("jobsDock");
    m_jobsDock->setWidget(new JobsPanel(*m_jobs, m_jobsDock));
    addDockWidget(Qt::RightDockWidgetArea, m_jobsDock);
    m_jobsDock->hide();
    connect(m_rail, &NavigationRail::pageChosen, this, [this](int page) { m_stack->setCurrentIndex(page + 1); });
    connect(m_start, &StartPage::newWanted, this, &MainWindow::newProject);
    connect(m_start, &StartPage::openWanted, this, &MainWindow::askForProject);
    connect(m_start, &StartPage::projectChosen, this,
            [this](const QString& folder) { openProject(folder.toStdString()); });
}

void MainWindow::buildMenus() {
    m_projectMenu = menuBar()->addMenu(QString());
    m_new = m_projectMenu->addAction({}, QKeySequence::New, this, &MainWindow::newProject);
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
    m_viewMenu = menuBar()->addMenu(QString());
    auto* const themes = new QActionGroup(this);
    m_dark = themes->addAction(m_viewMenu->addAction({}, this, [this] { setTheme(Theme::Dark); }));
    m_light = themes->addAction(m_viewMenu->addAction({}, this, [this] { setTheme(Theme::Light); }));
    m_dark->setCheckable(true);
    m_light->setCheckable(true);
    (themeNamed(m_settings.value("theme").toString()) == Theme::Dark ? m_dark : m_light)->setChecked(true);
    m_viewMenu->addSeparator();
    QAction* const jobs = m_jobsDock->toggleViewAction();
    jobs->setShortcut(Qt::CTRL | Qt::Key_J);
    m_viewMenu->addAction(jobs);
    m_helpMenu = menuBar()->addMenu(QString());
    m_shortcuts = m_helpMenu->addAction({}, QKeySequence(Qt::Key_F1), this, &MainWindow::showShortcuts);
}

void MainWindow::buildStatusBar() {
    m_jobText = new QLabel(this);
    m_jobText->setObjectName("jobText");
    m_jobBar = new QProgressBar(this);
    m_jobBar->setObjectName("jobProgress");
    m_jobBar->setRange(0, 1000);
    m_jobBar->setTextVisible(false);
    m_jobBar->setFixedWidth(160);
    m_jobsButton = new QToolButton(this);
    m_jobsButton->setObjectName("showJobs");
    m_jobsButton->setDefaultAction(m_jobsDock->toggleViewAction());
    statusBar()->addWidget(m_jobText, 1);
    statusBar()->addPermanentWidget(m_jobBar);
    statusBar()->addPermanentWidget(m_jobsButton);
    showJobs();
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
    m_helpMenu->setTitle(tr("&Help"));
    m_shortcuts->setText(tr("&Keyboard shortcuts"));
    m_jobsDock->setWindowTitle(tr("Jobs"));
}

bool MainWindow::openProject(const std::filesystem::path& folder) {
    if (!mayStopJobs()) {
        return false;
    }
    return attempt([&] {
        Project project = Project::open(folder);
        closeProject();
        m_session = std::make_unique<ProjectSession>(std::move(project), *m_jobs);
        connect(m_session.get(), &ProjectSession::failed, m_failure, &FailureBar::tell);
        for (const Page& page : m_pages) {
            m_stack->addWidget(page.make(*m_session, m_stack));
        }
        const QString path = QString::fromStdString(m_session->folder().string());
        RecentProjects(m_settings).add(path);
        setWindowTitle(tr("%1 — Tandem").arg(QString::fromStdString(m_session->project().name())));
        m_failure->hide();
        m_rail->show();
        m_close->setEnabled(true);
        m_rail->choose(0);
    });
}

void MainWindow::closeProject() {
    while (m_stack->count() > 1) {
        delete m_stack->widget(m_stack->count() - 1);
    }
    m_session.reset();
    m_rail->hide();
    m_close->setEnabled(false);
    m_start->setRecent(RecentProjects(m_settings).list());
    setWindowTitle("Tandem");
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

void MainWindow::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
    QMainWindow::changeEvent(event);
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (!mayStopJobs()) {
        event->ignore();
        return;
    }
    m_settings.setValue("window/geometry", saveGeometry());
    closeProject();
    event->accept();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (!projectIn(*event->mimeData()).isEmpty()) {
        event->acceptProposedAction();
    }
}

void MainWindow::dropEvent(QDropEvent* event) {
    openProject(projectIn(*event->mimeData()).toStdString());
}

void MainWindow::newProject() {
    NewProjectDialog dialog(this);
    if (dialog.exec() == QDialog::Accepted) {
        const std::filesystem::path folder = dialog.folder();
        if (attempt([&] { static_cast<void>(Project::create(folder, folder.stem().string(), dialog.labels())); })) {
            openProject(folder);
        }
    }
}

void MainWindow::askForProject() {
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Open a project: a folder NAME.tandem"));
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

void MainWindow::showJobs() {
    const Job* const job = m_jobs->current();
    const int others = m_jobs->activeCount() - 1;
    m_jobBar->setVisible(job != nullptr);
    if (job == nullptr) {
        m_jobText->setText(tr("Ready"));
        return;
    }
    const QString more = others > 0 ? tr(" (and %n more)", nullptr, others) : QString();
    m_jobText->setText(job->title() + more + "  " + job->message());
    m_jobBar->setValue(qRound(1000 * job->fraction()));
}

void MainWindow::showShortcuts() {
    QString rows;
    for (const QAction* const action : findChildren<QAction*>()) {
        if (!action->shortcut().isEmpty()) {
            rows += "<tr><td style='padding-right:24px'>" + action->text().remove('&').toHtmlEscaped() + "</td><td>" +
                    action->shortcut().toString(QKeySequence::NativeText).toHtmlEscaped() + "</td></tr>";
        }
    }
    for (std::size_t i = 0; i < m_pages.size(); ++i) {
        rows += "<tr><td style='padding-right:24px'>" + QCoreApplication::translate("Page", m_pages[i].title) +
                "</td><td>Ctrl+" + QString::number(i + 1) + "</td></tr>";
    }
    QMessageBox box(QMessageBox::NoIcon, tr("Keyboard shortcuts"), "<table>" + rows + "</table>", QMessageBox::Ok,
                    this);
    box.exec();
}

bool MainWindow::mayStopJobs() {
    if (m_jobs->activeCount() == 0) {
        return true;
    }
    const auto answer = QMessageBox::question(
        this, tr("Work is running"),
        tr("%n job(s) have not ended. Stop them? A training run keeps what it has learned and can be resumed.", nullptr,
           m_jobs->activeCount()),
        QMessageBox::Yes | QMessageBox::Cancel, QMessageBox::Cancel);
    if (answer != QMessageBox::Yes) {
        return false;
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

template <class Work>
bool MainWindow::attempt(const Work& work) {
    try {
        work();
        return true;
    } catch (const Error& error) {
        m_failure->tell(QString::fromUtf8(error.what()), QString::fromStdString(error.detail()));
        return false;
    }
}

}  // namespace tandem
