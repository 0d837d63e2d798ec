#include "core/settings/preset.h"
#include "tests/core/expect_error.h"

#include <QtTest>
#include <set>

using namespace tandem;

class TestPresets : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void allAreValid();
    void valuesOfThePaper_data();
    void valuesOfThePaper();
    void thePaperTrainsTheSameWayOnAll();
    void pancreasIsPreparedAsPublished();
    void bratsIsPreparedAndTurnedAsPublished();
    void thePublishedProtocolsSampleAsPublished_data();
    void thePublishedProtocolsSampleAsPublished();
    void anUnknownNameListsTheKnown();
};

void TestPresets::allAreValid() {
    std::set<std::string> names;
    for (const Preset& one : presets()) {
        QVERIFY2(names.insert(one.name).second, one.name.c_str());
        QVERIFY(!one.title.empty() && !one.description.empty());
        checkSettings(one.preparation);
        checkSettings(one.training);
    }
    QCOMPARE(names, (std::set<std::string>{"brats-2019", "from-data", "left-atrium", "pancreas-ct"}));
}

void TestPresets::valuesOfThePaper_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<Index3>("patch");
    QTest::addColumn<Index3>("stride");
    QTest::addColumn<QString>("augmentation");
    QTest::addColumn<QString>("crop");
    QTest::newRow("Left Atrium") << "left-atrium" << Index3{112, 112, 80} << Index3{18, 18, 4} << "rotate-flip"
                                 << "none";
    QTest::newRow("Pancreas") << "pancreas-ct" << Index3{96, 96, 96} << Index3{16, 16, 16} << "none" << "label";
    QTest::newRow("BraTS") << "brats-2019" << Index3{96, 96, 96} << Index3{64, 64, 64} << "rotate-flip" << "non-zero";
}

void TestPresets::valuesOfThePaper() {
    QFETCH(QString, name);
    QFETCH(Index3, patch);
    QFETCH(Index3, stride);
    QFETCH(QString, augmentation);
    QFETCH(QString, crop);
    const Preset& preset = presetNamed(name.toStdString());
    QCOMPARE(preset.training.patch, patch);
    QCOMPARE(preset.training.testStride, stride);
    QCOMPARE(std::string(nameOf(preset.training.augmentation)), augmentation.toStdString());
    QCOMPARE(std::string(nameOf(preset.preparation.crop)), crop.toStdString());
}

void TestPresets::thePaperTrainsTheSameWayOnAll() {
    for (const Preset& one : presets()) {
        const TrainingSettings& training = one.training;
        QCOMPARE(training.method, Method::MutualReliable);
        QCOMPARE(training.filters, 16);
        QCOMPARE(training.dropout, 0.5);
        QCOMPARE(training.labelledBatch, 2);
        QCOMPARE(training.unlabelledBatch, 2);
        QCOMPARE(training.iterations, 15000);
        QCOMPARE(training.learningRate, 0.01);
        QCOMPARE(training.schedule, Schedule::Constant);
        QCOMPARE(training.momentum, 0.9);
        QCOMPARE(training.weightDecay, 1e-4);
        QCOMPARE(training.supervisedWeight, 0.5);
        QCOMPARE(training.rampIterations, 6000);
    }
}

void TestPresets::pancreasIsPreparedAsPublished() {
    const PreparationSettings& preparation = presetNamed("pancreas-ct").preparation;
    QCOMPARE(preparation.spacingMm, (Vector3{1, 1, 1}));
    QVERIFY(preparation.clip);
    QCOMPARE(preparation.clipLow, -125.0);
    QCOMPARE(preparation.clipHigh, 275.0);
    QCOMPARE(preparation.cropMargin, 25);
}

void TestPresets::bratsIsPreparedAndTurnedAsPublished() {
    const Preset& preset = presetNamed("brats-2019");
    QCOMPARE(preset.preparation.clipPercentile, 99.9);
    QVERIFY(!preset.preparation.clip);
    QCOMPARE(preset.preparation.normalisation, Normalisation::ZScoreOfPositive);
    QCOMPARE(preset.training.turnedAxes, TurnedAxes::LastTwo);
}

void TestPresets::thePublishedProtocolsSampleAsPublished_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("sampling");
    QTest::addColumn<bool>("isZScore");
    QTest::newRow("Left Atrium") << "left-atrium" << "published" << true;
    QTest::newRow("Pancreas") << "pancreas-ct" << "published" << true;
    QTest::newRow("BraTS") << "brats-2019" << "published" << false;
    QTest::newRow("other data") << "from-data" << "ours" << true;
}

void TestPresets::thePublishedProtocolsSampleAsPublished() {
    QFETCH(QString, name);
    QFETCH(QString, sampling);
    QFETCH(bool, isZScore);
    const Preset& preset = presetNamed(name.toStdString());
    QCOMPARE(std::string(nameOf(preset.training.sampling)), sampling.toStdString());
    QCOMPARE(preset.preparation.normalisation == Normalisation::ZScore, isZScore);
    QVERIFY(preset.preparation.keepsNormalised);  // the field's files are normalised, whatever they show
}

void TestPresets::anUnknownNameListsTheKnown() {
    const auto error = errorOf([] { return presetNamed("prostate"); });
    QVERIFY(error);
    QCOMPARE(error->code(), ErrorCode::NotFound);
    QVERIFY2(mentions(error, "left-atrium, pancreas-ct, brats-2019"), error->what());
}

QTEST_GUILESS_MAIN(TestPresets)
#include "tst_presets.moc"
