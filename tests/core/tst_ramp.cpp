#include "core/settings/training_settings.h"
#include "tests/core/test_files.h"

#include <nlohmann/json.hpp>

#include <QtTest>
#include <cmath>
#include <fstream>

using namespace tandem;

class TestRamp : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void goldenValues();
    void otherLengths_data();
    void otherLengths();
};

void TestRamp::goldenValues() {
    std::ifstream stream(goldenFile("manifest.json"));
    const auto ramp = nlohmann::json::parse(stream).at("rampup");
    QVERIFY(!ramp.empty());
    for (const auto& [iteration, expected] : ramp.items()) {
        const double actual = TrainingSettings{}.rampAt(std::stoll(iteration));
        QVERIFY2(std::abs(actual - expected.get<double>()) < 1e-6, iteration.c_str());
    }
}

void TestRamp::otherLengths_data() {
    QTest::addColumn<qint64>("rampIterations");
    QTest::addColumn<qint64>("iteration");
    QTest::addColumn<double>("step");
    QTest::newRow("no ramp") << qint64{0} << qint64{1} << 40.0;
    QTest::newRow("shorter than its steps, half way") << qint64{20} << qint64{10} << 20.0;
    QTest::newRow("shorter than its steps, at the end") << qint64{20} << qint64{20} << 40.0;
    QTest::newRow("not a multiple of 40, just before the end") << qint64{79} << qint64{78} << 39.0;
    QTest::newRow("not a multiple of 40, at the end") << qint64{79} << qint64{79} << 40.0;
    QTest::newRow("long after") << qint64{4000} << qint64{1000000} << 40.0;
}

void TestRamp::otherLengths() {
    QFETCH(qint64, rampIterations);
    QFETCH(qint64, iteration);
    QFETCH(double, step);
    TrainingSettings settings;
    settings.rampIterations = rampIterations;
    QCOMPARE(settings.rampAt(iteration), std::exp(-5 * (1 - step / 40) * (1 - step / 40)));
}

QTEST_GUILESS_MAIN(TestRamp)
#include "tst_ramp.moc"
