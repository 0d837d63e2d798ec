// Every page fits the smallest screen that is designed for and can be used in a still smaller window, beside the jobs
// panel and whatever cases are called.
#include "app/gui/pages.h"
#include "core/engine_module.h"
#include "storage/prediction/prediction_study.h"
#include "tests/review/review_project.h"
#include "tests/ui/training/phantom_training.h"
#include "ui/jobs/job_list.h"
#include "ui/theme/folding_side.h"
#include "ui/theme/language.h"
#include "ui/theme/theme.h"
#include "ui/training/chart/line_chart.h"
#include "ui/window/main_window.h"
#include "ui/window/shortcuts_dialog.h"

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QApplication>
#include <QComboBox>
#include <QGroupBox>
#include <QKeySequence>
#include <QLabel>
#include <QMenuBar>
#include <QPushButton>
#include <QScrollBar>
#include <QSettings>
#include <QStackedWidget>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QToolButton>
#include <QtTest>
#include <algorithm>
#include <map>

using namespace tandem;

namespace {

QString pictures() {
    return qEnvironmentVariable("TANDEM_PICTURES");
}

/// Whether a widget scrolls out of sight by design.
bool scrolls(const QWidget& widget, const QWidget& page) {
    for (const QWidget* above = widget.parentWidget(); above != nullptr && above != &page;
         above = above->parentWidget()) {
        if (qobject_cast<const QAbstractScrollArea*>(above) != nullptr) {
            return true;
        }
    }
    return false;
}

/// The words on visible buttons, tabs and labels that are not shown whole and do not say so by an ellipsis.
QStringList cutWordsOn(const QWidget& page) {
    QStringList cut;
    const auto check = [&](const QWidget& widget, const QString& text, int wanted) {
        const QRect seen = widget.visibleRegion().boundingRect();
        const bool isCut = widget.width() < wanted || (!scrolls(widget, page) && seen.width() < widget.width());
        if (widget.isVisible() && !text.isEmpty() && isCut) {
            cut << QString("%1 (%2 of %3)").arg(text).arg(std::min(seen.width(), widget.width())).arg(wanted);
        }
    };
    for (const auto* const label : page.findChildren<QLabel*>()) {
        const int wanted = label->wordWrap() ? label->minimumSizeHint().width() : label->sizeHint().width();
        check(*label, label->text(), wanted);
        const int lines = label->wordWrap() ? label->heightForWidth(label->width()) : label->sizeHint().height();
        if (label->isVisible() && !label->text().isEmpty() && label->height() < lines) {
            cut << QString("%1 (%2 of %3 high)").arg(label->text()).arg(label->height()).arg(lines);
        }
    }
    for (const auto* const button : page.findChildren<QAbstractButton*>()) {
        check(*button, button->text(), button->minimumSizeHint().width());
    }
    for (const auto* const box : page.findChildren<QComboBox*>()) {
        check(*box, box->currentText(), box->minimumSizeHint().width());
    }
    return cut;
}

/// The tables that cannot be seen whole without scrolling sideways.
QStringList tablesThatScrollSideways(const QWidget& page) {
    QStringList found;
    for (const auto* const table : page.findChildren<QTableView*>()) {
        if (table->isVisible() && table->horizontalScrollBar()->maximum() > 0) {
            found << QString("%1 by %2").arg(table->objectName()).arg(table->horizontalScrollBar()->maximum());
        }
    }
    return found;
}

/// What of both there is on the other tabs of a page.
QStringList cutOnTabsOf(const QWidget& page) {
    QStringList found;
    for (auto* const tabs : page.findChildren<QTabWidget*>()) {
        const int before = tabs->currentIndex();
        for (int at = 0; tabs->isVisible() && at < tabs->count(); ++at) {
            tabs->setCurrentIndex(at);
            QTest::qWait(50);
            for (const QString& one : cutWordsOn(page) + tablesThatScrollSideways(*tabs->widget(at))) {
                found << tabs->tabText(at) + ": " + one;
            }
            if (!pictures().isEmpty()) {
                page.window()->grab().save(QString("%1/tab-%2-%3-%4.png")
                                               .arg(pictures(), tabs->tabText(at))
                                               .arg(page.window()->width())
                                               .arg(page.width()));
            }
        }
        tabs->setCurrentIndex(before);
    }
    return found;
}

/// Charts so low that they show nothing.
QStringList lowChartsOn(const QWidget& page) {
    QStringList low;
    for (const auto* const chart : page.findChildren<LineChart*>()) {
        constexpr int kLeastHeight = 120;
        if (chart->isVisible() && chart->height() < kLeastHeight) {
            low << QString("%1, %2 high").arg(chart->objectName()).arg(chart->height());
        }
    }
    return low;
}

/// The letters that Alt reaches below a widget, and what they reach.
void addLetters(const QWidget& below, std::map<QString, QStringList>& letters) {
    const auto add = [&](const QString& text) {
        if (const QKeySequence keys = QKeySequence::mnemonic(text); !keys.isEmpty()) {
            letters[keys.toString()] << text;
        }
    };
    for (const auto* const button : below.findChildren<QAbstractButton*>()) {
        if (button->isVisible()) {
            add(button->text());
        }
    }
    for (const auto* const label : below.findChildren<QLabel*>()) {
        if (label->isVisible() && label->buddy() != nullptr) {
            add(label->text());
        }
    }
    for (const auto* const group : below.findChildren<QGroupBox*>()) {
        if (group->isVisible()) {
            add(group->title());
        }
    }
    for (const auto* const tabs : below.findChildren<QTabBar*>()) {
        for (int at = 0; tabs->isVisible() && at < tabs->count(); ++at) {
            add(tabs->tabText(at));
        }
    }
}

/// The side that folds with the widget in it.
FoldingSide* sideAround(QWidget* widget) {
    for (QWidget* around = widget; around != nullptr; around = around->parentWidget()) {
        if (auto* const side = dynamic_cast<FoldingSide*>(around)) {
            return side;
        }
    }
    return nullptr;
}

}  // namespace

