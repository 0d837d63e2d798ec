#include "ui/window/main_menu.h"

#include "ui/theme/translated.h"
#include "ui/window/recent_projects.h"

#include <QActionGroup>
#include <QMenu>
#include <QSettings>

namespace tandem {

MainMenu::MainMenu(QSettings& settings, QAction& jobs, QWidget* parent) : QMenuBar(parent), m_settings(settings) {
    addProjectMenu();
    addViewMenu(jobs);
    addHelpMenu();
    setTheme(themeNamed(m_settings.value("theme").toString()));
    setLanguage(languageNamed(m_settings.value("language").toString()));
    keepTranslated(*this, [this] { retranslate(); });
}

void MainMenu::addProjectMenu() {
    m_projectMenu = addMenu(QString());
    m_new = m_projectMenu->addAction({}, QKeySequence::New, this, &MainMenu::newWanted);
    m_open = m_projectMenu->addAction({}, QKeySequence::Open, this, &MainMenu::openWanted);
    m_look = m_projectMenu->addAction({}, this, &MainMenu::lookWanted);
    m_look->setObjectName("openToLook");
    m_recentMenu = m_projectMenu->addMenu(QString());
    connect(m_recentMenu, &QMenu::aboutToShow, this, &MainMenu::fillRecent);
    m_projectMenu->addSeparator();
    m_close = m_projectMenu->addAction({}, QKeySequence::Close, this, &MainMenu::closeWanted);
    m_quit = m_projectMenu->addAction({}, QKeySequence::Quit, this, &MainMenu::quitWanted);
}

void MainMenu::addViewMenu(QAction& jobs) {
    m_viewMenu = addMenu(QString());
    auto* const themes = new QActionGroup(this);
    m_dark = themes->addAction(m_viewMenu->addAction({}, this, [this] { Q_EMIT themeChosen(Theme::Dark); }));
    m_light = themes->addAction(m_viewMenu->addAction({}, this, [this] { Q_EMIT themeChosen(Theme::Light); }));
    m_dark->setCheckable(true);
    m_light->setCheckable(true);
    m_viewMenu->addSeparator();
    m_languageMenu = m_viewMenu->addMenu(QString());
    m_languages = new QActionGroup(this);
    for (const Language language : kLanguages) {
        // Each in its own words, so that whoever cannot read the present one finds it.
        QAction* const action =
            m_languageMenu->addAction(titleOf(language), this, [this, language] { Q_EMIT languageChosen(language); });
        action->setObjectName("language-" + nameOf(language));
        action->setCheckable(true);
        m_languages->addAction(action);
    }
    m_viewMenu->addSeparator();
    jobs.setShortcut(Qt::CTRL | Qt::Key_J);
    m_viewMenu->addAction(&jobs);
    m_fullScreen = m_viewMenu->addAction({}, QKeySequence(Qt::Key_F11), this, &MainMenu::fullScreenChosen);
    m_fullScreen->setCheckable(true);
}

void MainMenu::addHelpMenu() {
    m_helpMenu = addMenu(QString());
    m_tryDemo = m_helpMenu->addAction({}, this, &MainMenu::demoWanted);
    m_keys = m_helpMenu->addAction({}, QKeySequence(Qt::Key_F1), this, &MainMenu::keysWanted);
    m_helpMenu->addSeparator();
    m_about = m_helpMenu->addAction({}, this, &MainMenu::aboutWanted);
    m_about->setObjectName("about");
    m_about->setMenuRole(QAction::AboutRole);
}

void MainMenu::setHasProject(bool hasProject) {
    m_close->setEnabled(hasProject);
}

void MainMenu::setMakingDemo(bool isMaking) {
    m_tryDemo->setEnabled(!isMaking);
}

void MainMenu::setTheme(Theme theme) {
    (theme == Theme::Dark ? m_dark : m_light)->setChecked(true);
}

void MainMenu::setLanguage(Language language) {
    for (QAction* const action : m_languages->actions()) {
        action->setChecked(action->objectName() == "language-" + nameOf(language));
    }
}

void MainMenu::setFullScreen(bool isFull) {
    m_fullScreen->setChecked(isFull);
}

void MainMenu::fillRecent() {
    m_recentMenu->clear();
    for (const QString& folder : RecentProjects(m_settings).list()) {
        m_recentMenu->addAction(folder, this, [this, folder] { Q_EMIT projectChosen(folder); });
    }
    if (m_recentMenu->isEmpty()) {
        m_recentMenu->addAction(tr("No recent projects"))->setEnabled(false);
    }
}

void MainMenu::retranslate() {
    m_projectMenu->setTitle(tr("&Project"));
    m_new->setText(tr("&New…"));
    m_open->setText(tr("&Open…"));
    m_look->setText(tr("Open to &look…"));
    m_look->setStatusTip(tr("Opens a project, such as one from somebody else, without changing anything in it."));
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
    m_keys->setText(tr("&Keys and mouse"));
    m_about->setText(tr("&About Tandem"));
}

}  // namespace tandem
