#include "storage/db/metric_repository.h"
#include "storage/training/metric_points.h"
#include "tests/ui/training/training_page_fixture.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QtTest>

using namespace tandem;

/// A run that tells 2,400 numbers a second while the page follows it.
class TestManyPoints : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void noneIsLost() {
        constexpr std::int64_t kIterations = 2000;
        TrainingPageFixture on;
        const std::int64_t run = on.start(PhantomProject::smallSettings(kIterations));
        QVERIFY(run > 0);
        QElapsedTimer trained;
        trained.start();
        // Once each chart was drawn: software OpenGL compiles its shaders then, which takes half a second.
        QTRY_VERIFY(on.pointsOf("lossChart", "total") > kIterations / 10);
        QElapsedTimer since;
        since.start();
        qint64 longest = 0;
        QTimer tick;
        connect(&tick, &QTimer::timeout, this, [&] { longest = std::max(longest, since.restart()); });
        tick.start(1);
        QTRY_COMPARE_WITH_TIMEOUT(on.status(run), RunStatus::Finished, 120'000);
        const double seconds = static_cast<double>(trained.elapsed()) / 1000;
        QTRY_COMPARE(on.pointsOf("lossChart", "total"), std::size_t{kIterations});
        const std::size_t perIteration = pointsOf(run, IterationMetrics{}).size();
        std::size_t stored = 0;
        const MetricRepository metrics = on.phantoms().project().metrics();
        for (const std::string& name : metrics.names(run)) {
            const auto points = metrics.list(run, name);
            stored += points.size();
            for (std::size_t index = 0; index < points.size(); ++index) {
                QCOMPARE(points[index].iteration, static_cast<std::int64_t>(index) + 1);
            }
        }
        QCOMPARE(stored, static_cast<std::size_t>(kIterations) * perIteration);
        qInfo("%zu points in %.1f s; the longest pause between two events of the window was %lld ms", stored, seconds,
              static_cast<long long>(longest));
    }
};

QTEST_MAIN(TestManyPoints)
#include "tst_many_points.moc"
