// Weights that a person exported and gives to another training: whose they are, and what may be learnt with them.
#include "core/engine_module.h"
#include "storage/db/checkpoint_repository.h"
#include "storage/db/event_log.h"
#include "storage/db/run_repository.h"
#include "storage/export/model_export.h"
#include "storage/removal/run_removal.h"
#include "storage/training/run_extension.h"
#include "storage/training/weights_origin.h"
#include "tests/core/expect_error.h"
#include "tests/core/small_files.h"
#include "tests/training/quiet_observer.h"
#include "tests/ui/training/phantom_training.h"

#include <QtTest>
#include <algorithm>
#include <fstream>
#include <memory>
#include <utility>

using namespace tandem;

namespace {

constexpr auto kSilent = [](double, std::string_view) {};

}  // namespace

class TestWeightsOrigin : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_engine = openEngine(); }
    void init() {
        m_phantoms = std::make_unique<PhantomProject>();
        m_first = trainPhantoms(*m_phantoms, 5, "first");
    }
    void theyAreThoseOfACheckpoint();
    void anExportedModelIsRemembered();
    void twoExportsToOneNameAreBothKnown();
    void whatARunWasGivenIsKnownWithoutIt();
    void theChainOutlivesItsRuns();
    void whatCannotBeComparedIsNoStranger();
    void whatCannotBeItIsNotExported_data();
    void whatCannotBeItIsNotExported();
    void whatJudgedIsNotLearntFromUnasked();
    void whatWasLearntNeverJudges();
    void ofOthersNobodyKnows();

private:
    [[nodiscard]] Project& project() { return m_phantoms->project(); }
    [[nodiscard]] std::filesystem::path exportedWeights() {
        const std::filesystem::path file = m_phantoms->parent() / "weights.safetensors";
        const CheckpointRecord last = project().checkpoints().find(m_first, CheckpointKind::Last).value();
        m_engine->exportWeights(project().inside(last.file), file);
        return file;
    }
    [[nodiscard]] std::vector<RunAncestor> originOf(const std::filesystem::path& weights) {
        return originOfWeights(project(), *m_engine, weights, kSilent, {});
    }
    [[nodiscard]] TrainingRequest request(const std::filesystem::path& weights) {
        return {
            .training = PhantomProject::smallSettings(2), .splitId = m_phantoms->splitId(), .initialWeights = weights};
    }
    /// A split in which a case of one role and one of another have changed places.
    [[nodiscard]] std::int64_t swapped(SplitRole one, SplitRole other) {
        SplitRecord split{.name = "swapped", .assignments = project().splits().get(m_phantoms->splitId()).assignments};
        const auto first = std::ranges::find(split.assignments, one, &SplitAssignment::role);
        const auto second = std::ranges::find(split.assignments, other, &SplitAssignment::role);
        std::swap(first->role, second->role);
        return project().splits().add(split).id;
    }

    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<PhantomProject> m_phantoms;
    std::int64_t m_first = 0;
};

void TestWeightsOrigin::theyAreThoseOfACheckpoint() {
    const std::filesystem::path weights = exportedWeights();
    const RunRecord second = queueTraining(project(), *m_engine, request(weights));
    const auto chain = project().runs().ancestors(second.id);
    QCOMPARE(chain.size(), std::size_t{1});
    QCOMPARE(chain.front().runId, m_first);
    QCOMPARE(chain.front().splitId, std::optional(m_phantoms->splitId()));
    QCOMPARE(chain.front().checkpointIteration, std::int64_t{5});
    const std::string told = project().events().list().front().sentence;
    QVERIFY2(told.starts_with("Run 2 goes on from the ") && told.ends_with("iteration 5, whose weights it was given."),
             told.c_str());
    Quiet observer;
    runTraining(project(), *m_engine, second.id, observer, kSilent, {});
    QVERIFY(std::ranges::none_of(observer.notices,
                                 [](const std::string& one) { return one.find("not known") != std::string::npos; }));

    // The checkpoint is replaced, and what began with it knows it still.
    static_cast<void>(extendTraining(project(), m_first, {.iterations = 10}));
    runTraining(project(), *m_engine, m_first, observer, kSilent, {});
    QVERIFY(originOf(weights) == chain);
}

