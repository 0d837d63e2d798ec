// On the page Training: a run that has ended is trained further, and another begins with its settings.
#include "storage/db/run_repository.h"
#include "tests/ui/training/phantom_training.h"
#include "tests/ui/training/training_page_fixture.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QDialog>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>
#include <QtTest>

using namespace tandem;

namespace {
constexpr int kTrainingTimeout = 120'000;
}

class TestRunExtending : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, Theme::Dark); }
    void init() { m_on = std::make_unique<TrainingPageFixture>(); }
    void cleanup() { m_on.reset(); }
    void extendsAFinishedRun();
    void extendingTellsTheRates_data();
    void extendingTellsTheRates();
    void clonesTheSettingsOfARun();

private:
    std::unique_ptr<TrainingPageFixture> m_on;
};

void TestRunExtending::extendsAFinishedRun() {
    const std::int64_t run = m_on->start(PhantomProject::smallSettings(10));
    QTRY_COMPARE_WITH_TIMEOUT(m_on->status(run), RunStatus::Finished, kTrainingTimeout);
    QTRY_VERIFY(m_on->find<QPushButton>("extendButton")->isEnabled());
    QVERIFY(!m_on->find<QPushButton>("resumeButton")->isEnabled());
    QCOMPARE(m_on->press("extendButton"), QString());
    auto* const dialog = m_on->find<QDialog>("extendDialog");
    QVERIFY(QTest::qWaitForWindowExposed(dialog));
    QVERIFY(!m_on->find<QCheckBox>("extendKeepRate")->isVisible());
    QCOMPARE(m_on->find<QSpinBox>("extendIterations")->value(), 15);
    m_on->find<QSpinBox>("extendIterations")->setValue(20);
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(m_on->pointsOf("lossChart", "total"), 20U, kTrainingTimeout);
    QTRY_COMPARE_WITH_TIMEOUT(m_on->status(run), RunStatus::Finished, kTrainingTimeout);
    QTRY_COMPARE(m_on->model().index(0, RunTableModel::Progress).data().toString(), QString("20 of 20"));
}

void TestRunExtending::extendingTellsTheRates_data() {
    QTest::addColumn<bool>("keeps");
    QTest::addColumn<qint64>("scheduleIterations");
    QTest::addColumn<QString>("told");
    // 0.01 * 0.1^0.9 in the last of 10 iterations, 0.01 * 0.5^0.9 in the next of 20.
    QTest::newRow("stretched") << false << qint64{0} << "0.00126 in iteration 10 and will be 0.00536 in the next";
    QTest::newRow("kept") << true << qint64{10}
                          << "0.00126 in iteration 10. The schedule ends with iteration 10 as before, "
                             "and 0.00126 stays.";
}

void TestRunExtending::extendingTellsTheRates() {
    QFETCH(const bool, keeps);
    QFETCH(const qint64, scheduleIterations);
    QFETCH(const QString, told);
    TrainingSettings settings = PhantomProject::smallSettings(10);
    settings.schedule = Schedule::Polynomial;
    const std::int64_t run = m_on->start(settings);
    QTRY_COMPARE_WITH_TIMEOUT(m_on->status(run), RunStatus::Finished, kTrainingTimeout);
    QTRY_VERIFY(m_on->find<QPushButton>("extendButton")->isEnabled());
    QCOMPARE(m_on->press("extendButton"), QString());
    auto* const dialog = m_on->find<QDialog>("extendDialog");
    QVERIFY(QTest::qWaitForWindowExposed(dialog));
    m_on->find<QSpinBox>("extendIterations")->setValue(20);
    auto* const keepRate = m_on->find<QCheckBox>("extendKeepRate");
    QVERIFY(keepRate->isVisible());
    keepRate->setChecked(keeps);
    const QString text = m_on->find<QLabel>("extendRate")->text();
    QVERIFY2(text.contains(told), qPrintable(text));
    keepPicture(*dialog, keeps ? "training-extend-kept" : "training-extend");
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(m_on->pointsOf("lossChart", "total"), 20U, kTrainingTimeout);
    QTRY_COMPARE_WITH_TIMEOUT(m_on->status(run), RunStatus::Finished, kTrainingTimeout);
    const auto kept =
        storedSettings<TrainingSettings>(m_on->session().project().runs().get(run).settingsJson).forWork();
    QCOMPARE(kept.iterations, std::int64_t{20});
    QCOMPARE(kept.scheduleIterations, std::int64_t{scheduleIterations});
}

void TestRunExtending::clonesTheSettingsOfARun() {
    TrainingSettings settings = PhantomProject::smallSettings(77);
    settings.seed = 4711;
    m_on->session().project().runs().add({.method = std::string(nameOf(settings.method)),
                                          .settingsJson = settingsToText(settings),
                                          .preparationJson = R"({"crop":"non-zero"})",
                                          .versionsJson = "{}",
                                          .splitId = m_on->phantoms().splitId()});
    Q_EMIT m_on->session().runsChanged();
    m_on->find<QTableView>("runTable")->selectRow(0);
    QCOMPARE(m_on->press("cloneButton"), QString());
    QVERIFY(m_on->panel().request().training == settings);
    QCOMPARE(m_on->panel().request().preparation.crop, Crop::NonZero);
    QCOMPARE(m_on->panel().request().splitId, m_on->phantoms().splitId());
}

QTEST_MAIN(TestRunExtending)
#include "tst_run_extending.moc"
