// Every page fits the smallest screen that is designed for, beside the jobs panel and whatever cases are called.
#include "app/gui/pages.h"
#include "core/engine_module.h"
#include "storage/study/prediction_study.h"
#include "tests/ui/training/phantom_training.h"
#include "ui/jobs/job_list.h"
#include "ui/theme/language.h"
#include "ui/theme/theme.h"
#include "ui/window/main_window.h"

#include <QApplication>
#include <QSettings>
#include <QTemporaryDir>
#include <QToolButton>
#include <QtTest>

using namespace tandem;

class TestPageSizes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyPageFitsBesideTheJobs_data();
    void everyPageFitsBesideTheJobs();

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

void TestPageSizes::everyPageFitsBesideTheJobs_data() {
    QTest::addColumn<Language>("language");
    QTest::newRow("English") << Language::English;
    QTest::newRow("Simplified Chinese") << Language::SimplifiedChinese;
}

void TestPageSizes::everyPageFitsBesideTheJobs() {
    QFETCH(const Language, language);
    const QTemporaryDir folder;
    QSettings settings(folder.filePath("settings.ini"), QSettings::IniFormat);
    MainWindow window(pages(), settings);
    window.setLanguage(language);
    window.resize(1280, 800);
    window.show();
    QVERIFY(window.openProject(m_phantoms.folder()));
    // A failure with a long path is told all the while.
    QVERIFY(!window.openProject("/data/" + std::string(250, 'x') + ".tandem") && window.hasProject());
    QTest::mouseClick(window.findChild<QToolButton*>("showJobs"), Qt::LeftButton);
    for (const Page& page : pages()) {
        window.choosePage(page.id);
        QTest::qWait(200);
        QTRY_COMPARE_WITH_TIMEOUT(window.jobs().activeCount(), 0, 30'000);
        const QSize least = window.minimumSizeHint();
        QVERIFY2(least.width() <= 1280 && least.height() <= 800,
                 qPrintable(QString("with %1: %2 x %3").arg(page.id).arg(least.width()).arg(least.height())));
    }
    applyLanguage(*qApp, Language::English);
}

QTEST_MAIN(TestPageSizes)
#include "tst_page_sizes.moc"
