#include "core/engine/memory/memory_estimate.h"
#include "core/engine/memory/training_memory.h"
#include "core/engine/numerics/precision.h"
#include "tests/engine/training/made_cases.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

using namespace tandem;

class TestMemoryEstimate : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theEstimateIsWithinAQuarterOfThePeak_data();
    void theEstimateIsWithinAQuarterOfThePeak();
    void volumesCountWhereTheyLive();
    void whatDoesNotFitComesWithAdvice();
    void itGrowsWithEverySetting_data();
    void itGrowsWithEverySetting();
};

void TestMemoryEstimate::theEstimateIsWithinAQuarterOfThePeak_data() {
    QTest::addColumn<QStringList>("run");  // method, patch, filters, batches, precision, classes
    const auto row = [](const char* words) { QTest::newRow(words) << QString::fromLatin1(words).split(' '); };
    row("mutual-reliable 32,32,32 8 1 1 float32 2");
    row("mutual-reliable 64,64,48 4 2 2 float32 2");
    row("mutual-reliable 48,48,48 16 1 1 float32 2");
    row("mutual-reliable 64,64,48 8 1 1 bfloat16 2");
    row("mutual-reliable 48,48,48 4 2 1 float32 3");
    row("supervised 48,48,48 8 2 1 float32 2");
    row("mutual-reliable 16,16,16 16 1 1 float32 2");
    row("supervised 32,32,32 4 2 1 float32 2");
}

void TestMemoryEstimate::theEstimateIsWithinAQuarterOfThePeak() {
    QFETCH(QStringList, run);
    if (run.contains("bfloat16") && !hasBfloat16(torch::kCPU)) {
        QSKIP("This processor has no bfloat16; without, a step takes minutes.");
    }
    const QTemporaryDir folder;
    QProcess probe;
    probe.start(TANDEM_MEMORY_PROBE, QStringList{folder.path()} + run);
    QVERIFY(probe.waitForFinished(120000));
    QVERIFY2(probe.exitCode() == 0, probe.readAllStandardError().constData());
    const QList<QByteArray> words = probe.readAllStandardOutput().simplified().split(' ');
    QCOMPARE(words.size(), 2);
    const double estimated = words[0].toDouble();
    const double measured = words[1].toDouble();
    const QString figures = QString("estimated %1 MB, measured %2 MB, ratio %3")
                                .arg(estimated / 1e6, 0, 'f', 0)
                                .arg(measured / 1e6, 0, 'f', 0)
                                .arg(estimated / measured, 0, 'f', 2);
    qInfo("%s", qPrintable(figures));
    QVERIFY2(std::abs(estimated - measured) <= 0.25 * measured, qPrintable(figures));
}

void TestMemoryEstimate::volumesCountWhereTheyLive() {
    const QTemporaryDir temporary;
    TrainingSettings settings = quickSettings(Method::MutualReliable);
    settings.placement = AskedPlacement::Device;
    TrainingPlan plan = makePlan(temporary.path().toStdString(), settings, 1, {.size = {64, 64, 64}});
    const std::uint64_t resident = estimateTraining(plan).deviceBytes;
    plan.settings.placement = AskedPlacement::Stream;
    plan.settings.prefetchThreads = 0;
    const std::uint64_t streamed = estimateTraining(plan).deviceBytes;
    constexpr std::uint64_t kVoxels = 64 * 64 * 64;
    const std::uint64_t volumes = kVoxels * (6 * 4 + 3);  // six images and three labels
    const std::uint64_t patches = 16 * 16 * 16 * (2 * 4 + 2);
    QCOMPARE(resident - streamed, volumes - patches);
}

void TestMemoryEstimate::whatDoesNotFitComesWithAdvice() {
    const QTemporaryDir temporary;
    TrainingSettings settings = quickSettings(Method::Supervised);
    TrainingPlan plan = makePlan(temporary.path().toStdString(), settings);
    const MemoryEstimate small = estimateTraining(plan);
    QVERIFY(small.fits && small.advice.empty());
    plan.settings.patch = {512, 512, 512};
    plan.settings.filters = 64;
    const MemoryEstimate large = estimateTraining(plan);
    QVERIFY(!large.fits);
    QVERIFY2(large.advice.starts_with("Set "), large.advice.c_str());
}

void TestMemoryEstimate::itGrowsWithEverySetting_data() {
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::newRow("filters") << "filters"
                             << "32";
    QTest::newRow("patch") << "patch"
                           << "112,112,96";
    QTest::newRow("labelled batch") << "labelled-batch"
                                    << "3";
    QTest::newRow("unlabelled batch") << "unlabelled-batch"
                                      << "3";
}

void TestMemoryEstimate::itGrowsWithEverySetting() {
    QFETCH(QString, key);
    QFETCH(QString, value);
    const TrainingSettings settings;
    TrainingSettings more = settings;
    setSetting(more, key.toStdString(), value.toStdString());
    QVERIFY(trainingMemory(more, {}).work > trainingMemory(settings, {}).work);
}

QTEST_GUILESS_MAIN(TestMemoryEstimate)
#include "tst_memory_estimate.moc"
