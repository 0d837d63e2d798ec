#include "core/reliability/case_voxels.h"
#include "core/volume/unknown_class.h"
#include "tests/reliability/made_cases.h"

#include <QtTest>
#include <numeric>

using namespace tandem;
using namespace tandem::test;

class TestCaseVoxels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSmallCaseIsTakenWhole();
    void aLargeCaseIsDrawnByKind();
    void theDrawDoesNotDependOnSlabs();
    void diceIsOfAllVoxels();
    void unknownVoxelsArePassedOver();
};

namespace {

/// Maps of voxels of two classes that are sure and right, but for the wrong ones at every step.
class Stream {
public:
    Stream(std::size_t voxels, std::size_t step)
        : m_label(voxels), m_reference(voxels), m_near(voxels), m_zero(voxels) {
        m_high.assign(voxels, 0.99999F);
        m_low.assign(voxels, 1 - 0.99999F);
        m_far.assign(voxels, 20);
        for (std::size_t at = 0; at < voxels; at += step) {
            m_reference[at] = 1;
        }
    }
    /// Of the voxels from first on nobody says what they are.
    void forget(std::size_t first) {
        std::fill(m_reference.begin() + static_cast<std::ptrdiff_t>(first), m_reference.end(), kUnknownClass);
    }
    void addTo(VoxelDraw& draw, std::size_t first, std::size_t count) const {
        const auto f = [&](const std::vector<float>& of) { return std::span(of).subspan(first, count); };
        const auto u = [&](const std::vector<std::uint8_t>& of) { return std::span(of).subspan(first, count); };
        draw.add({.probabilityA = {f(m_high), f(m_low)},
                  .probabilityB = {f(m_high), f(m_low)},
                  .similarityA = {f(m_high), f(m_low)},
                  .similarityB = {f(m_high), f(m_low)},
                  .weightA = f(m_high),
                  .weightB = f(m_high),
                  .depthMm = f(m_far),
                  .label = u(m_label),
                  .labelA = u(m_label),
                  .labelB = u(m_label)},
                 u(m_reference), u(m_near));
    }

private:
    std::vector<std::uint8_t> m_label, m_reference, m_near, m_zero;
    std::vector<float> m_high, m_low, m_far;
};

}  // namespace

void TestCaseVoxels::aSmallCaseIsTakenWhole() {
    const CaseVoxels one = madeCase({});
    QCOMPARE(one.voxels, std::int64_t{20 * 20 * 20});
    QCOMPARE(static_cast<std::int64_t>(one.size()), one.voxels);
    QCOMPARE(one.weight, std::vector<float>(one.size(), 1.0F));
}

void TestCaseVoxels::aLargeCaseIsDrawnByKind() {
    constexpr std::size_t kVoxels = 100'000;
    VoxelDraw draw(1, "large", 2, 1000);
    Stream(kVoxels, 200).addTo(draw, 0, kVoxels);  // 500 wrong
    const CaseVoxels one = draw.take();
    std::int64_t wrong = 0;
    for (std::size_t at = 0; at < one.size(); ++at) {
        wrong += one.isWrong(at) ? 1 : 0;
    }
    QCOMPARE(wrong, 500);
    const std::size_t right = one.size() - 500;
    QVERIFY2(right > 450 && right <= 1000, qPrintable(QString::number(right)));
    const double sum = std::accumulate(one.weight.begin(), one.weight.end(), 0.0);
    QVERIFY(std::abs(sum - kVoxels) < 1);
}

void TestCaseVoxels::theDrawDoesNotDependOnSlabs() {
    constexpr std::size_t kVoxels = 60'000;
    const Stream stream(kVoxels, 3);
    VoxelDraw whole(1, "a", 2, 500);
    stream.addTo(whole, 0, kVoxels);
    VoxelDraw slabs(1, "a", 2, 500);
    for (std::size_t first = 0; first < kVoxels; first += 7000) {
        stream.addTo(slabs, first, std::min<std::size_t>(7000, kVoxels - first));
    }
    const CaseVoxels one = whole.take();
    const CaseVoxels other = slabs.take();
    QCOMPARE(one.signals, other.signals);
    QCOMPARE(one.reference, other.reference);
    QCOMPARE(one.weight, other.weight);
}

void TestCaseVoxels::diceIsOfAllVoxels() {
    VoxelDraw draw(1, "a", 2, 100);
    Stream(10'000, 2).addTo(draw, 0, 10'000);
    QCOMPARE(draw.take().meanDice, 0.0);  // the label has no structure, the reference has one
    const CaseVoxels ball = madeCase({.errorRate = 0});
    QCOMPARE(ball.meanDice, 1.0);
}

void TestCaseVoxels::unknownVoxelsArePassedOver() {
    constexpr std::size_t kVoxels = 60'000;
    Stream stream(kVoxels, 3);
    VoxelDraw all(1, "a", 2, 500);
    stream.addTo(all, 0, kVoxels);
    const CaseVoxels before = all.take();
    stream.forget(30'000);
    VoxelDraw known(1, "a", 2, 500);
    stream.addTo(known, 0, kVoxels);
    const CaseVoxels after = known.take();
    QCOMPARE(after.voxels, std::int64_t{30'000});
    QVERIFY(std::ranges::find(after.reference, kUnknownClass) == after.reference.end());
    QVERIFY(std::abs(std::accumulate(after.weight.begin(), after.weight.end(), 0.0) - 30'000) < 1);
    QVERIFY(after.size() < before.size() + 1000);
    QCOMPARE(after.meanDice, 0.0);
}

QTEST_APPLESS_MAIN(TestCaseVoxels)
#include "tst_case_voxels.moc"
