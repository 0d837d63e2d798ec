#include "storage/db/metric_repository.h"
#include "tests/core/expect_error.h"
#include "tests/db/sample_project.h"

#include <QtTest>
#include <algorithm>
#include <atomic>
#include <thread>

using namespace tandem;

class TestConcurrentConnections : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aReaderFollowsAWriter();
    void twoWritersTakeTurns();
    void aReaderSeesWholeTransactions();
};

void TestConcurrentConnections::aReaderFollowsAWriter() {
    SampleProject sample;
    const std::int64_t run = sample.addRunOnFourRoles().id;
    constexpr std::int64_t kIterations = 300;
    std::optional<Error> failure;
    std::atomic<bool> done = false;
    std::jthread writer([&] {
        failure = errorOf([&] {
            const Project own = Project::open(sample.folder());
            for (std::int64_t iteration = 1; iteration <= kIterations; ++iteration) {
                const MetricPoint point{run, iteration, "loss", 1.0 / static_cast<double>(iteration)};
                own.metrics().add({&point, 1});
            }
            return 0;
        });
        done = true;
    });
    std::size_t seen = 0;
    int reads = 0;
    while (!done) {
        const auto points = sample.project().metrics().list(run, "loss");
        QVERIFY(points.size() >= seen);
        QVERIFY(points.empty() || points.back().iteration == static_cast<std::int64_t>(points.size()));
        seen = points.size();
        ++reads;
    }
    writer.join();
    QVERIFY2(!failure, failure ? failure->what() : "");
    QVERIFY(reads > 0);
    QCOMPARE(sample.project().metrics().list(run, "loss").size(), std::size_t{kIterations});
}

void TestConcurrentConnections::twoWritersTakeTurns() {
    SampleProject sample;
    const std::int64_t run = sample.addRunOnFourRoles().id;
    std::atomic<int> failures = 0;
    {
        std::vector<std::jthread> writers;
        for (const char* name : {"a", "b", "c"}) {
            writers.emplace_back([&, name] {
                const auto error = errorOf([&] {
                    const Project own = Project::open(sample.folder());
                    for (std::int64_t iteration = 1; iteration <= 100; ++iteration) {
                        const MetricPoint point{run, iteration, name, 0};
                        own.transaction([&] {
                            // Reading first and then writing is what fails half-way without a turn to write.
                            static_cast<void>(own.runs().get(run));
                            own.metrics().add({&point, 1});
                        });
                    }
                    return 0;
                });
                failures += error ? 1 : 0;
            });
        }
    }
    QCOMPARE(failures.load(), 0);
    for (const char* name : {"a", "b", "c"}) {
        QCOMPARE(sample.project().metrics().list(run, name).size(), std::size_t{100});
    }
}

void TestConcurrentConnections::aReaderSeesWholeTransactions() {
    SampleProject sample;
    const std::int64_t run = sample.addRunOnFourRoles().id;
    std::atomic<bool> done = false;
    std::jthread writer([&] {
        const Project own = Project::open(sample.folder());
        for (int round = 0; round < 50; ++round) {
            std::vector<MetricPoint> batch;
            for (std::int64_t i = 0; i < 100; ++i) {
                batch.push_back({run, round * 100 + i, "loss", 0});
            }
            own.metrics().add(batch);
        }
        done = true;
    });
    bool whole = true;
    while (!done) {
        whole = whole && sample.project().metrics().list(run, "loss").size() % 100 == 0;
    }
    writer.join();
    QVERIFY(whole);
}

QTEST_GUILESS_MAIN(TestConcurrentConnections)
#include "tst_concurrent_connections.moc"
