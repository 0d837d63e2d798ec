// The frame of the window: its pages, keys, themes, languages and status bar.
#include "tests/ui/window/main_window_fixture.h"
#include "ui/window/memory_use.h"

#include <QClipboard>
#include <QPointer>
#include <QPushButton>
#include <QRegularExpression>
#include <QToolButton>

using namespace tandem;

class TestMainWindow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_on = std::make_unique<MainWindowFixture>(); }
    void cleanup() { m_on.reset(); }
    void startsWithoutAProject();
    void pagesAreChosenByMouseAndKeys();
    void whatCannotBeOpenedIsToldInOnePlace();
    void eachProjectOpensOnThePageItWasLeftOn();
    void aCaseIsShownWhereItCanBeInspected();
    void theLastLookIsRestored();
    void keysAreListed();
    void theAboutNamesVersionAndEngine();
    void themesChangeThePalette();
    void languagesChangeTheWords();
    void memoryIsShown();
    void devicesAreShown();

private:
    std::unique_ptr<MainWindowFixture> m_on;
};

void TestMainWindow::startsWithoutAProject() {
    QCOMPARE(m_on->window().currentPage(), "start");
    QVERIFY(!m_on->window().hasProject());
    const auto* const button = m_on->find<QPushButton>("newProject");
    QVERIFY(button->isVisible());
    QVERIFY2(button->mapTo(&m_on->window(), QPoint()).y() < 240, "what is on the page stands together at its top");
    QVERIFY(!m_on->find<QWidget>("navigationRail")->isVisible());
    QVERIFY(!m_on->find<QWidget>("failureBar")->isVisible());
}

void TestMainWindow::pagesAreChosenByMouseAndKeys() {
    QVERIFY(m_on->openNew("heart"));
    QTest::mouseClick(m_on->find<QToolButton>("page-training"), Qt::LeftButton);
    QCOMPARE(m_on->window().currentPage(), "training");
    m_on->window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&m_on->window()));
    QTest::keyClick(&m_on->window(), Qt::Key_1, Qt::ControlModifier);
    QTRY_COMPARE(m_on->window().currentPage(), "datasets");
}

void TestMainWindow::whatCannotBeOpenedIsToldInOnePlace() {
    QVERIFY(!m_on->window().openProject(m_on->path("nowhere").toStdString()));
    auto* const bar = m_on->find<QWidget>("failureBar");
    QVERIFY(bar->isVisible());
    QVERIFY(bar->findChild<QLabel*>()->text().contains("nowhere"));
    QTest::mouseClick(m_on->find<QPushButton>("copyFailure"), Qt::LeftButton);
    QVERIFY2(QGuiApplication::clipboard()->text().contains(m_on->path("nowhere")),
             qPrintable(QGuiApplication::clipboard()->text()));
    QTest::mouseClick(m_on->find<QPushButton>("closeFailure"), Qt::LeftButton);
    QVERIFY(!bar->isVisible());
}

void TestMainWindow::eachProjectOpensOnThePageItWasLeftOn() {
    const QString heart = m_on->makeProject("heart");
    const QString liver = m_on->makeProject("liver");
    QVERIFY(m_on->window().openProject(heart.toStdString()));
    QTest::mouseClick(m_on->find<QToolButton>("page-training"), Qt::LeftButton);
    QVERIFY(m_on->window().openProject(liver.toStdString()));
    QCOMPARE(m_on->window().currentPage(), "datasets");
    QVERIFY(m_on->window().openProject(heart.toStdString()));
    QCOMPARE(m_on->window().currentPage(), "training");
}

void TestMainWindow::aCaseIsShownWhereItCanBeInspected() {
    QVERIFY(m_on->openNew("heart"));
    Q_EMIT m_on->window().session()->showCase(1, 1);
    QCOMPARE(m_on->window().currentPage(), "inspect");
    QTest::mouseClick(m_on->find<QToolButton>("page-training"), Qt::LeftButton);
    Q_EMIT m_on->window().session()->correctRegions(1, 1, {{1, 2, 3}});
    QCOMPARE(m_on->window().currentPage(), "inspect");
}

void TestMainWindow::theLastLookIsRestored() {
    QTest::mouseClick(m_on->find<QToolButton>("showJobs"), Qt::LeftButton);
    m_on->window().setTheme(Theme::Light);
    constexpr int kHeight = 555;
    m_on->window().resize(1111, kHeight);
    QVERIFY(m_on->window().close());
    m_on->openAgain();
    QCOMPARE(m_on->window().height(), kHeight);
    QVERIFY(m_on->find<QWidget>("jobsDock")->isVisible());
    QCOMPARE(m_on->settings().value("theme").toString(), "light");
}