void TestWeightsOrigin::anExportedModelIsRemembered() {
    const std::filesystem::path folder = m_phantoms->parent() / "model";
    const ExportedModel made = exportModel(project(), *m_engine, {.runId = m_first, .folder = folder}, kSilent, {});
    const std::filesystem::path moved = m_phantoms->parent() / "elsewhere.safetensors";
    std::filesystem::rename(folder / "models" / "weights.safetensors", moved);
    removeRun(project(), m_first);
    const auto chain = originOf(moved);
    QCOMPARE(chain.size(), std::size_t{1});
    QCOMPARE(chain.front().runId, m_first);
    QCOMPARE(chain.front().checkpointHash, made.weights.hash);
    QCOMPARE(chain.front().splitId, std::optional(m_phantoms->splitId()));
    const RunRecord second = queueTraining(project(), *m_engine, request(moved));
    QVERIFY(project().runs().ancestors(second.id) == chain);
}

void TestWeightsOrigin::twoExportsToOneNameAreBothKnown() {
    const std::int64_t second = trainPhantoms(*m_phantoms, 6, "second");
    const std::filesystem::path file = m_phantoms->parent() / "weights.safetensors";
    const std::filesystem::path kept = m_phantoms->parent() / "kept.safetensors";
    for (const std::int64_t run : {m_first, second}) {
        const CheckpointRecord last = project().checkpoints().find(run, CheckpointKind::Last).value();
        m_engine->exportWeights(project().inside(last.file), file);
        recordWeights(project(), ancestorBy(project().runs().get(run), last), file);
        if (run == m_first) {
            std::filesystem::copy_file(file, kept);
        }
    }
    removeRun(project(), m_first);
    removeRun(project(), second);
    QCOMPARE(originOf(kept).front().runId, m_first);
    QCOMPARE(originOf(file).front().runId, second);
}

void TestWeightsOrigin::whatARunWasGivenIsKnownWithoutIt() {
    const std::filesystem::path weights = exportedWeights();
    const RunRecord second = queueTraining(project(), *m_engine, request(weights));
    const auto chain = project().runs().ancestors(second.id);
    removeRun(project(), second.id);
    removeRun(project(), m_first);
    QVERIFY(!chain.empty());
    QVERIFY(originOf(weights) == chain);
}

void TestWeightsOrigin::theChainOutlivesItsRuns() {
    const RunRecord second = queueTraining(project(), *m_engine, request(exportedWeights()));
    Quiet observer;
    runTraining(project(), *m_engine, second.id, observer, kSilent, {});
    const std::filesystem::path model = m_phantoms->parent() / "model";
    static_cast<void>(exportModel(project(), *m_engine, {.runId = second.id, .folder = model}, kSilent, {}));
    const std::filesystem::path weights = model / "models" / "weights.safetensors";
    removeRun(project(), second.id);
    const auto chain = originOf(weights);
    QCOMPARE(chain.size(), std::size_t{2});
    QCOMPARE(chain[0].runId, second.id);
    QCOMPARE(chain[1].runId, m_first);
    const RunRecord third = queueTraining(project(), *m_engine, request(weights));
    QVERIFY(project().runs().ancestors(third.id) == chain);
}

void TestWeightsOrigin::whatCannotBeComparedIsNoStranger() {
    const std::filesystem::path weights = exportedWeights();
    {
        const SmallFiles small(100);
        const auto error = errorOf([&] { return originOf(weights); });
        QVERIFY(error && error->code() == ErrorCode::Io);
    }
    for (const CheckpointRecord& checkpoint : project().checkpoints().list(m_first)) {
        std::filesystem::remove(project().inside(checkpoint.file));
    }
    QVERIFY(originOf(weights).empty());
}