class TestPageSizes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup() { applyLanguage(*qApp, Language::English); }
    void everyPageFits_data();
    void everyPageFits();
    void tablesFitWithTheirNumbers_data();
    void tablesFitWithTheirNumbers();
    void aLetterReachesOneThing_data();
    void aLetterReachesOneThing();
    void sidesFold();
    void keysOfEveryPageAreListed_data();
    void keysOfEveryPageAreListed();

private:
    PhantomProject m_phantoms{"1.3.6.1.4.1.14519.5.2.1.6279.6001.109002525524522225658609808059_"};
};

/// So that no page is empty.
void TestPageSizes::initTestCase() {
    applyTheme(*qApp, Theme::Dark);
    const std::int64_t run = trainPhantoms(m_phantoms, 2, "half the learning rate, twice the filters, without dropout");
    const auto engine = openEngine();
    const Progress silent = [](double, std::string_view) {};
    const PredictionRequest request{.runId = run, .caseIds = {1, 2}, .settings = {.device = "cpu"}};
    QCOMPARE(predictCases(m_phantoms.project(), *engine, request, silent, {}).size(), std::size_t(2));
}

void TestPageSizes::everyPageFits_data() {
    QTest::addColumn<Language>("language");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<bool>("hasJobs");
    for (const Language language : kLanguages) {
        for (const QSize size : {QSize(1280, 800), QSize(1000, 700)}) {
            for (const bool hasJobs : {false, true}) {
                QTest::addRow("%s, %d points, %s", qPrintable(nameOf(language)), size.width(),
                              hasJobs ? "jobs" : "no jobs")
                    << language << size << hasJobs;
            }
        }
    }
}