void TestMainWindow::keysAreListed() {
    QVERIFY(m_on->openNew("heart"));
    m_on->window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&m_on->window()));
    QTest::keyClick(&m_on->window(), Qt::Key_F1);
    auto* const dialog = qobject_cast<QDialog*>(QApplication::activeModalWidget());
    QVERIFY(dialog != nullptr);
    QString all;
    for (const QLabel* const label : dialog->findChildren<QLabel*>()) {
        all += label->text() + "\n";
    }
    dialog->reject();
    for (const char* said : {"Everywhere", "Ctrl+O", "Ctrl+J", "F11", "Ctrl+2", "Grow the cases", "Walk on"}) {
        QVERIFY2(all.contains(said), qPrintable(all));
    }
    // Every page's shortcut is said once, in its own section.
    QCOMPARE(all.count("Grow the cases"), 1);
}

void TestMainWindow::theAboutNamesVersionAndEngine() {
    QCoreApplication::setApplicationVersion("9.8.7");
    m_on->find<QAction>("about")->trigger();
    const QPointer<QDialog> dialog = qobject_cast<QDialog*>(QApplication::activeModalWidget());
    QVERIFY(dialog != nullptr);
    const auto textOf = [&](const char* name) { return dialog->findChild<QLabel*>(name)->text(); };
    QTRY_VERIFY_WITH_TIMEOUT(textOf("aboutVersions").contains("LibTorch"), 60'000);
    const QString title = textOf("aboutTitle");
    const QString versions = textOf("aboutVersions");
    QTest::mouseClick(dialog->findChild<QPushButton*>("copyAbout"), Qt::LeftButton);
    dialog->reject();
    QTRY_VERIFY2(dialog == nullptr, "it stays when it is closed");
    QCOMPARE(title, "Tandem 9.8.7");
    QVERIFY2(versions.contains("Engine: LibTorch") && versions.contains("ITK"), qPrintable(versions));
    QCOMPARE(QGuiApplication::clipboard()->text(), title + "\n" + versions);
}

void TestMainWindow::themesChangeThePalette() {
    m_on->window().setTheme(Theme::Dark);
    const int dark = m_on->window().palette().color(QPalette::Window).lightness();
    m_on->window().setTheme(Theme::Light);
    const int light = m_on->window().palette().color(QPalette::Window).lightness();
    QVERIFY2(dark < 60 && light > 200, qPrintable(QString("%1 %2").arg(dark).arg(light)));
    QCOMPARE(m_on->settings().value("theme").toString(), "light");
    // The picture follows too: a corner of the start page has the theme's colour.
    const QColor corner =
        m_on->window().grab().toImage().pixelColor(m_on->window().width() - 30, m_on->window().height() / 2);
    QCOMPARE(corner, m_on->window().palette().color(QPalette::Window));
}

void TestMainWindow::languagesChangeTheWords() {
    auto* const button = m_on->find<QPushButton>("newProject");
    const QString english = button->text();
    QVERIFY(english.contains("New project"));
    auto* const chinese = m_on->find<QAction>("language-zh_CN");
    chinese->trigger();
    QTRY_VERIFY(button->text() != english);
    QVERIFY2(button->text().contains(QString::fromUtf8("项目")), qPrintable(button->text()));
    QCOMPARE(m_on->find<QLabel>("jobText")->text(), QString::fromUtf8("就绪"));
    QCOMPARE(m_on->settings().value("language").toString(), "zh_CN");
    QVERIFY(chinese->isChecked());
    m_on->window().setLanguage(Language::English);
    QTRY_COMPARE(button->text(), english);
    QVERIFY(!chinese->isChecked());
}

void TestMainWindow::memoryIsShown() {
    const QString text = m_on->find<QLabel>("memoryText")->text();
    const auto match = QRegularExpression("^Memory ([0-9.]+) GiB, ([0-9.]+) GiB free$").match(text);
    QVERIFY2(match.hasMatch(), qPrintable(text));
    const MemoryUse use = memoryUse();
    QVERIFY(use.processBytes > 1'000'000 && use.processBytes < use.totalBytes);
    QVERIFY(use.freeBytes > 0 && use.freeBytes <= use.totalBytes);
}

void TestMainWindow::devicesAreShown() {
    auto* const text = m_on->find<QLabel>("deviceText");
    QVERIFY(!text->isVisible());
    m_on->window().findDevices();
    QTRY_VERIFY_WITH_TIMEOUT(text->isVisible(), 30'000);
    QVERIFY2(text->toolTip().contains("cpu: ") && text->toolTip().contains("GiB free"), qPrintable(text->toolTip()));
    QVERIFY(text->text() != "No device");
}

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
