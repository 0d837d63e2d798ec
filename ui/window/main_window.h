// The window: a start page, the pages of the open project on a rail, the jobs, and the one place for failures.
//
// Used on the GUI thread. Invariant: pages exist exactly while a project is open, and are destroyed before it closes.
#pragma once

#include "core/base/file_lock.h"
#include "storage/db/project.h"
#include "storage/demo/demo_study.h"
#include "ui/jobs/latest_job.h"
#include "ui/theme/language.h"
#include "ui/theme/theme.h"
#include "ui/window/page.h"

#include <QMainWindow>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

class QDockWidget;
class QSettings;
class QStackedWidget;

namespace tandem {

class DemoWalk;
class FailureBar;
class GuideStrip;
class JobList;
class JobStopper;
class JobsPanel;
class MainMenu;
class NavigationRail;
class ProjectOpener;
class ProjectSession;
class StartPage;
class StatusReadout;

class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    /// settings: the person's, for what the window remembers. demo: the study that "Try the demo" makes.
    MainWindow(std::vector<Page> pages, QSettings& settings, const DemoPlan& demo = {.iterations = kDemoIterations});
    ~MainWindow() override;

    /// Shows a failure instead of throwing. files: to be imported into it. Returns whether it is open; while jobs run
    /// it opens when they have ended.
    bool openProject(const std::filesystem::path& folder, const std::vector<std::filesystem::path>& files = {},
                     ProjectAccess access = ProjectAccess::WherePossible);
    void closeProject();
    [[nodiscard]] bool hasProject() const { return m_session != nullptr; }
    [[nodiscard]] ProjectSession* session() const { return m_session.get(); }
    [[nodiscard]] JobList& jobs() const { return *m_jobs; }

    void choosePage(const QString& id);
    /// "start", or the id of the page that is shown.
    [[nodiscard]] QString currentPage() const;
    void setTheme(Theme theme);
    void setLanguage(Language language);
    /// Asks the engine for the status bar, once the window has been drawn.
    void findDevices();

protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    /// Fewer than the command line's: a person waits for these.
    static constexpr std::int64_t kDemoIterations = 120;

    void build(const DemoPlan& demo);
    void connectParts();
    void connectMenu();
    void restore();
    void retranslate();

    /// Why the project can only be looked at, where that was not asked for. isTaken: as another window works on it.
    void tellReadOnly(ProjectAccess access, bool isTaken);
    [[nodiscard]] bool isToLook() const;
    void showPages();
    void rememberPage(int page);
    void importFiles(const std::vector<std::filesystem::path>& files);
    void makeThumbnail();

    void showShortcuts();
    void showAbout();
    void showTitle();
    void noteEnd(const Job& job);
    void readLog();
    void showFailure(const QString& sentence, const QString& detail);
    [[nodiscard]] std::vector<QWidget*> pageWidgets() const;
    /// Shows an Error that the work throws. Returns whether there was none.
    bool attempt(const std::function<void()>& work);

    std::vector<Page> m_pages;
    QSettings& m_settings;
    std::unique_ptr<JobList> m_jobs;
    std::unique_ptr<ProjectSession> m_session;
    std::optional<FileLock> m_place;  ///< of the window that may change the project
    LatestJob<std::monostate> m_thumbnail{[](std::monostate) {}};

    FailureBar* m_failure = nullptr;
    JobStopper* m_stopper = nullptr;
    GuideStrip* m_guide = nullptr;
    DemoWalk* m_demo = nullptr;
    NavigationRail* m_rail = nullptr;
    QStackedWidget* m_stack = nullptr;
    StartPage* m_start = nullptr;
    QDockWidget* m_jobsDock = nullptr;
    JobsPanel* m_jobsPanel = nullptr;
    StatusReadout* m_status = nullptr;
    MainMenu* m_menu = nullptr;
    ProjectOpener* m_opener = nullptr;
};

}  // namespace tandem
