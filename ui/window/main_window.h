// The window: a start page, the pages of the open project on a rail, the jobs, and the one place for failures.
//
// Used on the GUI thread. Invariant: pages exist exactly while a project is open, and are destroyed before it closes.
#pragma once

#include "ui/theme/theme.h"
#include "ui/window/page.h"

#include <QMainWindow>
#include <filesystem>
#include <memory>
#include <vector>

class QAction;
class QDockWidget;
class QLabel;
class QMenu;
class QProgressBar;
class QSettings;
class QStackedWidget;
class QToolButton;

namespace tandem {

class FailureBar;
class JobList;
class NavigationRail;
class ProjectSession;
class StartPage;

class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    /// settings: the person's, for what the window remembers.
    MainWindow(std::vector<Page> pages, QSettings& settings);
    ~MainWindow() override;

    /// Shows a failure instead of throwing. Returns whether it is open.
    bool openProject(const std::filesystem::path& folder);
    void closeProject();
    [[nodiscard]] bool hasProject() const { return m_session != nullptr; }
    [[nodiscard]] ProjectSession* session() const { return m_session.get(); }
    [[nodiscard]] JobList& jobs() const { return *m_jobs; }

    void choosePage(const QString& id);
    /// "start", or the id of the page that is shown.
    [[nodiscard]] QString currentPage() const;
    void setTheme(Theme theme);

protected:
    void changeEvent(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void build();
    void buildMenus();
    void buildStatusBar();
    void retranslate();
    void newProject();
    void askForProject();
    void fillRecentMenu();
    void showJobs();
    void showShortcuts();
    [[nodiscard]] bool mayStopJobs();
    template <class Work>
    bool attempt(const Work& work);

    std::vector<Page> m_pages;
    QSettings& m_settings;
    std::unique_ptr<JobList> m_jobs;
    std::unique_ptr<ProjectSession> m_session;

    FailureBar* m_failure = nullptr;
    NavigationRail* m_rail = nullptr;
    QStackedWidget* m_stack = nullptr;
    StartPage* m_start = nullptr;
    QDockWidget* m_jobsDock = nullptr;
    QLabel* m_jobText = nullptr;
    QProgressBar* m_jobBar = nullptr;
    QToolButton* m_jobsButton = nullptr;

    QMenu* m_projectMenu = nullptr;
    QMenu* m_recentMenu = nullptr;
    QMenu* m_viewMenu = nullptr;
    QMenu* m_helpMenu = nullptr;
    QAction* m_new = nullptr;
    QAction* m_open = nullptr;
    QAction* m_close = nullptr;
    QAction* m_quit = nullptr;
    QAction* m_dark = nullptr;
    QAction* m_light = nullptr;
    QAction* m_shortcuts = nullptr;
};

}  // namespace tandem
