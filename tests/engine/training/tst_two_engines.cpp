#include "core/checkpoint_files.h"
#include "core/engine/checkpoint/checkpoint.h"
#include "core/engine/training/trainer.h"
#include "tests/engine/training/made_cases.h"

#include <ATen/Parallel.h>

#include <QTemporaryDir>
#include <QtTest>
#include <thread>

using namespace tandem;

namespace {

struct Outcome {
    std::vector<double> losses;
    std::map<std::string, torch::Tensor> weights;
};

Outcome outcomeOf(TrainingPlan plan, const std::filesystem::path& runFolder) {
    plan.runFolder = runFolder;
    Recorder recorder;
    static_cast<void>(train(plan, recorder, {}));
    return {recorder.losses(), readCheckpoint(*newestCheckpoint(runFolder, CheckpointKind::Last)).weights};
}

bool areEqual(const Outcome& a, const Outcome& b) {
    return a.losses == b.losses && std::ranges::equal(a.weights, b.weights, [](const auto& left, const auto& right) {
               return left.first == right.first && left.second.equal(right.second);
           });
}

}  // namespace

class TestTwoEngines : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void twoRunsAtOnceAreAsAlone();
    void theProcessIsAsBefore();
};

void TestTwoEngines::twoRunsAtOnceAreAsAlone() {
    const QTemporaryDir temporary;
    const std::filesystem::path folder = temporary.path().toStdString();
    TrainingPlan first = makePlan(folder, quickSettings(Method::MutualReliable));
    TrainingPlan second = first;
    second.settings = quickSettings(Method::Supervised);
    second.settings.seed = 4;
    second.settings.placement = AskedPlacement::Stream;
    second.settings.filters = 3;
    const Outcome firstAlone = outcomeOf(first, folder / "1");
    const Outcome secondAlone = outcomeOf(second, folder / "2");

    Outcome firstBeside;
    Outcome secondBeside;
    {
        const std::jthread one([&] { firstBeside = outcomeOf(first, folder / "3"); });
        const std::jthread other([&] { secondBeside = outcomeOf(second, folder / "4"); });
    }
    QVERIFY(areEqual(firstAlone, firstBeside));
    QVERIFY(areEqual(secondAlone, secondBeside));
    QVERIFY(firstAlone.losses != secondAlone.losses);
}

void TestTwoEngines::theProcessIsAsBefore() {
    const QTemporaryDir temporary;
    const std::filesystem::path folder = temporary.path().toStdString();
    torch::manual_seed(3);
    const int threads = at::get_num_threads();
    const torch::Tensor expected = torch::rand({4});
    torch::manual_seed(3);
    static_cast<void>(outcomeOf(makePlan(folder, quickSettings(Method::MutualReliable)), folder / "run"));
    QVERIFY(torch::rand({4}).equal(expected));
    QCOMPARE(at::get_num_threads(), threads);
    QVERIFY(torch::GradMode::is_enabled());
}

QTEST_GUILESS_MAIN(TestTwoEngines)
#include "tst_two_engines.moc"
