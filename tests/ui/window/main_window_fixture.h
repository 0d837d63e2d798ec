// The window with simple pages, projects in a temporary folder, and what a person does with them.
#pragma once

#include "core/study/label_scheme.h"
#include "storage/db/project.h"
#include "ui/jobs/job_list.h"
#include "ui/session/project_session.h"
#include "ui/window/main_window.h"

#include <QApplication>
#include <QDropEvent>
#include <QLabel>
#include <QMimeData>
#include <QSettings>
#include <QShortcut>
#include <QTemporaryDir>
#include <QtTest>
#include <memory>

namespace tandem {

/// A page that keeps the files that it was given.
class TakingPage : public QLabel {
public:
    TakingPage(ProjectSession& session, QWidget* parent)
        : QLabel(QString::fromStdString(session.folder().string()), parent) {
        setObjectName("takingPage");
        auto* const shortcut = new QShortcut(QKeySequence(Qt::Key_G), this);
        shortcut->setWhatsThis("Grow the cases");
    }
    std::vector<std::filesystem::path> taken;
};

/// Pages that show the project's folder; the window does not care what is on a page.
inline std::vector<Page> somePages() {
    const auto makeTaking = [](ProjectSession& session, QWidget* parent) { return new TakingPage(session, parent); };
    const auto make = [](ProjectSession& session, QWidget* parent) {
        return new QLabel(QString::fromStdString(session.folder().string()), parent);
    };
    const auto take = [](QWidget& page, const std::vector<std::filesystem::path>& files) {
        static_cast<TakingPage&>(page).taken = files;
    };
    return {{.id = "datasets", .icon = "datasets", .title = "Datasets", .make = makeTaking, .takeFiles = take},
            {.id = "training", .icon = "training", .title = "Training", .make = make, .keys = {{"W", "Walk on"}}},
            {.id = "inspect", .icon = "inspect", .title = "Inspect", .make = make}};
}

class MainWindowFixture {
public:
    MainWindowFixture() {
        applyLanguage(*qApp, Language::English);
        openAgain();
    }
    ~MainWindowFixture() { m_window->jobs().cancelAll(); }
    MainWindowFixture(const MainWindowFixture&) = delete;
    MainWindowFixture& operator=(const MainWindowFixture&) = delete;

    /// As if the program were started again, with the settings that it left.
    void openAgain() {
        m_window = std::make_unique<MainWindow>(somePages(), m_settings);
        m_window->show();
        (void)QTest::qWaitForWindowExposed(m_window.get());
    }

    /// Gives the project's folder.
    QString makeProject(const QString& name) {
        const QString folder = path(name + ".tandem");
        static_cast<void>(Project::create(folder.toStdString(), name.toStdString(),
                                          LabelScheme::fromNames({"background", "atrium"})));
        return folder;
    }

    /// Makes the project and opens it.
    bool openNew(const QString& name) { return m_window->openProject(makeProject(name).toStdString()); }

    /// Whether the window took the files that were dragged over it and let go there.
    bool drop(const QString& file) { return drop(QStringList{file}); }
    bool drop(const QStringList& files) {
        QMimeData dragged;
        QList<QUrl> urls;
        for (const QString& file : files) {
            urls << QUrl::fromLocalFile(file);
        }
        dragged.setUrls(urls);
        QDragEnterEvent enter(QPoint(200, 200), Qt::CopyAction, &dragged, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(m_window.get(), &enter);
        if (!enter.isAccepted()) {
            return false;
        }
        QDropEvent drop(QPointF(200, 200), Qt::CopyAction, &dragged, Qt::LeftButton, Qt::NoModifier);
        return QApplication::sendEvent(m_window.get(), &drop);
    }

    template <class Widget>
    Widget* find(const char* name) {
        return m_window->findChild<Widget*>(name);
    }
    [[nodiscard]] const TakingPage* takingPage() { return static_cast<TakingPage*>(find<QLabel>("takingPage")); }

    /// The temporary folder, or a file in it.
    [[nodiscard]] QString path(const QString& name = {}) const { return m_folder.filePath(name); }
    [[nodiscard]] QSettings& settings() { return m_settings; }
    [[nodiscard]] MainWindow& window() { return *m_window; }

private:
    QTemporaryDir m_folder;
    QSettings m_settings{m_folder.filePath("settings.ini"), QSettings::IniFormat};
    std::unique_ptr<MainWindow> m_window;
};

}  // namespace tandem
