// Ways to a project: a new one, a recent one, or what is dropped on the window.
#include "core/phantom/phantom.h"
#include "storage/db/case_repository.h"
#include "storage/db/label_repository.h"
#include "storage/image/image_writer.h"
#include "storage/import/import_job.h"
#include "storage/import/import_plan.h"
#include "tests/ui/window/main_window_fixture.h"
#include "ui/window/failure_bar.h"
#include "ui/window/new_project_dialog.h"
#include "ui/window/project_thumbnail.h"

#include <unistd.h>

#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>

using namespace tandem;

class TestProjectOpening : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_on = std::make_unique<MainWindowFixture>(); }
    void cleanup() { m_on.reset(); }
    void opensAProjectAndClosesIt();
    void makesANewProject();
    void theProposedFolderCanBeUsed();
    void everyWrongEntryIsSaid();
    void recentProjectsOpen();
    void recentProjectsCanBeForgotten();
    void recentProjectsHaveAPicture();
    void thePictureFollowsTheProject();
    void theSquareWithoutAPictureFollowsTheTheme();
    void aProjectFolderCanBeDropped();
    void droppedImagesMakeAProject();
    void droppedImagesGoToThePageThatTakesThem();
    void aProjectDroppedOverAnotherIsOpened();
    void whatIsNoFileIsNotTaken();
    void openToLookChangesNothing();
    void whatCannotBeWrittenIsOpenedToLook();
    void theSecondWindowLooks();

private:
    /// Gives its folder.
    QString makeProjectWithACase();

    std::unique_ptr<MainWindowFixture> m_on;
};

void TestProjectOpening::opensAProjectAndClosesIt() {
    QVERIFY(m_on->openNew("heart"));
    QCOMPARE(m_on->window().currentPage(), "datasets");
    QVERIFY(m_on->window().windowTitle().startsWith("heart"));
    QVERIFY(m_on->find<QWidget>("navigationRail")->isVisible());
    m_on->window().closeProject();
    QCOMPARE(m_on->window().currentPage(), "start");
    QVERIFY(!m_on->find<QWidget>("navigationRail")->isVisible());
    QCOMPARE(m_on->find<QListWidget>("recentProjects")->count(), 1);
}

void TestProjectOpening::makesANewProject() {
    QTest::mouseClick(m_on->find<QPushButton>("newProject"), Qt::LeftButton);
    auto* const dialog = qobject_cast<QDialog*>(QApplication::activeModalWidget());
    QVERIFY(dialog != nullptr);
    auto* const create = dialog->findChild<QPushButton*>("createProject");
    QVERIFY(!create->isEnabled() && !create->toolTip().isEmpty());
    auto* const place = dialog->findChild<QLineEdit*>("projectPlace");
    place->selectAll();
    QTest::keyClicks(place, m_on->path());
    QTest::keyClicks(dialog->findChild<QLineEdit*>("projectName"), "liver");
    auto* const classes = dialog->findChild<QLineEdit*>("projectClasses");
    classes->selectAll();
    QTest::keyClicks(classes, "background, liver, tumour");
    QVERIFY2(create->isEnabled(), qPrintable(create->toolTip()));
    QTest::mouseClick(create, Qt::LeftButton);
    QVERIFY(m_on->window().hasProject());
    QCOMPARE(m_on->window().session()->project().name(), std::string("liver"));
    QVERIFY(QFileInfo::exists(m_on->path("liver.tandem/project.sqlite")));
}

/// On a fresh account there is no folder of documents.
void TestProjectOpening::theProposedFolderCanBeUsed() {
    const QByteArray home = qgetenv("HOME");
    const QString fresh = m_on->path("fresh");
    QVERIFY(QDir().mkpath(fresh));
    qputenv("HOME", fresh.toUtf8());
    {
        NewProjectDialog dialog({});
        const QString place = dialog.findChild<QLineEdit*>("projectPlace")->text();
        QVERIFY2(QFileInfo(place).isDir(), qPrintable(place));
        dialog.findChild<QLineEdit*>("projectName")->setText("first");
        auto* const create = dialog.findChild<QPushButton*>("createProject");
        QVERIFY2(create->isEnabled(), qPrintable(create->toolTip()));
        // A folder that is not there yet is made.
        dialog.findChild<QLineEdit*>("projectPlace")->setText(fresh + "/studies/heart");
        QVERIFY2(create->isEnabled(), qPrintable(create->toolTip()));
        QVERIFY(dialog.findChild<QLabel*>("projectComplaint")->text().contains("will be made"));
        const std::filesystem::path folder = dialog.folder();
        static_cast<void>(Project::create(folder, "first", dialog.labels()));
        QVERIFY(QFileInfo::exists(fresh + "/studies/heart/first.tandem/project.sqlite"));
    }
    qputenv("HOME", home);
}

