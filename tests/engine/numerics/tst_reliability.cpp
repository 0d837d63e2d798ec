#include "core/engine/loss/reliability.h"
#include "tests/engine/numerics/golden_files.h"

#include <QtTest>

using namespace tandem;

class TestReliability : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void entropyOfCertainAndUncertain();
    void pseudoLabelsAreTheFirstLargest();
    void partsOfAVolumeAdd();
    void perfectTeacherIsFullyReliable();
    void absentClassHasNoSimilarity();
};

void TestReliability::entropyOfCertainAndUncertain() {
    const torch::Tensor p = torch::tensor({1.0f, 0.5f, 0.0f, 0.5f}).view({1, 2, 2, 1, 1});
    VERIFY_CLOSE(entropy(p).flatten(), torch::tensor({0.0f, 0.6931472f}), 1e-5);
}

void TestReliability::pseudoLabelsAreTheFirstLargest() {
    for (const int classes : {2, 3}) {
        const torch::Tensor p = torch::randint(0, 3, {2, classes, 4, 4, 4}).to(torch::kFloat32);
        QVERIFY(torch::equal(pseudoLabels(p), p.argmax(1)));
    }
    QVERIFY(torch::equal(pseudoLabels(torch::full({1, 2, 1, 1, 1}, 0.5f)), torch::zeros({1, 1, 1, 1}, torch::kInt64)));
}

void TestReliability::partsOfAVolumeAdd() {
    const torch::Tensor labels = torch::randint(0, 3, {1, 8, 4, 4});
    const torch::Tensor features = torch::rand({1, 5, 8, 4, 4});
    PrototypeSums parts = prototypeSums(labels.narrow(1, 0, 3), 3, features.narrow(2, 0, 3));
    parts.add(prototypeSums(labels.narrow(1, 3, 5), 3, features.narrow(2, 3, 5)));
    VERIFY_CLOSE(prototypes(parts), prototypes(prototypeSums(labels, 3, features)), 1e-6);
    QCOMPARE(parts.voxels.sum().item<double>(), 128.0);
}

void TestReliability::perfectTeacherIsFullyReliable() {
    // Each class has one feature direction of its own, and the probabilities are certain.
    const torch::Tensor labels = torch::arange(2).repeat({32}).view({1, 4, 4, 4});
    const torch::Tensor p = torch::one_hot(labels, 2).permute({0, 4, 1, 2, 3}).to(torch::kFloat32);
    const torch::Tensor s = similarity(p, p * 3.0);
    VERIFY_CLOSE(s, p, 1e-6);
    VERIFY_CLOSE(reliability(s, p), torch::ones({1, 4, 4, 4}), 1e-6);
}

void TestReliability::absentClassHasNoSimilarity() {
    const torch::Tensor p = torch::zeros({1, 3, 2, 2, 2});
    p.select(1, 0).fill_(1.0);
    const torch::Tensor s = similarity(p, torch::ones({1, 4, 2, 2, 2}));
    VERIFY_CLOSE(s.select(1, 0), torch::ones({1, 2, 2, 2}), 1e-6);
    VERIFY_CLOSE(s.select(1, 2), torch::zeros({1, 2, 2, 2}), 0);
}

QTEST_GUILESS_MAIN(TestReliability)
#include "tst_reliability.moc"
