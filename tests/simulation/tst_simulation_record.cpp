// A simulation in its file, in its table, and as curves.
#include "core/base/atomic_file.h"
#include "core/base/regular_file.h"
#include "storage/simulation/simulation_curves.h"
#include "tests/core/expect_error.h"
#include "tests/simulation/recorded_simulation.h"

#include <QTemporaryDir>
#include <QtTest>
#include <cmath>

using namespace tandem;

namespace {

bool isClose(double value, double expected) {
    return std::abs(value - expected) < 1e-9;
}

}  // namespace

class TestSimulationRecord : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    [[nodiscard]] std::filesystem::path folder() const { return m_folder.path().toStdString(); }

private Q_SLOTS:
    void whatIsWrittenIsReadBack() {
        const Simulation made = recordedSimulation();
        writeSimulation(folder(), made);
        const Simulation read = readSimulation(folder());
        QVERIFY(read.settings.arms() == made.settings.arms());
        QVERIFY(areOfOneKind(read.settings, made.settings));
        QCOMPARE(read.settings.seeds, made.settings.seeds);
        QCOMPARE(read.checkpointHash, made.checkpointHash);
        QCOMPARE(read.corrected, made.corrected);
        QCOMPARE(read.correctableVoxels, made.correctableVoxels);
        QVERIFY(read.start == made.start);
        QVERIFY(read.rows == made.rows);
        QVERIFY(read.isDone());
    }

    void whatIsNoSimulationIsRefused_data() {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::newRow("cut off") << QByteArray("\"rows\"") << QByteArray();
        QTest::newRow("another format") << QByteArray("tandem-simulation") << QByteArray("tandem-plan");
        QTest::newRow("an unknown arm") << QByteArray("\"arm\": \"no-correction\"") << QByteArray("\"arm\": \"x\"");
        QTest::newRow("a Dice above 1") << QByteArray("0.7\n") << QByteArray("7.0\n");
        QTest::newRow("a count below 0") << QByteArray("\"lookedAt\": 100") << QByteArray("\"lookedAt\": -100");
        QTest::newRow("too many rounds") << QByteArray("\"rounds\": 2") << QByteArray("\"rounds\": 2000000");
        QTest::newRow("a round twice") << QByteArray("\"seed\": 42") << QByteArray("\"seed\": 1337");
        QTest::newRow("a class more") << QByteArray("\"atrium\"") << QByteArray("\"atrium\", \"wall\"");
    }
    void whatIsNoSimulationIsRefused() {
        QFETCH(const QByteArray, from);
        QFETCH(const QByteArray, to);
        writeSimulation(folder(), recordedSimulation());
        QByteArray text = QByteArray::fromStdString(ownText(simulationFile(folder())));
        QVERIFY(text.contains(from));
        if (to.isEmpty()) {
            text.truncate(text.indexOf(from));
        } else {
            text.replace(from, to);
        }
        writeAtomically(simulationFile(folder()), text.toStdString());
        const auto error = errorOf([&] { return readSimulation(folder()); });
        QVERIFY(mentions(error, "is damaged or no simulation"));
        QVERIFY(error->code() == ErrorCode::Corrupt);
    }

    void oneOfANewerProgramIsToldApart() {
        writeSimulation(folder(), recordedSimulation());
        QByteArray text = QByteArray::fromStdString(ownText(simulationFile(folder())));
        text.replace("\"version\": 1", "\"version\": 2");
        writeAtomically(simulationFile(folder()), text.toStdString());
        const auto error = errorOf([&] { return readSimulation(folder()); });
        QVERIFY(error && error->code() == ErrorCode::Unsupported);
    }

    void curvesAreMeansOverTheSeeds() {
        const auto curves = curvesOf(recordedSimulation());
        QCOMPARE(curves.size(), std::size_t{3});
        QVERIFY(curves[0].arm == SimulationArm{});
        const SimulationCurve& best = curves[1];
        QVERIFY(best.arm.strategy == RegionStrategy::LeastReliable);
        QCOMPARE(best.points.size(), std::size_t{3});
        QVERIFY(best.points[0].round == 0 && isClose(best.points[0].dice, 0.75) && best.points[0].lookedAt == 0);
        // Of the seeds 0.75 + 0.08, and 0.02 more.
        const SimulationPoint& last = best.points[2];
        QVERIFY(last.round == 2 && last.seeds == 2);
        QVERIFY(isClose(last.dice, 0.84));
        QVERIFY(isClose(last.lowestDice, 0.83));
        QVERIFY(isClose(last.highestDice, 0.85));
        QVERIFY(isClose(last.lookedAt, 200) && isClose(last.changed, 20) && isClose(last.slices, 8));
        QVERIFY(last.classDice.size() == 1 && isClose(last.classDice.front(), 0.84));
    }

    void aCurveGrowsWithTheRounds() {
        Simulation simulation = recordedSimulation();
        simulation.rows.resize(4);  // the first seed's first round, and no correction's second
        const auto curves = curvesOf(simulation);
        QCOMPARE(curves.size(), std::size_t{3});
        QCOMPARE(curves[0].points.size(), std::size_t{3});
        QCOMPARE(curves[1].points.size(), std::size_t{2});
        QCOMPARE(curves[1].points.back().seeds, 1);
        QCOMPARE(simulation.roundsDone(), 4);
        QCOMPARE(simulation.roundsAskedFor(), 12);
        simulation.start.clear();
        QVERIFY(curvesOf(simulation).empty());
    }

    void theTableHasEveryCase() {
        const QByteArray csv = QByteArray::fromStdString(simulationCsv(recordedSimulation()));
        const QList<QByteArray> lines = csv.trimmed().split('\n');
        QCOMPARE(lines.size(), 1 + 2 + 12 * 2);
        const qsizetype columns = lines.front().count(',');
        for (const QByteArray& line : lines) {
            QVERIFY2(line.count(',') == columns, line);
        }
        QCOMPARE(lines[1], QByteArray("start,,0,0,0,0,0,0,0,0,0,,,case_3,atrium,0.700000"));
        QVERIFY(lines.contains("least-reliable,42,2,100,10,4,2,200,20,8,4,12,1.5,case_4,atrium,0.900000"));
    }
};

QTEST_GUILESS_MAIN(TestSimulationRecord)
#include "tst_simulation_record.moc"
