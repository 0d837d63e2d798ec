#include "core/plan/training_events.h"
#include "core/training_metrics.h"
#include "tests/core/expect_error.h"

#include <QTemporaryDir>
#include <QtTest>
#include <cmath>

using namespace tandem;

namespace {

/// Keeps the last of each that it is told.
class Kept : public TrainingObserver {
public:
    void trainingStarted(const TrainingStart& told) override { start = told; }
    void iterationDone(const IterationMetrics& told) override { iteration = told; }
    void validationDone(const ValidationMetrics& told) override { validation = told; }
    void checkpointSaved(const CheckpointSaved& told) override { checkpoint = told; }
    void noticed(const std::string& told) override { notice = told; }
    void pinnedPredicted(const PinnedPrediction& told) override { pinned.push_back(told); }

    TrainingStart start;
    IterationMetrics iteration;
    ValidationMetrics validation;
    CheckpointSaved checkpoint;
    std::string notice;
    std::vector<PinnedPrediction> pinned;
};

/// Each number another one, so that none can stand for another.
IterationMetrics unlikeNumbers() {
    return {.iteration = 7,
            .lossTotal = 1.0 / 3,
            .lossSupervisedA = 0.1,
            .lossSupervisedB = 0.2,
            .lossMutualA = 0.3,
            .lossMutualB = 0.4,
            .ramp = 1e-300,
            .learningRate = 0.01,
            .fractionATeachesB = 0.5,
            .fractionBTeachesA = 0.6,
            .meanReliability = 0.7,
            .iterationsPerSecond = 12.5,
            .memoryBytes = 81'559'000'123};
}

}  // namespace

class TestTrainingEvents : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void iteration();
    void validation_data();
    void validation();
    void checkpointsAreNamedFromThePlan();
    void theRest();
    void maps();
    void failures();
    void strangeLines();

private:
    [[nodiscard]] TrainingEventWriter writer() {
        return {m_plan, m_plan / "run" / "pinned", [this](const std::string& line) {
                    QVERIFY(line.find('\n') == std::string::npos);
                    m_reader->read(line);
                }};
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::filesystem::path m_plan;
    Kept m_kept;
    std::optional<TrainingEventReader> m_reader;
};

void TestTrainingEvents::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    m_plan = m_folder->path().toStdString();
    m_kept = {};
    m_reader.emplace(m_plan, m_kept);
}

void TestTrainingEvents::iteration() {
    const IterationMetrics metrics = unlikeNumbers();
    writer().iterationDone(metrics);
    QCOMPARE(m_kept.iteration.iteration, metrics.iteration);
    // Whatever the table of metrics lists.
    for (const TrainingMetric& one : trainingMetrics()) {
        if (one.of != nullptr) {
            QVERIFY2(one.of(m_kept.iteration) == one.of(metrics), one.id);
        }
    }
    IterationMetrics lost = metrics;
    lost.lossTotal = std::nan("");
    writer().iterationDone(lost);
    QVERIFY(std::isnan(m_kept.iteration.lossTotal));
}

void TestTrainingEvents::validation_data() {
    QTest::addColumn<bool>("fullProtocol");
    QTest::newRow("on the way") << false;
    QTest::newRow("at the end") << true;
}

void TestTrainingEvents::validation() {
    QFETCH(bool, fullProtocol);
    const ValidationMetrics metrics{.iteration = 20,
                                    .fullProtocol = fullProtocol,
                                    .dicePerClass = {0.5, 0.25},
                                    .meanDice = 0.375,
                                    .cases = {{3, {0.75, 0.5}}, {9, {0.25, 0}}},
                                    .durationSeconds = 1.5};
    writer().validationDone(metrics);
    const ValidationMetrics& read = m_kept.validation;
    QCOMPARE(read.iteration, metrics.iteration);
    QCOMPARE(read.fullProtocol, fullProtocol);
    QCOMPARE(read.dicePerClass, metrics.dicePerClass);
    QCOMPARE(read.meanDice, metrics.meanDice);
    QCOMPARE(read.durationSeconds, metrics.durationSeconds);
    QCOMPARE(read.cases.size(), std::size_t{2});
    QCOMPARE(read.cases[1].caseId, std::int64_t{9});
    QCOMPARE(read.cases[0].perClass, metrics.cases[0].perClass);
}