void TestWeightsOrigin::whatCannotBeItIsNotExported_data() {
    QTest::addColumn<std::int64_t>("filters");
    QTest::addColumn<bool>("isExported");
    QTest::newRow("of the same size") << PhantomProject::smallSettings(1).filters << true;
    QTest::newRow("of a larger network") << PhantomProject::smallSettings(1).filters * 4 << false;
}

/// What would be exported shows by the disk that takes nothing.
void TestWeightsOrigin::whatCannotBeItIsNotExported() {
    QFETCH(const std::int64_t, filters);
    QFETCH(const bool, isExported);
    PhantomProject other;
    TrainingSettings settings = PhantomProject::smallSettings(1);
    settings.filters = filters;
    const RunRecord run = queueTraining(other.project(), *m_engine, {.training = settings, .splitId = other.splitId()});
    Quiet observer;
    runTraining(other.project(), *m_engine, run.id, observer, kSilent, {});
    const std::filesystem::path weights = other.parent() / "weights.safetensors";
    const CheckpointRecord last = other.project().checkpoints().find(run.id, CheckpointKind::Last).value();
    m_engine->exportWeights(other.project().inside(last.file), weights);
    QVERIFY(originOf(weights).empty());
    const SmallFiles small(100);
    const auto error = errorOf([&] { return originOf(weights); });
    QCOMPARE(error.has_value(), isExported);
}

void TestWeightsOrigin::whatJudgedIsNotLearntFromUnasked() {
    TrainingRequest wanted = request(exportedWeights());
    wanted.splitId = swapped(SplitRole::Validation, SplitRole::TrainingUnlabelled);
    const auto error = errorOf([&] { return queueTraining(project(), *m_engine, wanted); });
    QVERIFY(error && error->code() == ErrorCode::Conflict);
    QVERIFY2(mentions(error, "is a validation case of run 1.") && mentions(error, "accept the leak"), error->what());
    QCOMPARE(project().runs().list().size(), std::size_t{1});
}

void TestWeightsOrigin::whatWasLearntNeverJudges() {
    TrainingRequest wanted = request(exportedWeights());
    wanted.splitId = swapped(SplitRole::Validation, SplitRole::TrainingLabelled);
    wanted.acceptsLeak = true;
    const auto error = errorOf([&] { return queueTraining(project(), *m_engine, wanted); });
    QVERIFY(error && error->code() == ErrorCode::Conflict);
    QVERIFY2(mentions(error, "is a validation case of the split, and run 1 has learnt from it"), error->what());
    QVERIFY2(mentions(error, "begin without these weights"), error->what());
    QCOMPARE(project().runs().list().size(), std::size_t{1});
    QVERIFY(!std::filesystem::exists(project().folder() / "runs" / "0002"));
}

void TestWeightsOrigin::ofOthersNobodyKnows() {
    const std::filesystem::path weights = exportedWeights();
    {
        std::fstream file(weights, std::ios::binary | std::ios::in | std::ios::out);
        constexpr int kLastNumber = -4;
        file.seekg(kLastNumber, std::ios::end);
        const int least = file.get();
        file.seekp(kLastNumber, std::ios::end);
        file.put(static_cast<char>(least ^ 1));
    }
    const RunRecord second = queueTraining(project(), *m_engine, request(weights));
    QVERIFY(project().runs().ancestors(second.id).empty());
    Quiet observer;
    runTraining(project(), *m_engine, second.id, observer, kSilent, {});
    QVERIFY2(std::ranges::any_of(observer.notices,
                                 [](const std::string& one) {
                                     return one.starts_with("The weights that the run begins with are not known");
                                 }),
             observer.notices.empty() ? "nothing was told" : observer.notices.front().c_str());
}

QTEST_GUILESS_MAIN(TestWeightsOrigin)
#include "tst_weights_origin.moc"