void TestProjectOpening::everyWrongEntryIsSaid() {
    QFile file(m_on->path("file"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    NewProjectDialog dialog({});
    dialog.findChild<QLineEdit*>("projectPlace")->setText(m_on->path("file/below"));
    dialog.findChild<QLineEdit*>("projectClasses")->setText("background");
    const QString told = dialog.findChild<QLabel*>("projectComplaint")->text();
    QVERIFY2(told.contains("Give the project a name") && told.contains("cannot be made") &&
                 told.contains("at least one structure"),
             qPrintable(told));
    const auto* const create = dialog.findChild<QPushButton*>("createProject");
    QVERIFY(!create->isEnabled());
    QCOMPARE(create->toolTip().count('\n'), 2);
    dialog.findChild<QLineEdit*>("projectPlace")->setText(m_on->path());
    dialog.findChild<QLineEdit*>("projectName")->setText("heart");
    QVERIFY(!create->isEnabled());
    dialog.findChild<QLineEdit*>("projectClasses")->setText("background, atrium");
    QVERIFY2(create->isEnabled(), qPrintable(create->toolTip()));
}

void TestProjectOpening::recentProjectsOpen() {
    QVERIFY(m_on->openNew("heart"));
    m_on->window().closeProject();
    auto* const list = m_on->find<QListWidget>("recentProjects");
    list->setCurrentRow(0);
    QTest::keyClick(list, Qt::Key_Return);
    QTRY_VERIFY(m_on->window().hasProject());
}

void TestProjectOpening::recentProjectsCanBeForgotten() {
    QVERIFY(m_on->openNew("heart"));
    m_on->window().closeProject();
    auto* const list = m_on->find<QListWidget>("recentProjects");
    list->setCurrentRow(0);
    list->setFocus();
    m_on->window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&m_on->window()));
    QTest::keyClick(list, Qt::Key_Delete);
    QTRY_COMPARE(list->count(), 0);
    QVERIFY(m_on->find<QLabel>("noRecent")->isVisible());
    QVERIFY(QFileInfo::exists(m_on->path("heart.tandem/project.sqlite")));
}

QString TestProjectOpening::makeProjectWithACase() {
    const QString folder = m_on->makeProject("heart");
    const auto source = std::filesystem::path(m_on->path("source").toStdString());
    const PhantomCase made = generatePhantom({.size = {32, 32, 24}}, 3);
    writeImage(made.image, source / "imagesTr" / "a.nii.gz");
    writeLabel(made.label, source / "labelsTr" / "a.nii.gz");
    static_cast<void>(runImport(Project::open(folder.toStdString()), planImport({source}, {}), {}, {}, {}));
    return folder;
}

void TestProjectOpening::recentProjectsHaveAPicture() {
    const QString folder = makeProjectWithACase();
    QVERIFY(m_on->window().openProject(folder.toStdString()));
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
    m_on->window().closeProject();
    const QImage shown = m_on->find<QListWidget>("recentProjects")->item(0)->icon().pixmap(64, 64).toImage();
    const QColor middle = shown.pixelColor(shown.rect().center());
    QVERIFY(middle.red() != middle.green() || middle.green() != middle.blue());
}