void TestPageSizes::everyPageFits() {
    QFETCH(const Language, language);
    QFETCH(const QSize, size);
    QFETCH(const bool, hasJobs);
    const QTemporaryDir folder;
    QSettings settings(folder.filePath("settings.ini"), QSettings::IniFormat);
    MainWindow window(pages(), settings);
    window.setLanguage(language);
    window.resize(size);
    window.show();
    QVERIFY(window.openProject(m_phantoms.folder()));
    // A failure with a long path is told all the while.
    QVERIFY(!window.openProject("/data/" + std::string(250, 'x') + ".tandem") && window.hasProject());
    if (hasJobs) {
        QTest::mouseClick(window.findChild<QToolButton*>("showJobs"), Qt::LeftButton);
    }
    const auto* const stack = window.findChild<QStackedWidget*>("pages");
    for (const Page& page : pages()) {
        window.choosePage(page.id);
        QTest::qWait(200);
        QTRY_COMPARE_WITH_TIMEOUT(window.jobs().activeCount(), 0, 30'000);
        if (!pictures().isEmpty()) {
            window.grab().save(QString("%1/%2-%3-%4-%5.png")
                                   .arg(pictures(), page.id, nameOf(language), hasJobs ? "jobs" : "alone")
                                   .arg(size.width()));
        }
        const QSize least = window.minimumSizeHint();
        const QString where = QString("%1 in %2 x %3").arg(page.id).arg(size.width()).arg(size.height());
        QVERIFY2(least.width() <= size.width() && least.height() <= size.height(),
                 qPrintable(where + QString(" wants %1 x %2").arg(least.width()).arg(least.height())));
        QCOMPARE(window.size(), size);
        // With still less room there is no way around it.
        if (size.width() >= 1280 || !hasJobs) {
            QTRY_VERIFY2(tablesThatScrollSideways(*stack->currentWidget()).isEmpty(),
                         qPrintable(where + ": " + tablesThatScrollSideways(*stack->currentWidget()).join("; ")));
        }
        // What is read when the page is seen comes a moment later, and is laid out then.
        const auto cut = [&] { return cutWordsOn(*stack->currentWidget()); };
        QTRY_VERIFY2(cut().isEmpty(), qPrintable(where + ": " + cut().join("; ")));
        if (size.width() >= 1280 || !hasJobs) {
            const QStringList hidden = cutOnTabsOf(*stack->currentWidget());
            QVERIFY2(hidden.isEmpty(), qPrintable(where + ": " + hidden.join("; ")));
        }
        const QStringList low = lowChartsOn(*stack->currentWidget());
        QVERIFY2(low.isEmpty(), qPrintable(where + ": " + low.join("; ")));
    }
}

void TestPageSizes::tablesFitWithTheirNumbers_data() {
    everyPageFits_data();
}

/// With all that is known of predicted cases.
void TestPageSizes::tablesFitWithTheirNumbers() {
    QFETCH(const Language, language);
    QFETCH(const QSize, size);
    QFETCH(const bool, hasJobs);
    ReviewProject made;
    for (int number = 1; number <= 3; ++number) {
        made.predict(made.open(number), 1 + number);
    }
    for (int number = 1; number <= 4; ++number) {
        made.predict(made.check(number), number);
    }
    const QTemporaryDir folder;
    QSettings settings(folder.filePath("settings.ini"), QSettings::IniFormat);
    MainWindow window(pages(), settings);
    window.setLanguage(language);
    window.resize(size);
    window.show();
    QVERIFY(window.openProject(made.folder()));
    if (hasJobs) {
        QTest::mouseClick(window.findChild<QToolButton*>("showJobs"), Qt::LeftButton);
    }
    const std::pair<const char*, const char*> shown[]{{"review", "queueTable"}, {"export", "exportCases"}};
    for (const auto& [page, name] : shown) {
        window.choosePage(page);
        const auto* const table = window.findChild<QTableView*>(name);
        QTRY_VERIFY_WITH_TIMEOUT(table->model()->rowCount() > 0 && table->model()->index(0, 1).data() != "–" &&
                                     window.jobs().activeCount() == 0,
                                 30'000);
        const int needed = QFontMetrics(table->font()).horizontalAdvance(table->model()->index(0, 1).data().toString());
        QTRY_VERIFY2(table->columnWidth(1) >= needed, qPrintable(QString::number(table->columnWidth(1))));
        QTRY_VERIFY2(table->horizontalScrollBar()->maximum() == 0 || (size.width() < 1280 && hasJobs), page);
    }
    // What the validation cases say, too.
    window.choosePage("review");
    auto* const tabs = window.findChild<QTabWidget*>("evidenceTabs");
    const auto* const detectors = window.findChild<QTableWidget*>("detectorTable");
    QTRY_VERIFY_WITH_TIMEOUT(detectors->rowCount() > 0, 30'000);
    for (int tab = 0; tab < tabs->count(); ++tab) {
        tabs->setCurrentIndex(tab);
        QTest::qWait(50);
        const QStringList wide = tablesThatScrollSideways(*tabs->currentWidget());
        QVERIFY2(wide.isEmpty(), qPrintable(wide.join("; ")));
        if (!pictures().isEmpty()) {
            window.grab().save(QString("%1/evidence-%2-%3-%4-%5.png")
                                   .arg(pictures())
                                   .arg(tab)
                                   .arg(nameOf(language), hasJobs ? "jobs" : "alone")
                                   .arg(size.width()));
        }
    }
}

void TestPageSizes::aLetterReachesOneThing_data() {
    QTest::addColumn<Language>("language");
    for (const Language language : kLanguages) {
        QTest::newRow(qPrintable(nameOf(language))) << language;
    }
}

/// With the jobs beside it, and on every tab.
void TestPageSizes::aLetterReachesOneThing() {
    QFETCH(const Language, language);
    const QTemporaryDir folder;
    QSettings settings(folder.filePath("settings.ini"), QSettings::IniFormat);
    MainWindow window(pages(), settings);
    window.setLanguage(language);
    window.resize(1600, 900);
    window.show();
    QVERIFY(window.openProject(m_phantoms.folder()));
    QTest::mouseClick(window.findChild<QToolButton*>("showJobs"), Qt::LeftButton);
    QStringList doubled;
    const auto look = [&](const QString& where) {
        std::map<QString, QStringList> letters;
        for (const QAction* const menu : window.menuBar()->actions()) {
            letters[QKeySequence::mnemonic(menu->text()).toString()] << menu->text();
        }
        addLetters(window, letters);
        for (const auto& [keys, texts] : letters) {
            if (texts.size() > 1) {
                doubled << QString("%1, %2: %3").arg(where, keys, texts.join(", "));
            }
        }
    };
    for (const Page& page : pages()) {
        window.choosePage(page.id);
        QTest::qWait(200);
        QTRY_COMPARE_WITH_TIMEOUT(window.jobs().activeCount(), 0, 30'000);
        QWidget* const shown = window.findChild<QStackedWidget*>("pages")->currentWidget();
        look(page.id);
        if (auto* const compare = shown->findChild<QPushButton*>("compareButton")) {
            compare->click();
            look(page.id + ", comparing");
            compare->click();
        }
        for (auto* const tabs : shown->findChildren<QTabWidget*>()) {
            for (int at = 0; tabs->isVisible() && at < tabs->count(); ++at) {
                tabs->setCurrentIndex(at);
                look(QString("%1, %2").arg(page.id, tabs->tabText(at)));
            }
        }
    }
    doubled.removeDuplicates();
    QVERIFY2(doubled.isEmpty(), qPrintable(doubled.join('\n')));
}

/// What gives way comes again, and a person may have it in spite of the little room.
void TestPageSizes::sidesFold() {
    const QTemporaryDir folder;
    QSettings settings(folder.filePath("settings.ini"), QSettings::IniFormat);
    MainWindow window(pages(), settings);
    window.resize(1600, 900);
    window.show();
    QVERIFY(window.openProject(m_phantoms.folder()));
    window.choosePage("inspect");
    auto* const tabs = window.findChild<QWidget*>("inspectTabs");
    QTRY_VERIFY(tabs->isVisible());
    auto* const side = sideAround(tabs);
    QVERIFY(side != nullptr && !side->isFolded());
    auto* const button = side->findChild<QToolButton*>("fold");
    QVERIFY(button->toolTip().startsWith("Hide"));
    const int views = window.findChild<QWidget*>("linkedViews")->width();
    QTest::mouseClick(button, Qt::LeftButton);
    QVERIFY(side->isFolded() && !tabs->isVisible());
    QVERIFY(button->toolTip().startsWith("Show"));
    QTRY_VERIFY(window.findChild<QWidget*>("linkedViews")->width() > views + 300);
    // In a splitter the rest takes the room, too.
    window.choosePage("training");
    auto* const runs = window.findChild<QWidget*>("runTable");
    auto* const newRun = sideAround(window.findChild<QWidget*>("newRunPanel"));
    QVERIFY(newRun != nullptr);
    QTRY_VERIFY(runs->isVisible());
    const int runsWidth = runs->width();
    const int newRunWidth = newRun->width();
    QTest::mouseClick(newRun->findChild<QToolButton*>("fold"), Qt::LeftButton);
    QTRY_COMPARE(runs->width(), runsWidth + newRunWidth - newRun->width());
    QVERIFY(newRun->width() < 20);
    QTest::mouseClick(newRun->findChild<QToolButton*>("fold"), Qt::LeftButton);
    QTRY_COMPARE(newRun->width(), newRunWidth);
    window.choosePage("inspect");
    // Folded by hand it stays so, whatever the size.
    window.resize(1700, 900);
    QTest::qWait(50);
    QVERIFY(side->isFolded());
    QTest::mouseClick(button, Qt::LeftButton);
    QVERIFY(tabs->isVisible());
    window.resize(840, 700);
    QTRY_VERIFY(side->isFolded());
    QTest::mouseClick(button, Qt::LeftButton);
    QTRY_VERIFY(tabs->isVisible() && tabs->width() == 352);
    window.resize(1600, 900);
    QTRY_VERIFY(!side->isFolded());
}

/// The list of keys and mouse actions tells of every page.
void TestPageSizes::keysOfEveryPageAreListed_data() {
    QTest::addColumn<QStringList>("said");
    QTest::newRow("datasets") << QStringList{"Search the cases", "Ctrl+F", "Right click on cases"};
    QTest::newRow("training") << QStringList{"Wheel on a chart", "Right click on a chart"};
    QTest::newRow("inspect") << QStringList{"Right drag on a slice", "Next doubtful region", "Wheel in space"};
    QTest::newRow("review") << QStringList{"Enter, double click on a case", "Alt+A", "Accept as label"};
    QTest::newRow("export") << QStringList{"Space, click on the box of a case", "Alt+E"};
}

void TestPageSizes::keysOfEveryPageAreListed() {
    QFETCH(const QStringList, said);
    const QTemporaryDir folder;
    QSettings settings(folder.filePath("settings.ini"), QSettings::IniFormat);
    MainWindow window(pages(), settings);
    window.show();
    QVERIFY(window.openProject(m_phantoms.folder()));
    auto* const stack = window.findChild<QStackedWidget*>("pages");
    std::vector<QWidget*> widgets;
    for (int at = 1; at < stack->count(); ++at) {
        widgets.push_back(stack->widget(at));
    }
    const std::vector<ShortcutSection> sections = shortcutsOf(window, pages(), widgets);
    const auto own = std::ranges::find_if(
        sections, [](const ShortcutSection& one) { return one.title.toLower() == QTest::currentDataTag(); });
    QVERIFY(own != sections.end());
    QStringList all;
    for (const auto& [keys, purpose] : own->keys) {
        all << keys << purpose;
    }
    for (const QString& one : said) {
        QVERIFY2(all.contains(one), qPrintable(one + " is not among\n" + all.join("\n")));
    }
}

QTEST_MAIN(TestPageSizes)
#include "tst_page_sizes.moc"
