#include "storage/db/metric_repository.h"
#include "storage/training/metric_points.h"
#include "tests/db/sample_project.h"
#include "ui/training/run_curves.h"

#include <QtTest>

using namespace tandem;

namespace {

const std::string kLoss = idOf(Metric::LossTotal);

std::vector<MetricPoint> losses(std::int64_t from, std::int64_t to, double value) {
    std::vector<MetricPoint> points;
    for (std::int64_t iteration = from; iteration <= to; ++iteration) {
        points.push_back({1, iteration, kLoss, value});
    }
    return points;
}

Curve curveOf(std::int64_t from, std::int64_t to, double value) {
    Curve curve;
    for (std::int64_t iteration = from; iteration <= to; ++iteration) {
        curve.emplace_back(static_cast<double>(iteration), value);
    }
    return curve;
}

}  // namespace

class TestRunCurves : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pointsAppend();
    void aResumedRunForgetsWhatCameAfterItsCheckpoint();
    void storedPointsComeBeforeAppendedOnes();
    void whatWasStoredSinceIsAdded();
    void storedPointsAreRead();
};

void TestRunCurves::pointsAppend() {
    RunCurves curves;
    QVERIFY(curves.curve(1, kLoss).empty());
    QCOMPARE(curves.lastIteration(1), 0);
    curves.append(losses(1, 3, 0.5));
    curves.append(losses(4, 6, 0.25));
    QCOMPARE(curves.curve(1, kLoss).size(), 6U);
    QCOMPARE(curves.lastIteration(1), 6);
    QCOMPARE(curves.last(1, kLoss), std::optional(0.25));
    QVERIFY(curves.curve(2, kLoss).empty());
    curves.forget(1);
    QVERIFY(curves.curve(1, kLoss).empty());
}

void TestRunCurves::aResumedRunForgetsWhatCameAfterItsCheckpoint() {
    RunCurves curves;
    curves.append(losses(1, 10, 1));
    curves.append(losses(6, 7, 2));
    QCOMPARE(curves.lastIteration(1), 7);
    QCOMPARE(curves.curve(1, kLoss)[4].y(), 1.0);
    QCOMPARE(curves.curve(1, kLoss)[5].y(), 2.0);
}

void TestRunCurves::storedPointsComeBeforeAppendedOnes() {
    RunCurves curves;
    curves.append(losses(6, 9, 2));
    QVERIFY(!curves.isStoredKnown(1));
    // The project still holds points that the resumed run has forgotten, and a curve that nobody reported since.
    curves.setStored(1, {{kLoss, curveOf(1, 8, 1)}, {idOf(Metric::ValidationDice), curveOf(5, 5, 0.75)}});
    QVERIFY(curves.isStoredKnown(1));
    Curve expected = curveOf(1, 5, 1);
    const Curve appended = curveOf(6, 9, 2);
    expected.insert(expected.end(), appended.begin(), appended.end());
    QCOMPARE(curves.curve(1, kLoss), expected);
    QCOMPARE(curves.curve(1, idOf(Metric::ValidationDice)), curveOf(5, 5, 0.75));
}

/// By another program that trains the run, which may have gone back meanwhile.
void TestRunCurves::whatWasStoredSinceIsAdded() {
    RunCurves curves;
    curves.setStored(1, {{kLoss, curveOf(1, 5, 0.5)}});
    curves.extend(1, {{kLoss, curveOf(5, 8, 0.25)}, {"validation-dice", curveOf(8, 8, 0.75)}, {"ramp", {}}});
    QCOMPARE(curves.lastIteration(1), 8);
    QCOMPARE(curves.curve(1, kLoss).size(), 8U);
    QCOMPARE(curves.curve(1, kLoss)[3].y(), 0.5);
    QCOMPARE(curves.curve(1, kLoss)[4].y(), 0.25);
    QCOMPARE(curves.last(1, "validation-dice"), std::optional(0.75));
    curves.extend(1, {{kLoss, curveOf(3, 4, 0.125)}});
    QCOMPARE(curves.lastIteration(1), 4);
}

void TestRunCurves::storedPointsAreRead() {
    SampleProject sample;
    const std::int64_t run = sample.addRunOnFourRoles().id;
    IterationMetrics metrics{.iteration = 7, .lossTotal = 0.5, .ramp = 0.25, .memoryBytes = 1024};
    sample.project().metrics().add(pointsOf(run, metrics));
    sample.project().metrics().add(
        pointsOf(run, ValidationMetrics{.iteration = 7, .dicePerClass = {0.5, 0.75}, .meanDice = 0.625}));
    const Curves curves = readCurves(sample.project(), run);
    QCOMPARE(curves.at(kLoss), (Curve{{7, 0.5}}));
    QCOMPARE(curves.at(idOf(Metric::Ramp)), (Curve{{7, 0.25}}));
    QCOMPARE(curves.at(idOf(Metric::MemoryBytes)), (Curve{{7, 1024}}));
    QCOMPARE(curves.at(idOfClass(Metric::ValidationDice, 2)), (Curve{{7, 0.75}}));
}

QTEST_MAIN(TestRunCurves)
#include "tst_run_curves.moc"
