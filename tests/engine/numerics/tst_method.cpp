#include "core/engine/loss/dice.h"
#include "core/engine/loss/mutual.h"
#include "core/engine/method/mutual_reliable.h"
#include "core/engine/method/step_numbers.h"
#include "core/engine/method/supervised.h"
#include "core/engine/numerics/momentum_sgd.h"
#include "tests/core/expect_error.h"
#include "tests/engine/numerics/golden_files.h"

#include <torch/autograd.h>
#include <torch/optim/sgd.h>

#include <QtTest>

using namespace tandem;

class TestMethod : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void table();
    void supervisedSeesOnlyLabelledPatches();
    void mutualIsWeightedByTheRamp();
    void bothLearn_data();
    void bothLearn();
    void diceOfKnownOverlap();
    void diceIsOfKnownVoxels();
    void unknownVoxelsLearnWithoutLabels();
    void aPatchThatKnowsNothingTeachesNothing();
    void optimiserIsTorchs();
    void optimiserContinuesFromItsBuffers();
};

namespace {

MutualVNet network() {
    return MutualVNet(NetworkSettings{.filters = 4, .dropout = 0}, 1);
}

StepInput input(int patches) {
    const torch::Tensor images = torch::randn({patches, 1, 16, 16, 16}, at::detail::createCPUGenerator(4));
    return {.images = images, .labels = images.narrow(0, 0, 1).squeeze(1).gt(0.5).to(torch::kUInt8), .ramp = 0.7};
}

}  // namespace

void TestMethod::table() {
    QVERIFY(dynamic_cast<const SupervisedMethod*>(&trainingMethod(Method::Supervised)) != nullptr);
    QVERIFY(dynamic_cast<const MutualReliableMethod*>(&trainingMethod(Method::MutualReliable)) != nullptr);
    QVERIFY(!needsOf(Method::Supervised).usesUnlabelled);
    QVERIFY(needsOf(Method::MutualReliable).usesUnlabelled);
}

void TestMethod::supervisedSeesOnlyLabelledPatches() {
    MutualVNet first = network();
    MutualVNet second = network();
    StepInput both = input(2);
    StepInput alone = both;
    alone.images = both.images.narrow(0, 0, 1);
    const TrainingMethod& method = trainingMethod(Method::Supervised);
    const IterationMetrics withUnlabelled = StepNumbers(method.step(first, both)).read();
    const IterationMetrics without = StepNumbers(method.step(second, alone)).read();
    QCOMPARE(withUnlabelled.lossTotal, without.lossTotal);
    QVERIFY(std::abs(without.lossTotal - 0.5 * (without.lossSupervisedA + without.lossSupervisedB)) < 1e-6);
    QCOMPARE(without.lossMutualA + without.lossMutualB + without.fractionATeachesB, 0.0);
}

void TestMethod::mutualIsWeightedByTheRamp() {
    for (const double ramp : {0.0, 0.3, 1.0}) {
        MutualVNet learner = network();
        StepInput step = input(2);
        step.ramp = ramp;
        step.supervisedWeight = 0.25;
        const IterationMetrics s = StepNumbers(trainingMethod(Method::MutualReliable).step(learner, step)).read();
        const double expected = 0.25 * (s.lossSupervisedA + s.lossSupervisedB) + ramp * (s.lossMutualA + s.lossMutualB);
        QVERIFY(std::abs(s.lossTotal - expected) < 1e-6);
        QVERIFY(s.fractionATeachesB > 0 && s.fractionBTeachesA > 0);
        QVERIFY(s.fractionATeachesB + s.fractionBTeachesA <= 1.0);
        QVERIFY(s.meanReliability > 0 && s.meanReliability <= 1.0);
    }
}

void TestMethod::bothLearn_data() {
    QTest::addColumn<QString>("method");
    QTest::newRow("supervised") << "supervised";
    QTest::newRow("mutual-reliable") << "mutual-reliable";
}

void TestMethod::bothLearn() {
    QFETCH(QString, method);
    MutualVNet learner = network();
    MomentumSgd optimiser(learner->parameters(), 0.9, 1e-4);
    const StepInput step = input(2);
    double first = 0;
    double last = 0;
    for (int i = 0; i < 15; ++i) {
        const StepResult result = trainingMethod(choiceNamed<Method>(method.toStdString()).value()).step(learner, step);
        optimiser.zeroGrad();
        result.loss.backward();
        optimiser.step(0.05);
        const IterationMetrics s = StepNumbers(result).read();
        last = s.lossSupervisedA + s.lossSupervisedB;
        first = i == 0 ? last : first;
    }
    QVERIFY2(last < 0.95 * first, qPrintable(QString("%1 to %2").arg(first).arg(last)));
}

void TestMethod::diceOfKnownOverlap() {
    // Class 1: p = 1 on 2 voxels of which 1 is right of 1; class 2: never predicted, 2 voxels.
    const torch::Tensor labels = torch::tensor({0, 1, 2, 2}).view({1, 4, 1, 1});
    const torch::Tensor predicted = torch::tensor({1, 1, 0, 0});
    const torch::Tensor p = torch::one_hot(predicted, 3).to(torch::kFloat32).t().reshape({1, 3, 4, 1, 1});
    const double expected = ((1 - 2.0 / 3.0) + 1.0) / 2;
    QVERIFY(std::abs(diceLoss(p, labels).item<double>() - expected) < 1e-6);
}