void TestProjectOpening::thePictureFollowsTheProject() {
    const QString folder = makeProjectWithACase();
    const QString file = folder + "/thumbnail.png";
    QVERIFY(m_on->window().openProject(folder.toStdString()));
    QTRY_VERIFY(QFileInfo::exists(file));
    Project& project = m_on->window().session()->project();
    LabelScheme scheme = project.labels().scheme();
    for (const std::array<std::uint8_t, 3> colour : {std::array<std::uint8_t, 3>{255, 0, 0}, {0, 0, 255}}) {
        scheme.classes[1].colour = colour;
        project.labels().setScheme(scheme);
        Q_EMIT m_on->window().session()->labelsChanged();
        const auto middle = [&] {
            const QImage picture(file);
            return picture.pixelColor(picture.rect().center());
        };
        QTRY_VERIFY((middle().red() > middle().blue() + 60) == (colour[0] == 255) &&
                    (middle().blue() > middle().red() + 60) == (colour[2] == 255));
    }
    m_on->window().closeProject();
    const QImage shown = m_on->find<QListWidget>("recentProjects")->item(0)->icon().pixmap(64, 64).toImage();
    const QColor middle = shown.pixelColor(shown.rect().center());
    QVERIFY2(middle.blue() > middle.red() + 60, qPrintable(middle.name()));
    // Opened again, it is left alone.
    const QDateTime before = QFileInfo(file).lastModified();
    QVERIFY(m_on->window().openProject(folder.toStdString()));
    QTest::qWait(300);
    QCOMPARE(QFileInfo(file).lastModified(), before);
    // The last case takes its picture along.
    m_on->window().session()->project().cases().remove(1);
    Q_EMIT m_on->window().session()->casesChanged();
    QTRY_VERIFY(!QFileInfo::exists(file));
}

void TestProjectOpening::theSquareWithoutAPictureFollowsTheTheme() {
    QVERIFY(m_on->openNew("empty"));
    m_on->window().closeProject();
    for (const Theme theme : {Theme::Light, Theme::Dark, Theme::Light}) {
        m_on->window().setTheme(theme);
        const auto corner = [this] {
            const QIcon icon = m_on->find<QListWidget>("recentProjects")->item(0)->icon();
            return icon.pixmap(64, 64).toImage().pixelColor(2, 2);
        };
        QTRY_COMPARE(corner(), paletteOf(theme).color(QPalette::Button));
    }
}

void TestProjectOpening::aProjectFolderCanBeDropped() {
    QVERIFY(m_on->drop(m_on->makeProject("dropped")));
    QTRY_VERIFY(m_on->window().hasProject());
    QCOMPARE(m_on->window().session()->project().name(), std::string("dropped"));
}

void TestProjectOpening::droppedImagesMakeAProject() {
    const QString images = m_on->path("hearts");
    QVERIFY(QDir().mkpath(images));
    QVERIFY(m_on->drop(images));
    QTRY_VERIFY(QApplication::activeModalWidget() != nullptr);
    auto* const dialog = QApplication::activeModalWidget();
    const QString told = dialog->findChild<QLabel*>("droppedFiles")->text();
    QVERIFY2(told.startsWith("1 dropped"), qPrintable(told));
    QCOMPARE(dialog->findChild<QLineEdit*>("projectName")->text(), "hearts");
    auto* const place = dialog->findChild<QLineEdit*>("projectPlace");
    place->selectAll();
    QTest::keyClicks(place, m_on->path());
    QTest::mouseClick(dialog->findChild<QPushButton*>("createProject"), Qt::LeftButton);
    QTRY_VERIFY(m_on->window().hasProject());
    QTRY_VERIFY(m_on->takingPage() != nullptr);
    QTRY_COMPARE(m_on->takingPage()->taken, std::vector<std::filesystem::path>{images.toStdString()});
}

void TestProjectOpening::droppedImagesGoToThePageThatTakesThem() {
    QVERIFY(m_on->openNew("heart"));
    m_on->window().choosePage("training");
    const QString image = m_on->path("a.nii.gz");
    QVERIFY(QFile(image).open(QIODevice::WriteOnly));
    QVERIFY(m_on->drop(image));
    QTRY_COMPARE(m_on->window().currentPage(), "datasets");
    QCOMPARE(m_on->takingPage()->taken, std::vector<std::filesystem::path>{image.toStdString()});
}

