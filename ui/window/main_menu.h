// The menus of the window, with their keys.
//
// Used on the GUI thread. Invariant: what is ticked is what the window was told last, and what the person's settings
// say at its start.
#pragma once

#include "ui/theme/language.h"
#include "ui/theme/theme.h"

#include <QMenuBar>

class QAction;
class QActionGroup;
class QMenu;
class QSettings;

namespace tandem {

class MainMenu : public QMenuBar {
    Q_OBJECT

public:
    /// jobs: shows the jobs panel and hides it.
    MainMenu(QSettings& settings, QAction& jobs, QWidget* parent = nullptr);

    void setHasProject(bool hasProject);
    void setMakingDemo(bool isMaking);
    void setTheme(Theme theme);
    void setLanguage(Language language);
    void setFullScreen(bool isFull);

Q_SIGNALS:
    void newWanted();
    void openWanted();
    /// The same, to look at it without changing anything.
    void lookWanted();
    void projectChosen(const QString& folder);
    void closeWanted();
    void quitWanted();
    void themeChosen(tandem::Theme theme);
    void languageChosen(tandem::Language language);
    void fullScreenChosen(bool isFull);
    void demoWanted();
    void keysWanted();
    void aboutWanted();

private:
    void addProjectMenu();
    void addViewMenu(QAction& jobs);
    void addHelpMenu();
    void fillRecent();
    void retranslate();

    QSettings& m_settings;
    QMenu* m_projectMenu = nullptr;
    QMenu* m_recentMenu = nullptr;
    QMenu* m_viewMenu = nullptr;
    QMenu* m_languageMenu = nullptr;
    QMenu* m_helpMenu = nullptr;
    QAction* m_new = nullptr;
    QAction* m_open = nullptr;
    QAction* m_look = nullptr;
    QAction* m_close = nullptr;
    QAction* m_quit = nullptr;
    QAction* m_dark = nullptr;
    QAction* m_light = nullptr;
    QActionGroup* m_languages = nullptr;
    QAction* m_fullScreen = nullptr;
    QAction* m_tryDemo = nullptr;
    QAction* m_keys = nullptr;
    QAction* m_about = nullptr;
};

}  // namespace tandem
