// Five steps of training against the reference's losses and final weights.
//
// The golden network normalises eight values per channel at its deepest level and learns from masks that flip with a
// rounding, so the order in which sums are added shows after a few steps: the reference itself is off by 3e-3 at the
// fifth when two threads share its sums. The literal layers add in the reference's order, on one thread as it did, and
// must keep to its tolerance; the fused ones must do so while rounding has not yet been amplified.
#include "core/engine/method/training_method.h"
#include "core/engine/network/weights.h"
#include "core/engine/numerics/momentum_sgd.h"
#include "tests/engine/numerics/golden_files.h"

#include <torch/utils.h>

#include <QtTest>

using namespace tandem;

class TestGoldenTrajectory : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void fiveSteps_data();
    void fiveSteps();
};

void TestGoldenTrajectory::initTestCase() {
    // The selection is discontinuous: wider instructions round otherwise, and let a voxel be taught that was not. These
    // are on every processor in use, and the reference's.
    qputenv("ONEDNN_MAX_CPU_ISA", "AVX2");
}

void TestGoldenTrajectory::fiveSteps_data() {
    QTest::addColumn<bool>("isLiteral");
    QTest::addColumn<int>("exactSteps");
    QTest::newRow("literal") << true << 5;
    QTest::newRow("fused") << false << 3;
}

void TestGoldenTrajectory::fiveSteps() {
    QFETCH(bool, isLiteral);
    QFETCH(int, exactSteps);
    torch::set_num_threads(1);
    const TensorFile golden = goldenTensors("trajectory");
    const auto number = [&](const char* key) { return std::stod(golden.metadata.at(key)); };
    MutualVNet network(NetworkSettings{.filters = 2, .dropout = 0, .isLiteral = isLiteral});
    loadWeights(network, goldenFile("vnet_f2_weights.safetensors"));
    network->train();
    MomentumSgd optimiser(network->parameters(), number("momentum"), number("weight_decay"));
    const TrainingMethod& method = trainingMethod(Method::MutualReliable);
    const auto labelled = static_cast<std::int64_t>(number("labelled"));
    for (int i = 0; i < 5; ++i) {
        const auto of = [&](const char* key) { return golden.tensors.at("step" + std::to_string(i) + "." + key); };
        const StepResult result = method.step(network, {.images = of("input"),
                                                        .labels = of("labels").narrow(0, 0, labelled),
                                                        .ramp = of("ramp").item<double>(),
                                                        .supervisedWeight = number("supervised_weight")});
        optimiser.zeroGrad();
        result.loss.backward();
        optimiser.step(number("lr"));
        const IterationMetrics actual = result.read();
        const double tolerance = i < exactSteps ? 1e-4 : 1e-2;
        const auto isClose = [&](double value, const char* key) {
            const double off = std::abs(value - of(key).item<double>());
            qInfo("step %d %s is off by %.2g", i, key, off);
            return off < tolerance;
        };
        QVERIFY(isClose(actual.lossTotal, "loss_total"));
        QVERIFY(isClose(actual.lossSupervisedA + actual.lossSupervisedB, "loss_dice"));
        QVERIFY(isClose(actual.lossMutualA + actual.lossMutualB, "loss_mutual"));
    }
    double squares = 0;
    double differences = 0;
    for (const auto& [name, weight] : weightsOf(network)) {
        const torch::Tensor expected = golden.tensors.at("final." + name);
        squares += expected.square().sum().item<double>();
        differences += (weight - expected).square().sum().item<double>();
    }
    const double off = std::sqrt(differences / squares);
    QVERIFY2(off < (isLiteral ? 1e-3 : 1e-2), qPrintable(QString("The final weights are off by %1").arg(off)));
}

QTEST_GUILESS_MAIN(TestGoldenTrajectory)
#include "tst_golden_trajectory.moc"