/// Also when images are dragged along with it.
void TestProjectOpening::aProjectDroppedOverAnotherIsOpened() {
    const QString other = m_on->makeProject("liver");
    QVERIFY(m_on->openNew("heart"));
    const QString image = m_on->path("a.nii.gz");
    QVERIFY(QFile(image).open(QIODevice::WriteOnly));
    QVERIFY(m_on->drop({image, other + "/project.sqlite"}));
    QTRY_COMPARE(m_on->window().session()->project().name(), std::string("liver"));
    QVERIFY(m_on->takingPage()->taken.empty());
}

void TestProjectOpening::whatIsNoFileIsNotTaken() {
    QVERIFY(!m_on->drop(m_on->path("nothing.nii.gz")));
}

void TestProjectOpening::openToLookChangesNothing() {
    const QString folder = makeProjectWithACase();
    const auto contentOf = [&] {
        QStringList all;
        for (const QFileInfo& one : QDir(folder).entryInfoList(QDir::Files, QDir::Name)) {
            // SQLite's own files beside the database come and go with whoever looks.
            if (!one.fileName().endsWith("-wal") && !one.fileName().endsWith("-shm")) {
                all << one.fileName() + one.lastModified().toString(Qt::ISODateWithMs);
            }
        }
        return all;
    };
    const QStringList before = contentOf();
    MainWindow& window = m_on->window();
    QVERIFY(window.openProject(folder.toStdString(), {}, ProjectAccess::ReadOnly));
    QVERIFY2(window.windowTitle().contains("to look at"), qPrintable(window.windowTitle()));
    QVERIFY(!m_on->find<FailureBar>("failureBar")->isVisible());
    // A job that would change the project says why it does not.
    std::string sentence;
    auto job = std::make_unique<ResultJob<int>>(
        "Changing", [open = window.session()->toWork()](const Progress&, const std::stop_token&) {
            static_cast<void>(open());
            return 0;
        });
    connect(job.get(), &Job::failed, this, [&](const QString& told) { sentence = told.toStdString(); });
    window.jobs().startNow(std::move(job));
    QTRY_VERIFY2(sentence.find("open to be looked at") != std::string::npos, sentence.c_str());
    QTest::qWait(300);  // for a picture that is not to be drawn
    window.closeProject();
    QCOMPARE(contentOf(), before);
    QVERIFY(window.openProject(folder.toStdString()));
    QVERIFY(!window.windowTitle().contains("to look at"));
}

void TestProjectOpening::whatCannotBeWrittenIsOpenedToLook() {
    if (::geteuid() == 0) {
        QSKIP("Root may write everywhere; tst_stranger_schema asks as nobody.");
    }
    const QString folder = makeProjectWithACase();
    QVERIFY(QFile::setPermissions(folder, QFile::ReadOwner | QFile::ExeOwner));
    MainWindow& window = m_on->window();
    QVERIFY(window.openProject(folder.toStdString()));
    QVERIFY2(window.windowTitle().contains("to look at"), qPrintable(window.windowTitle()));
    QVERIFY(m_on->find<FailureBar>("failureBar")->sentence().contains("may not be written"));
    QVERIFY(QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
}

void TestProjectOpening::theSecondWindowLooks() {
    const std::filesystem::path folder = makeProjectWithACase().toStdString();
    MainWindow& first = m_on->window();
    QVERIFY(first.openProject(folder));
    QVERIFY(first.openProject(folder));  // again, in the same window
    QVERIFY(!first.session()->isToLook());
    const QTemporaryDir other;
    QSettings settings(other.filePath("settings.ini"), QSettings::IniFormat);
    MainWindow second(somePages(), settings);
    second.show();
    QVERIFY(second.openProject(folder));
    QVERIFY(second.session()->isToLook());
    const auto* const told = second.findChild<FailureBar*>("failureBar");
    QVERIFY(told->isVisible());
    QVERIFY2(told->sentence().contains("Another window works on this project"), qPrintable(told->sentence()));
    first.closeProject();
    QVERIFY(second.openProject(folder));
    QVERIFY(!second.session()->isToLook());
    QVERIFY(!told->isVisible());
    QVERIFY(first.openProject(folder));
    QVERIFY(first.session()->isToLook());
}

QTEST_MAIN(TestProjectOpening)
#include "tst_project_opening.moc"
