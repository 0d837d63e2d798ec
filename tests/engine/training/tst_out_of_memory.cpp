#include "core/engine/devices/out_of_memory.h"
#include "core/engine/memory/training_memory.h"

#include <QtTest>

using namespace tandem;

namespace {

std::vector<MemoryRemedy> remedies() {
    return {{.setting = "labelled-batch", .from = "2", .to = "1", .neededBytes = 6000000000},
            {.setting = "patch", .from = "96,96,96", .to = "80,96,96", .neededBytes = 5000000000},
            {.setting = "patch", .from = "96,96,96", .to = "80,80,80", .neededBytes = 650000000}};
}

}  // namespace

class TestOutOfMemory : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theFirstRemedyThatFitsIsAdvised_data();
    void theFirstRemedyThatFitsIsAdvised();
    void adviceForARunNamesASetting_data();
    void adviceForARunNamesASetting();
    void volumesAreStreamedWhereTheyDoNotFit();
};

void TestOutOfMemory::theFirstRemedyThatFitsIsAdvised_data() {
    QTest::addColumn<quint64>("available");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("the first fits") << quint64{7000000000}
                                    << "Set labelled-batch to 1 (now 2), which needs about 5.6 GiB.";
    QTest::newRow("the second fits") << quint64{5500000000}
                                     << "Set patch to 80,96,96 (now 96,96,96), which needs about 4.7 GiB.";
    QTest::newRow("none fits") << quint64{100} << "Set patch to 80,80,80 (now 96,96,96), which needs about 620 MiB.";
}

void TestOutOfMemory::theFirstRemedyThatFitsIsAdvised() {
    QFETCH(quint64, available);
    QFETCH(QString, sentence);
    QCOMPARE(QString::fromStdString(memoryAdvice(remedies(), available)), sentence);
}

void TestOutOfMemory::adviceForARunNamesASetting_data() {
    QTest::addColumn<QString>("method");
    QTest::addColumn<int>("batch");
    QTest::addColumn<double>("available");  // of what the run needs
    QTest::addColumn<QString>("setting");
    QTest::newRow("a smaller batch suffices") << "mutual-reliable" << 2 << 0.85 << "unlabelled-batch";
    QTest::newRow("it fitted, and yet ran out") << "mutual-reliable" << 2 << 3.0 << "unlabelled-batch";
    QTest::newRow("supervised has no other batch") << "supervised" << 2 << 0.7 << "labelled-batch";
    QTest::newRow("a smaller patch is needed") << "supervised" << 1 << 0.85 << "patch";
    QTest::newRow("hardly any memory") << "supervised" << 1 << 0.1 << "filters";
}

void TestOutOfMemory::adviceForARunNamesASetting() {
    QFETCH(QString, method);
    QFETCH(int, batch);
    QFETCH(double, available);
    QFETCH(QString, setting);
    TrainingSettings settings;
    settings.labelledBatch = batch;
    settings.unlabelledBatch = batch;
    settings.method = choiceNamed<Method>(method.toStdString()).value();
    const RunShape shape;
    const double needed = static_cast<double>(trainingMemory(settings, shape).work);
    const std::string advice = adviceToLower(settings, shape, static_cast<std::uint64_t>(available * needed));
    QVERIFY2(advice.starts_with("Set " + setting.toStdString() + " to "), advice.c_str());
}

void TestOutOfMemory::volumesAreStreamedWhereTheyDoNotFit() {
    TrainingSettings settings;
    const RunShape small{.volumeBytes = 1000};
    const RunShape large{.volumeBytes = 1000000000000};
    const std::uint64_t work = trainingMemory(settings, small).work;
    QVERIFY(placementOf(settings, small, 2 * work) == Placement::Device);
    QVERIFY(placementOf(settings, large, 2 * work) == Placement::Stream);
    settings.placement = AskedPlacement::Device;
    QVERIFY(placementOf(settings, large, 2 * work) == Placement::Device);
    settings.placement = AskedPlacement::Stream;
    QVERIFY(placementOf(settings, small, 2 * work) == Placement::Stream);
}

QTEST_GUILESS_MAIN(TestOutOfMemory)
#include "tst_out_of_memory.moc"