void TestMethod::optimiserIsTorchs() {
    const auto values = [] { return torch::randn({3, 5, 2, 2, 2}, at::detail::createCPUGenerator(1)); };
    const torch::Tensor own = values().contiguous(torch::MemoryFormat::ChannelsLast3d).requires_grad_();
    const torch::Tensor ownUnused = values().requires_grad_();
    const torch::Tensor theirs = values().requires_grad_();
    MomentumSgd mine({own, ownUnused}, 0.9, 1e-2);
    torch::optim::SGD reference({theirs}, torch::optim::SGDOptions(0.1).momentum(0.9).weight_decay(1e-2));
    for (int i = 0; i < 4; ++i) {
        const torch::Tensor gradient = torch::randn({3, 5, 2, 2, 2}, at::detail::createCPUGenerator(10 + i));
        own.mutable_grad() = gradient.clone();
        theirs.mutable_grad() = gradient.clone();
        mine.step(0.1);
        reference.step();
        VERIFY_CLOSE(own, theirs, 1e-6);
    }
    VERIFY_CLOSE(ownUnused, values(), 0);
    QVERIFY(!mine.buffers()[1].defined());
    mine.zeroGrad();
    QVERIFY(!own.grad().defined());
}

void TestMethod::optimiserContinuesFromItsBuffers() {
    const torch::Tensor a = torch::ones({4}).requires_grad_();
    const torch::Tensor b = torch::ones({4}).requires_grad_();
    MomentumSgd first({a}, 0.9, 0);
    a.mutable_grad() = torch::full({4}, 2.0f);
    first.step(0.1);
    MomentumSgd second({b}, 0.9, 0);
    second.setBuffers(first.buffers());
    const torch::NoGradGuard noGrad;
    b.copy_(a);
    b.mutable_grad() = torch::full({4}, 1.0f);
    a.mutable_grad() = torch::full({4}, 1.0f);
    first.step(0.1);
    second.step(0.1);
    VERIFY_CLOSE(a, b, 0);
    const auto error = errorOf([&] {
        second.setBuffers({});
        return 0;
    });
    QVERIFY(error && error->code() == ErrorCode::Corrupt);
}

void TestMethod::diceIsOfKnownVoxels() {
    const torch::Tensor labels = torch::tensor({0, 1, 2, 2, 255, 255}).view({1, 6, 1, 1});
    const torch::Tensor predicted = torch::tensor({1, 1, 0, 0, 1, 2});
    const torch::Tensor p = torch::one_hot(predicted, 3).to(torch::kFloat32).t().reshape({1, 3, 6, 1, 1});
    const double expected = ((1 - 2.0 / 3.0) + 1.0) / 2;
    QVERIFY(std::abs(diceLoss(p, labels, true).item<double>() - expected) < 1e-6);
    QVERIFY(std::abs(diceLoss(p, labels.to(torch::kUInt8), true).item<double>() - expected) < 1e-6);
    // Where all is known it does not matter whether one asked.
    const torch::Tensor known = labels.narrow(1, 0, 4);
    QCOMPARE(diceLoss(p.narrow(2, 0, 4), known, true).item<float>(), diceLoss(p.narrow(2, 0, 4), known).item<float>());
}

void TestMethod::unknownVoxelsLearnWithoutLabels() {
    // Two decoders' logits stand for the network: who teaches whom there is known, and so is the gradient.
    const auto draw = [](std::uint64_t seed) {
        return SubnetworkOutput{
            .logits = torch::randn({1, 2, 8, 8, 8}, at::detail::createCPUGenerator(seed)).requires_grad_(),
            .features = torch::rand({1, 4, 8, 8, 8}, at::detail::createCPUGenerator(seed + 1))};
    };
    const std::array<SubnetworkOutput, 2> outputs{draw(1), draw(3)};
    torch::Tensor labels = torch::randint(2, {1, 8, 8, 8}, at::detail::createCPUGenerator(5), torch::kByte);
    labels.narrow(3, 2, 6).fill_(255);
    const MutualTerms terms = mutualTerms(outputs);
    const auto ofUnknown = [&](const torch::Tensor& loss) {
        const torch::Tensor gradient = torch::autograd::grad({loss}, {outputs[0].logits}, {}, true)[0];
        return gradient.narrow(4, 2, 6).abs().max().item<double>();
    };
    const torch::Tensor supervised = diceLoss(terms.probabilities[0], labels, true);
    QCOMPARE(ofUnknown(supervised), 0.0);
    QVERIFY(torch::autograd::grad({supervised}, {outputs[0].logits}, {}, true)[0].abs().max().item<double>() > 0);
    QVERIFY(ofUnknown(terms.ofStudent[0].loss) > 0);
}

void TestMethod::aPatchThatKnowsNothingTeachesNothing() {
    StepInput step = input(1);
    step.labels.fill_(255);
    step.hasUnknown = true;
    MutualVNet learner = network();
    const StepResult result = trainingMethod(Method::Supervised).step(learner, step);
    result.loss.backward();
    QCOMPARE(StepNumbers(result).read().lossTotal, 0.0);
    for (const torch::Tensor& parameter : learner->parameters()) {
        QVERIFY(!parameter.grad().defined() || parameter.grad().abs().max().item<float>() == 0);
    }
}

QTEST_GUILESS_MAIN(TestMethod)
#include "tst_method.moc"
