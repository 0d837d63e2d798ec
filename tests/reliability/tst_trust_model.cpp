#include "core/base/error.h"
#include "core/reliability/trust_model.h"

#include <QtTest>
#include <cmath>

using namespace tandem;

namespace {

struct OneVoxel {
    std::vector<float> a{0.9F, 0.1F};  ///< by class
    std::vector<float> b{0.6F, 0.4F};
    std::vector<float> similarity{0.8F, 0.3F};
    float weight = 0.7F;
    float depth = 4;
    std::uint8_t label = 0, labelA = 0, labelB = 0;

    [[nodiscard]] SignalColumns columns() const {
        const auto spans = [](const std::vector<float>& of) {
            std::vector<std::span<const float>> each;
            for (const float& value : of) {
                each.emplace_back(&value, 1);
            }
            return each;
        };
        const std::span<const float> weights(&weight, 1);
        return signalsOf({.probabilityA = spans(a),
                          .probabilityB = spans(b),
                          .similarityA = spans(similarity),
                          .similarityB = spans(similarity),
                          .weightA = weights,
                          .weightB = weights,
                          .depthMm = {&depth, 1},
                          .label = {&label, 1},
                          .labelA = {&labelA, 1},
                          .labelB = {&labelB, 1}});
    }
    [[nodiscard]] float signal(TrustSignal which) const { return columnOf(columns(), which).front(); }
    [[nodiscard]] float trust(const TrustModel& model) const { return trustOf(model, columns(), {&label, 1}).front(); }
};

bool isNear(double a, double b) {
    return std::abs(a - b) < 1e-4;
}

}  // namespace

class TestTrustModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void signalsOfAVoxel();
    void entropyOfManyClassesIsScaled();
    void whereNothingWasComputedNothingDoubts();
    void addsUpLogOdds();
    void uncalibratedIsScaled();
};

void TestTrustModel::signalsOfAVoxel() {
    const OneVoxel voxel;
    QVERIFY(isNear(voxel.signal(TrustSignal::EntropyA), std::log(0.1 / 0.9)));
    QVERIFY(isNear(voxel.signal(TrustSignal::EntropyB), std::log(0.4 / 0.6)));
    QVERIFY(isNear(voxel.signal(TrustSignal::EntropyMean), std::log(0.25 / 0.75)));
    QVERIFY(isNear(voxel.signal(TrustSignal::Difference), std::sqrt(0.3)));
    QVERIFY(isNear(voxel.signal(TrustSignal::SimilarityA), 0.2));
    QVERIFY(isNear(voxel.signal(TrustSignal::WeightA), 0.3));
    QVERIFY(isNear(voxel.signal(TrustSignal::Nearness), 16));
    QCOMPARE(voxel.signal(TrustSignal::Disagreement), 0.0F);
    QCOMPARE((OneVoxel{.labelB = 1}).signal(TrustSignal::Disagreement), 1.0F);
    QVERIFY(isNear((OneVoxel{.label = 1}).signal(TrustSignal::SimilarityA), 0.7));
}

void TestTrustModel::entropyOfManyClassesIsScaled() {
    const double nats = -0.1 * std::log(0.1) - 0.9 * std::log(0.9);
    QVERIFY(std::abs(oddsOfEntropy(nats, 2) - std::log(0.1 / 0.9)) < 1e-3);
    QVERIFY(std::abs(oddsOfEntropy(std::log(5.0), 5)) < 1e-3);  // as doubtful as can be: an even chance
    QVERIFY(std::abs(oddsOfEntropy(0, 5) - std::log(1e-4)) < 0.01);
    const OneVoxel three{.a = {1.0F / 3, 1.0F / 3, 1.0F / 3}, .b = {1, 0, 0}, .similarity = {0.5F, 0.5F, 0.5F}};
    QVERIFY(std::abs(three.signal(TrustSignal::EntropyA)) < 1e-3);
    QVERIFY(three.signal(TrustSignal::EntropyB) < -9);
}

void TestTrustModel::whereNothingWasComputedNothingDoubts() {
    const OneVoxel outside{.a = {1, 0}, .b = {1, 0}, .similarity = {0, 0}, .weight = 0, .depth = 20};
    QCOMPARE(outside.signal(TrustSignal::SimilarityA), 0.0F);
    QCOMPARE(outside.signal(TrustSignal::WeightB), 0.0F);
    QCOMPARE(outside.signal(TrustSignal::Nearness), 0.0F);
}

void TestTrustModel::addsUpLogOdds() {
    TrustModel model{.isCalibrated = true, .background = {.offset = -2}, .structure = {.offset = 1}};
    model.classOffsets = {0.5, 0.25};
    model.background.slopes[static_cast<std::size_t>(TrustSignal::WeightA)] = 10;
    QVERIFY(isNear(OneVoxel().trust(model), 1 / (1 + std::exp(-2 + 0.5 + 3))));
    QVERIFY(isNear((OneVoxel{.label = 1}).trust(model), 1 / (1 + std::exp(1 + 0.25))));
}

void TestTrustModel::uncalibratedIsScaled() {
    QVERIFY(isNear(OneVoxel().trust({}), 0.75));
    QVERIFY(isNear((OneVoxel{.labelB = 1}).trust({}), 0.25));
}

QTEST_APPLESS_MAIN(TestTrustModel)
#include "tst_trust_model.moc"