void TestTrainingEvents::checkpointsAreNamedFromThePlan() {
    for (const CheckpointKind kind : {CheckpointKind::Last, CheckpointKind::Best}) {
        const CheckpointSaved saved{.kind = kind,
                                    .file = m_plan / "run" / "x.ckpt",
                                    .contentHash = std::string(64, 'a'),
                                    .iteration = 30,
                                    .validationDice = kind == CheckpointKind::Best ? std::optional(0.5) : std::nullopt};
        std::string line;
        TrainingEventWriter(m_plan, m_plan, [&](const std::string& one) { line = one; }).checkpointSaved(saved);
        QVERIFY2(line.find(m_plan.string()) == std::string::npos, line.c_str());
        m_reader->read(line);
        QVERIFY(m_kept.checkpoint.kind == kind);
        QCOMPARE(m_kept.checkpoint.file, saved.file);
        QCOMPARE(m_kept.checkpoint.contentHash, saved.contentHash);
        QCOMPARE(m_kept.checkpoint.iteration, saved.iteration);
        QCOMPARE(m_kept.checkpoint.validationDice, saved.validationDice);
    }
}

void TestTrainingEvents::theRest() {
    writer().trainingStarted({.device = "cuda:0", .precision = "bfloat16", .threads = 3});
    QCOMPARE(m_kept.start.device, std::string("cuda:0"));
    QCOMPARE(m_kept.start.precision, std::string("bfloat16"));
    QCOMPARE(m_kept.start.threads, 3);
    writer().noticed("A \"sentence\"\nwith an end of a line.");
    QCOMPARE(m_kept.notice, std::string("A \"sentence\"\nwith an end of a line."));
    QVERIFY(!m_reader->summary());
    writer().finished({.iteration = 5,
                       .stopped = true,
                       .device = "cpu",
                       .precision = "float32",
                       .bestValidationDice = 0.5,
                       .durationSeconds = 2.5,
                       .peakMemoryBytes = 123});
    QCOMPARE(m_reader->summary()->iteration, std::int64_t{5});
    QCOMPARE(m_reader->summary()->stopped, true);
    QCOMPARE(m_reader->summary()->device, std::string("cpu"));
    QCOMPARE(m_reader->summary()->precision, std::string("float32"));
    QCOMPARE(m_reader->summary()->bestValidationDice, std::optional(0.5));
    QCOMPARE(m_reader->summary()->durationSeconds, 2.5);
    QCOMPARE(m_reader->summary()->peakMemoryBytes, std::uint64_t{123});
}

void TestTrainingEvents::maps() {
    TrainingEventWriter events = writer();
    for (const std::int64_t iteration : {10, 20, 30}) {
        PinnedPrediction prediction{.iteration = iteration, .caseId = 4, .maps = {}, .durationSeconds = 0.5};
        prediction.maps.set(kLabelMap,
                            LabelVolume(Geometry{.size = {1, 1, 1}}, {static_cast<std::uint8_t>(iteration)}));
        events.pinnedPredicted(prediction);
    }
    QCOMPARE(m_kept.pinned.size(), std::size_t{3});
    QCOMPARE(m_kept.pinned[1].iteration, std::int64_t{20});
    QCOMPARE(m_kept.pinned[1].caseId, std::int64_t{4});
    QCOMPARE(m_kept.pinned[1].durationSeconds, 0.5);
    // Those of the first are gone from the disk, but not from whom they were told.
    QCOMPARE(m_kept.pinned[0].maps.label(kLabelMap).at(0, 0, 0), std::uint8_t{10});
    QVERIFY(!std::filesystem::exists(m_plan / "run" / "pinned" / "10"));
    QVERIFY(std::filesystem::exists(m_plan / "run" / "pinned" / "20"));
}

void TestTrainingEvents::failures() {
    m_reader->throwFailure();
    for (int code = 0; code <= static_cast<int>(ErrorCode::Internal); ++code) {
        m_reader->read(errorLine(Error(static_cast<ErrorCode>(code), "It failed.")));
        const auto told = errorOf([&] {
            m_reader->throwFailure();
            return 0;
        });
        QVERIFY(mentions(told, "It failed."));
        QCOMPARE(static_cast<int>(told->code()), code);
    }
}

void TestTrainingEvents::strangeLines() {
    m_reader->read(R"({"event": "one of a newer program", "x": 1})");
    for (const char* line :
         {"", "Segmentation fault", "[1]", R"({"event": "iteration"})", R"({"event": 3})",
          R"({"event": "pinned", "iteration": 1, "caseId": 1, "maps": "../x", "durationSeconds": 1})",
          R"({"event": "checkpoint", "kind": "last", "file": "/x", "contentHash": "", "iteration": 1,
                                 "validationDice": null})"}) {
        const auto error = errorOf([&] {
            m_reader->read(line);
            return 0;
        });
        QVERIFY2(error && error->code() == ErrorCode::Corrupt, line);
    }
}

QTEST_GUILESS_MAIN(TestTrainingEvents)
#include "tst_training_events.moc"
