#include "core/base/error.h"
#include "core/study/label_scheme.h"
#include "ui/jobs/job_list.h"
#include "ui/session/project_session.h"
#include "ui/window/main_window.h"

#include <QApplication>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QTimer>
#include <QToolButton>
#include <QtTest>

using namespace tandem;

namespace {

/// Pages that show the project's folder; the window does not care what is on a page.
std::vector<Page> somePages() {
    const auto make = [](ProjectSession& session, QWidget* parent) {
        return new QLabel(QString::fromStdString(session.folder().string()), parent);
    };
    return {{"datasets", "datasets", "Datasets", make}, {"training", "training", "Training", make}};
}

void workUntilStopped(const Progress& progress, const std::stop_token& stop) {
    progress(0.5, "half way");
    while (!stop.stop_requested()) {
        QThread::msleep(1);
    }
    throwIfStopped(stop);
}

/// Answers the next message box by pressing the given button.
void answerWith(QMessageBox::StandardButton button, QString* asked = nullptr) {
    QTimer::singleShot(50, qApp, [button, asked] {
        auto* const box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
        QVERIFY(box != nullptr);
        if (asked != nullptr) {
            *asked = box->text();
        }
        QTest::mouseClick(box->button(button), Qt::LeftButton);
    });
}

}  // namespace

class TestMainWindow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void startsWithoutAProject();
    void opensAProjectAndClosesIt();
    void pagesAreChosenByMouseAndKeys();
    void whatCannotBeOpenedIsToldInOnePlace();
    void makesANewProject();
    void recentProjectsOpen();
    void aProjectFolderCanBeDropped();
    void themesChangeThePalette();
    void runningJobsAreShown();
    void failedJobsAreTold();
    void closingWithWorkRunningAsks();

private:
    QString makeProject(const QString& name) {
        const QString folder = m_folder->filePath(name + ".tandem");
        static_cast<void>(Project::create(folder.toStdString(), name.toStdString(),
                                          LabelScheme::fromNames({"background", "atrium"})));
        return folder;
    }
    template <class Widget>
    Widget* find(const char* name) {
        return m_window->findChild<Widget*>(name);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<MainWindow> m_window;
};

void TestMainWindow::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<QSettings>(m_folder->filePath("settings.ini"), QSettings::IniFormat);
    m_window = std::make_unique<MainWindow>(somePages(), *m_settings);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

void TestMainWindow::cleanup() {
    m_window->jobs().cancelAll();
    m_window.reset();
}

void TestMainWindow::startsWithoutAProject() {
    QCOMPARE(m_window->currentPage(), "start");
    QVERIFY(!m_window->hasProject());
    QVERIFY(find<QPushButton>("newProject")->isVisible());
    QVERIFY(!find<QWidget>("navigationRail")->isVisible());
    QVERIFY(!find<QWidget>("failureBar")->isVisible());
}

void TestMainWindow::opensAProjectAndClosesIt() {
    const QString folder = makeProject("heart");
    QVERIFY(m_window->openProject(folder.toStdString()));
    QCOMPARE(m_window->currentPage(), "datasets");
    QVERIFY(m_window->windowTitle().startsWith("heart"));
    QVERIFY(find<QWidget>("navigationRail")->isVisible());
    m_window->closeProject();
    QCOMPARE(m_window->currentPage(), "start");
    QVERIFY(!find<QWidget>("navigationRail")->isVisible());
    QCOMPARE(find<QListWidget>("recentProjects")->count(), 1);
}

void TestMainWindow::pagesAreChosenByMouseAndKeys() {
    QVERIFY(m_window->openProject(makeProject("heart").toStdString()));
    QTest::mouseClick(find<QToolButton>("page-training"), Qt::LeftButton);
    QCOMPARE(m_window->currentPage(), "training");
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QTest::keyClick(m_window.get(), Qt::Key_1, Qt::ControlModifier);
    QTRY_COMPARE(m_window->currentPage(), "datasets");
}

void TestMainWindow::whatCannotBeOpenedIsToldInOnePlace() {
    QVERIFY(!m_window->openProject(m_folder->filePath("nowhere").toStdString()));
    auto* const bar = find<QWidget>("failureBar");
    QVERIFY(bar->isVisible());
    QVERIFY(bar->findChild<QLabel*>()->text().contains("nowhere"));
    QTest::mouseClick(find<QPushButton>("closeFailure"), Qt::LeftButton);
    QVERIFY(!bar->isVisible());
}

