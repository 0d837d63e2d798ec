// A project that is only looked at: what would change it cannot be pressed on any page, and says why; all else can.
#include "app/gui/pages.h"
#include "tests/review/review_project.h"
#include "ui/jobs/job_list.h"
#include "ui/window/main_window.h"

#include <QAbstractItemModel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSettings>
#include <QStackedWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QtTest>

using namespace tandem;

namespace {

/// The buttons that can be pressed below a widget that is shown.
QStringList pressable(const QWidget& below) {
    QStringList names;
    for (const auto* const button : below.findChildren<QPushButton*>()) {
        if (button->isVisible() && button->isEnabled()) {
            names << button->objectName();
        }
    }
    names.sort();
    return names;
}

}  // namespace

class TestLookAtPages : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        for (int number = 1; number <= 2; ++number) {
            m_made.predict(m_made.open(number), 1 + number);
            m_made.predict(m_made.check(number), number);
        }
    }
    void whatChangesCannotBePressed_data();
    void whatChangesCannotBePressed();
    void exportsGoElsewhere();
    void cellsKeepTheirTexts();
    void splitsAreShown();
    void otherwiseItCan();

private:
    /// With the first row of each table selected.
    void show(MainWindow& window, const QString& page) {
        window.resize(1600, 1000);
        window.show();
        window.choosePage(page);
        QTRY_COMPARE_WITH_TIMEOUT(window.jobs().activeCount(), 0, 30'000);
        for (auto* const table : pageOf(window).findChildren<QTableView*>()) {
            if (table->isVisible()) {
                QTRY_VERIFY_WITH_TIMEOUT(table->model()->rowCount() > 0, 30'000);
                table->selectRow(0);
            }
        }
        QTest::qWait(200);
        QTRY_COMPARE_WITH_TIMEOUT(window.jobs().activeCount(), 0, 30'000);
    }
    [[nodiscard]] static QWidget& pageOf(const MainWindow& window) {
        return *window.findChild<QStackedWidget*>("pages")->currentWidget();
    }

    ReviewProject m_made;
    QTemporaryDir m_folder;
    QSettings m_settings{m_folder.filePath("settings.ini"), QSettings::IniFormat};
};

void TestLookAtPages::whatChangesCannotBePressed_data() {
    QTest::addColumn<QStringList>("left");
    QTest::newRow("datasets") << QStringList{"editSplits", "exportNnunet"};
    QTest::newRow("training") << QStringList{"cloneButton", "proposeButton"};
    QTest::newRow("inspect") << QStringList{"compareButton"};
    QTest::newRow("review") << QStringList{"correctionCosts", "editorButton", "inspectButton"};
    QTest::newRow("export") << QStringList{"exportAll", "exportBrowse", "exportModel", "exportNone", "exportStart"};
}

void TestLookAtPages::whatChangesCannotBePressed() {
    QFETCH(const QStringList, left);
    MainWindow window(pages(), m_settings);
    QVERIFY(window.openProject(m_made.folder(), {}, ProjectAccess::ReadOnly));
    show(window, QTest::currentDataTag());
    QTRY_VERIFY2(pressable(pageOf(window)) == left, qPrintable(pressable(pageOf(window)).join(' ')));
    for (const auto* const button : pageOf(window).findChildren<QPushButton*>()) {
        if (button->isVisible() && !button->isEnabled() && button->property("changesProject").toBool()) {
            QCOMPARE(button->toolTip(), QString("The project is only looked at."));
        }
    }
}

void TestLookAtPages::exportsGoElsewhere() {
    MainWindow window(pages(), m_settings);
    QVERIFY(window.openProject(m_made.folder(), {}, ProjectAccess::ReadOnly));
    show(window, "export");
    const QString folder = window.findChild<QLineEdit*>("exportFolder")->text();
    QVERIFY2(folder.endsWith("/Review-exports"), qPrintable(folder));
    QVERIFY2(!folder.startsWith(QString::fromStdString(m_made.folder().string())), qPrintable(folder));
}

void TestLookAtPages::cellsKeepTheirTexts() {
    MainWindow window(pages(), m_settings);
    QVERIFY(window.openProject(m_made.folder(), {}, ProjectAccess::ReadOnly));
    for (const char* const page : {"datasets", "training"}) {
        show(window, page);
        for (const auto* const table : pageOf(window).findChildren<QTableView*>()) {
            for (int column = 0; table->isVisible() && column < table->model()->columnCount(); ++column) {
                QVERIFY(!table->model()->flags(table->model()->index(0, column)).testFlag(Qt::ItemIsEditable));
            }
        }
    }
}

void TestLookAtPages::splitsAreShown() {
    MainWindow window(pages(), m_settings);
    QVERIFY(window.openProject(m_made.folder(), {}, ProjectAccess::ReadOnly));
    show(window, "datasets");
    QTest::mouseClick(window.findChild<QPushButton*>("editSplits"), Qt::LeftButton);
    const auto* const list = window.findChild<QListWidget*>("splitList");
    QTRY_VERIFY(list != nullptr && list->isVisible());
    QCOMPARE(list->count(), 1);
    QVERIFY(!list->item(0)->flags().testFlag(Qt::ItemIsEditable));
    for (const char* const name : {"splitNew", "splitCopy", "splitRemove", "splitUndo", "splitDraw"}) {
        QVERIFY2(!window.findChild<QPushButton*>(name)->isEnabled(), name);
    }
}

void TestLookAtPages::otherwiseItCan() {
    MainWindow window(pages(), m_settings);
    QVERIFY(window.openProject(m_made.folder()));
    show(window, "datasets");
    for (const char* const name : {"importFiles", "importFolder", "labelClasses", "tagCases", "removeCases"}) {
        QVERIFY2(pressable(pageOf(window)).contains(name), name);
    }
}

QTEST_MAIN(TestLookAtPages)
#include "tst_look_at_pages.moc"
