#include "core/base/error.h"
#include "core/phantom/phantom.h"
#include "core/study/label_scheme.h"
#include "storage/image/image_writer.h"
#include "storage/import/import_job.h"
#include "storage/import/import_plan.h"
#include "ui/jobs/job_list.h"
#include "ui/session/project_session.h"
#include "ui/window/event_log_model.h"
#include "ui/window/main_window.h"
#include "ui/window/memory_use.h"
#include "ui/window/project_thumbnail.h"

#include <QApplication>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QRegularExpression>
#include <QSettings>
#include <QShortcut>
#include <QTableView>
#include <QTemporaryDir>
#include <QTimer>
#include <QToolButton>
#include <QtTest>

using namespace tandem;

namespace {

/// What was dropped onto a page.
class TakingPage : public QLabel {
public:
    TakingPage(ProjectSession& session, QWidget* parent)
        : QLabel(QString::fromStdString(session.folder().string()), parent) {
        setObjectName("takingPage");
        setAcceptDrops(true);
        auto* const shortcut = new QShortcut(QKeySequence(Qt::Key_G), this);
        shortcut->setWhatsThis("Grow the cases");
    }
    QList<QUrl> taken;

protected:
    void dragEnterEvent(QDragEnterEvent* event) override { event->acceptProposedAction(); }
    void dropEvent(QDropEvent* event) override { taken = event->mimeData()->urls(); }
};

/// Pages that show the project's folder; the window does not care what is on a page.
std::vector<Page> somePages() {
    const auto makeTaking = [](ProjectSession& session, QWidget* parent) { return new TakingPage(session, parent); };
    const auto make = [](ProjectSession& session, QWidget* parent) {
        return new QLabel(QString::fromStdString(session.folder().string()), parent);
    };
    return {{.id = "datasets", .icon = "datasets", .title = "Datasets", .make = makeTaking, .takesFiles = true},
            {.id = "training", .icon = "training", .title = "Training", .make = make, .keys = {{"W", "Walk on"}}},
            {.id = "inspect", .icon = "inspect", .title = "Inspect", .make = make}};
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
    void recentProjectsCanBeForgotten();
    void aProjectFolderCanBeDropped();
    void droppedImagesMakeAProject();
    void droppedImagesGoToThePageThatTakesThem();
    void recentProjectsHaveAPicture();
    void eachProjectOpensOnThePageItWasLeftOn();
    void aCaseIsShownWhereItCanBeInspected();
    void theLastLookIsRestored();
    void keysAreListed();
    void themesChangeThePalette();
    void languagesChangeTheWords();
    void memoryIsShown();
    void devicesAreShown();
    void runningJobsAreShown();
    void failedJobsAreTold();
    void theLogTellsWhatHappened();
    void jobsThatOnlyReadAreStoppedUnasked();
    void closingWithWorkRunningAsks();

private:
    QString makeProject(const QString& name) {
        const QString folder = m_folder->filePath(name + ".tandem");
        static_cast<void>(Project::create(folder.toStdString(), name.toStdString(),
                                          LabelScheme::fromNames({"background", "atrium"})));
        return folder;
    }
    void dropOntoWindow(const QStringList& files);
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
    applyLanguage(*qApp, Language::English);
    m_window = std::make_unique<MainWindow>(somePages(), *m_settings);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

void TestMainWindow::cleanup() {
    m_window->jobs().cancelAll();
    m_window.reset();
    m_settings.reset();  // writes its file, before the folder goes
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
    QTRY_VERIFY(m_window->hasProject());
    QCOMPARE(m_window->session()->project().name(), std::string("dropped"));
}

void TestMainWindow::recentProjectsCanBeForgotten() {
    QVERIFY(m_window->openProject(makeProject("heart").toStdString()));
    m_window->closeProject();
    auto* const list = find<QListWidget>("recentProjects");
    list->setCurrentRow(0);
    list->setFocus();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QTest::keyClick(list, Qt::Key_Delete);
    QTRY_COMPARE(list->count(), 0);
    QVERIFY(find<QLabel>("noRecent")->isVisible());
    QVERIFY(QFileInfo::exists(m_folder->filePath("heart.tandem/project.sqlite")));
}

void TestMainWindow::dropOntoWindow(const QStringList& files) {
    QMimeData dragged;
    QList<QUrl> urls;
    for (const QString& file : files) {
        urls.append(QUrl::fromLocalFile(file));
    }
    dragged.setUrls(urls);
    QDragEnterEvent enter(QPoint(200, 200), Qt::CopyAction, &dragged, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(m_window.get(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(200, 200), Qt::CopyAction, &dragged, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(m_window.get(), &drop);
}

void TestMainWindow::droppedImagesMakeAProject() {
    const QString images = m_folder->filePath("hearts");
    QVERIFY(QDir().mkpath(images));
    QString told;
    QTimer::singleShot(100, this, [this, &told] {
        auto* const dialog = qobject_cast<QDialog*>(QApplication::activeModalWidget());
        QVERIFY(dialog != nullptr);
        told = dialog->findChild<QLabel*>("droppedFiles")->text();
        QCOMPARE(dialog->findChild<QLineEdit*>("projectName")->text(), "hearts");
        auto* const place = dialog->findChild<QLineEdit*>("projectPlace");
        place->selectAll();
        QTest::keyClicks(place, m_folder->path());
        QTest::mouseClick(dialog->findChild<QPushButton*>("createProject"), Qt::LeftButton);
    });
    dropOntoWindow({images});
    QTRY_VERIFY(m_window->hasProject());
    QVERIFY2(told.startsWith("1 dropped"), qPrintable(told));
    QTRY_VERIFY(find<QLabel>("takingPage") != nullptr);
    const auto* const page = static_cast<TakingPage*>(find<QLabel>("takingPage"));
    QTRY_COMPARE(page->taken, QList<QUrl>{QUrl::fromLocalFile(images)});
}

void TestMainWindow::droppedImagesGoToThePageThatTakesThem() {
    QVERIFY(m_window->openProject(makeProject("heart").toStdString()));
    m_window->choosePage("training");
    const QString image = m_folder->filePath("a.nii.gz");
    QVERIFY(QFile(image).open(QIODevice::WriteOnly));
    dropOntoWindow({image});
    QTRY_COMPARE(m_window->currentPage(), "datasets");
    QCOMPARE(static_cast<TakingPage*>(find<QLabel>("takingPage"))->taken, QList<QUrl>{QUrl::fromLocalFile(image)});
}

void TestMainWindow::recentProjectsHaveAPicture() {
    const QString folder = makeProject("heart");
    const auto source = std::filesystem::path(m_folder->filePath("source").toStdString());
    const PhantomCase made = generatePhantom({.size = {32, 32, 24}}, 3);
    writeImage(made.image, source / "imagesTr" / "a.nii.gz");
    writeLabel(made.label, source / "labelsTr" / "a.nii.gz");
    static_cast<void>(runImport(Project::open(folder.toStdString()), planImport({source}, {}), {}, {}, {}));
    QVERIFY(m_window->openProject(folder.toStdString()));
    const QString file = folder + "/thumbnail.png";
    QTRY_VERIFY(QFileInfo::exists(file));
    const QImage picture(file);
    QCOMPARE(picture.size(), QSize(kThumbnailSide, kThumbnailSide));
    // The label is tinted in its class's colour; the rest is grey.
    const auto isTinted = [&](QPoint at) {
        const QColor colour = picture.pixelColor(at);
        return colour.red() != colour.green() || colour.green() != colour.blue();
    };
    QVERIFY(isTinted(picture.rect().center()));
    QVERIFY(!isTinted({1, 1}));
    m_window->closeProject();
    const QImage shown = find<QListWidget>("recentProjects")->item(0)->icon().pixmap(64, 64).toImage();
    const QColor middle = shown.pixelColor(shown.rect().center());
    QVERIFY(middle.red() != middle.green() || middle.green() != middle.blue());
}

void TestMainWindow::eachProjectOpensOnThePageItWasLeftOn() {
    const QString heart = makeProject("heart");
    const QString liver = makeProject("liver");
    QVERIFY(m_window->openProject(heart.toStdString()));
    QTest::mouseClick(find<QToolButton>("page-training"), Qt::LeftButton);
    QVERIFY(m_window->openProject(liver.toStdString()));
    QCOMPARE(m_window->currentPage(), "datasets");
    QVERIFY(m_window->openProject(heart.toStdString()));
    QCOMPARE(m_window->currentPage(), "training");
}

void TestMainWindow::aCaseIsShownWhereItCanBeInspected() {
    QVERIFY(m_window->openProject(makeProject("heart").toStdString()));
    Q_EMIT m_window->session()->showCase(1, 1);
    QCOMPARE(m_window->currentPage(), "inspect");
}

void TestMainWindow::theLastLookIsRestored() {
    QTest::mouseClick(find<QToolButton>("showJobs"), Qt::LeftButton);
    m_window->setTheme(Theme::Light);
    constexpr int kHeight = 555;
    m_window->resize(1111, kHeight);
    QVERIFY(m_window->close());
    m_window = std::make_unique<MainWindow>(somePages(), *m_settings);
    m_window->show();
    QCOMPARE(m_window->height(), kHeight);
    QVERIFY(find<QWidget>("jobsDock")->isVisible());
    QCOMPARE(m_settings->value("theme").toString(), "light");
}

void TestMainWindow::keysAreListed() {
    QVERIFY(m_window->openProject(makeProject("heart").toStdString()));
    QString all;
    QTimer::singleShot(100, this, [&all] {
        auto* const dialog = qobject_cast<QDialog*>(QApplication::activeModalWidget());
        QVERIFY(dialog != nullptr);
        for (const QLabel* const label : dialog->findChildren<QLabel*>()) {
            all += label->text() + "\n";
        }
        dialog->reject();
    });
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QTest::keyClick(m_window.get(), Qt::Key_F1);
    QTRY_VERIFY(!all.isEmpty());
    for (const char* said : {"Everywhere", "Ctrl+O", "Ctrl+J", "F11", "Ctrl+2", "Grow the cases", "Walk on"}) {
        QVERIFY2(all.contains(said), qPrintable(all));
    }
    // Every page's shortcut is said once, in its own section.
    QCOMPARE(all.count("Grow the cases"), 1);
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

void TestMainWindow::languagesChangeTheWords() {
    auto* const button = find<QPushButton>("newProject");
    const QString english = button->text();
    QVERIFY(english.contains("New project"));
    auto* const chinese = find<QAction>("language-zh_CN");
    chinese->trigger();
    QTRY_VERIFY(button->text() != english);
    QVERIFY2(button->text().contains(QString::fromUtf8("项目")), qPrintable(button->text()));
    QCOMPARE(find<QLabel>("jobText")->text(), QString::fromUtf8("就绪"));
    QCOMPARE(m_settings->value("language").toString(), "zh_CN");
    QVERIFY(chinese->isChecked());
    m_window->setLanguage(Language::English);
    QTRY_COMPARE(button->text(), english);
    QVERIFY(!chinese->isChecked());
}

void TestMainWindow::memoryIsShown() {
    const QString text = find<QLabel>("memoryText")->text();
    const auto match = QRegularExpression("^Memory ([0-9.]+) GiB, ([0-9.]+) GiB free$").match(text);
    QVERIFY2(match.hasMatch(), qPrintable(text));
    const MemoryUse use = memoryUse();
    QVERIFY(use.processBytes > 1'000'000 && use.processBytes < use.totalBytes);
    QVERIFY(use.freeBytes > 0 && use.freeBytes <= use.totalBytes);
}

void TestMainWindow::devicesAreShown() {
    auto* const text = find<QLabel>("deviceText");
    QVERIFY(!text->isVisible());
    m_window->findDevices();
    QTRY_VERIFY_WITH_TIMEOUT(text->isVisible(), 30'000);
    QVERIFY2(text->toolTip().contains("cpu: ") && text->toolTip().contains("GiB free"), qPrintable(text->toolTip()));
    QVERIFY(text->text() != "No device");
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

void TestMainWindow::theLogTellsWhatHappened() {
    QVERIFY(m_window->openProject(makeProject("heart").toStdString()));
    QTest::mouseClick(find<QToolButton>("showJobs"), Qt::LeftButton);
    m_window->jobs().queue(std::make_unique<Job>("Work", [](const Progress&, const std::stop_token&) {}));
    m_window->jobs().startNow(std::make_unique<Job>("Import", [](const Progress&, const std::stop_token&) {
        throw Error(ErrorCode::Io, "The disk is full.", "ENOSPC");
    }));
    const QAbstractItemModel* const log = find<QTableView>("eventLog")->model();
    QTRY_COMPARE(log->rowCount(), 2);
    QStringList sentences;
    for (int row = 0; row < 2; ++row) {
        sentences.append(log->index(row, EventLogModel::Sentence).data().toString());
    }
    QVERIFY2(sentences.contains("Work: done") && sentences.contains("Import: The disk is full."),
             qPrintable(sentences.join('|')));
    m_window->closeProject();
    QCOMPARE(log->rowCount(), 0);
}

void TestMainWindow::jobsThatOnlyReadAreStoppedUnasked() {
    auto job = std::make_unique<Job>("Reading", workUntilStopped);
    job->setMayStopUnasked();
    m_window->jobs().startNow(std::move(job));
    QVERIFY(m_window->close());
    QCOMPARE(m_window->jobs().activeCount(), 0);
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