void TestMainWindow::makesANewProject() {
    QTimer::singleShot(50, this, [this] {
        auto* const dialog = qobject_cast<QDialog*>(QApplication::activeModalWidget());
        QVERIFY(dialog != nullptr);
        auto* const create = dialog->findChild<QPushButton*>("createProject");
        QVERIFY(!create->isEnabled() && !create->toolTip().isEmpty());
        auto* const place = dialog->findChild<QLineEdit*>("projectPlace");
        place->selectAll();
        QTest::keyClicks(place, m_folder->path());
        QTest::keyClicks(dialog->findChild<QLineEdit*>("projectName"), "liver");
        auto* const classes = dialog->findChild<QLineEdit*>("projectClasses");
        classes->selectAll();
        QTest::keyClicks(classes, "background, liver, tumour");
        QVERIFY2(create->isEnabled(), qPrintable(create->toolTip()));
        QTest::mouseClick(create, Qt::LeftButton);
    });
    QTest::mouseClick(find<QPushButton>("newProject"), Qt::LeftButton);
    QVERIFY(m_window->hasProject());
    QCOMPARE(m_window->session()->project().name(), std::string("liver"));
    QVERIFY(QFileInfo::exists(m_folder->filePath("liver.tandem/project.sqlite")));
}

void TestMainWindow::recentProjectsOpen() {
    const QString folder = makeProject("heart");
    QVERIFY(m_window->openProject(folder.toStdString()));
    m_window->closeProject();
    auto* const list = find<QListWidget>("recentProjects");
    list->setCurrentRow(0);
    QTest::keyClick(list, Qt::Key_Return);
    QTRY_VERIFY(m_window->hasProject());
}

void TestMainWindow::aProjectFolderCanBeDropped() {
    QMimeData dragged;
    dragged.setUrls({QUrl::fromLocalFile(makeProject("dropped"))});
    QDragEnterEvent enter(QPoint(200, 200), Qt::CopyAction, &dragged, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(m_window.get(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(200, 200), Qt::CopyAction, &dragged, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(m_window.get(), &drop);
    QVERIFY(m_window->hasProject());
    QCOMPARE(m_window->session()->project().name(), std::string("dropped"));
}

void TestMainWindow::themesChangeThePalette() {
    m_window->setTheme(Theme::Dark);
    const int dark = m_window->palette().color(QPalette::Window).lightness();
    m_window->setTheme(Theme::Light);
    const int light = m_window->palette().color(QPalette::Window).lightness();
    QVERIFY2(dark < 60 && light > 200, qPrintable(QString("%1 %2").arg(dark).arg(light)));
    QCOMPARE(m_settings->value("theme").toString(), "light");
    // The picture follows too: a corner of the start page has the theme's colour.
    const QColor corner = m_window->grab().toImage().pixelColor(m_window->width() - 30, m_window->height() / 2);
    QCOMPARE(corner, m_window->palette().color(QPalette::Window));
}

void TestMainWindow::runningJobsAreShown() {
    auto* const text = find<QLabel>("jobText");
    QCOMPARE(text->text(), "Ready");
    m_window->jobs().startNow(std::make_unique<Job>("Preparing", workUntilStopped));
    QTRY_VERIFY2(text->text().contains("Preparing") && text->text().contains("half way"), qPrintable(text->text()));
    QVERIFY(find<QWidget>("jobProgress")->isVisible());
    QTest::mouseClick(find<QToolButton>("showJobs"), Qt::LeftButton);
    auto* const list = find<QListView>("jobs");
    QTRY_VERIFY(list->isVisible());
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(list->model()->index(0, 0)).center());
    QTest::mouseClick(find<QPushButton>("cancelJob"), Qt::LeftButton);
    QTRY_COMPARE(text->text(), "Ready");
    QTest::mouseClick(find<QPushButton>("clearJobs"), Qt::LeftButton);
    QCOMPARE(list->model()->rowCount(), 0);
}

void TestMainWindow::failedJobsAreTold() {
    m_window->jobs().startNow(std::make_unique<Job>(
        "Import", [](const Progress&, const std::stop_token&) { throw Error(ErrorCode::Io, "The disk is full."); }));
    auto* const bar = find<QWidget>("failureBar");
    QTRY_VERIFY(bar->isVisible());
    QCOMPARE(bar->findChild<QLabel*>()->text(), "Import: The disk is full.");
}

void TestMainWindow::closingWithWorkRunningAsks() {
    QVERIFY(m_window->openProject(makeProject("heart").toStdString()));
    m_window->jobs().startNow(std::make_unique<Job>("Training", workUntilStopped));
    QString asked;
    answerWith(QMessageBox::Cancel, &asked);
    QVERIFY(!m_window->close());
    QVERIFY2(asked.contains("resumed"), qPrintable(asked));
    QVERIFY(m_window->isVisible() && m_window->hasProject());
    answerWith(QMessageBox::Yes);
    QVERIFY(m_window->close());
    QVERIFY(!m_window->hasProject());
    QCOMPARE(m_window->jobs().activeCount(), 0);
}

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
