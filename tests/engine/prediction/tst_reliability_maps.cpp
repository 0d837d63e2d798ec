#include "core/engine/prediction/reliability_maps.h"
#include "tests/core/expect_error.h"

#include <torch/types.h>

#include <QtTest>
#include <cmath>
#include <vector>

using namespace tandem;

namespace {

constexpr std::int64_t kFeatures = 5;
const Index3 kSize{7, 6, 5};

struct Case {
    WindowAverages averages;
    Geometry geometry{.size = kSize, .spacingMm = {1, 2, 3}};
    int classes = 2;
};

/// Random averages; on the first slice along x both subnetworks say the same, and class 2, if there is one, is assigned
/// by neither.
Case makeCase(int classes) {
    const auto generator = torch::make_generator<torch::CPUGeneratorImpl>(3);
    const auto logits = [&] {
        torch::Tensor values = 2 * torch::randn({classes, kSize[0], kSize[1], kSize[2]}, generator);
        if (classes > 2) {
            values[2] = -4;
        }
        return values;
    };
    Case made{.classes = classes};
    made.averages.probabilityA = logits().softmax(0);
    made.averages.probabilityB = logits().softmax(0);
    made.averages.probabilityB.narrow(1, 0, 1).copy_(made.averages.probabilityA.narrow(1, 0, 1));
    made.averages.featuresA = torch::rand({kFeatures, kSize[0], kSize[1], kSize[2]}, generator);
    made.averages.featuresB = torch::rand({kFeatures, kSize[0], kSize[1], kSize[2]}, generator);
    made.averages.featuresB.select(1, 3).zero_();  // after a ReLU a voxel may have no feature at all
    return made;
}

WindowAverages copyOf(const WindowAverages& averages) {
    const auto copy = [](const torch::Tensor& tensor) { return tensor.defined() ? tensor.clone() : tensor; };
    return {copy(averages.probabilityA), copy(averages.probabilityB), copy(averages.featuresA),
            copy(averages.featuresB)};
}

/// The formulas of the method, voxel by voxel in double precision, x fastest.
struct Plain {
    std::vector<double> entropy;
    std::vector<int> label;
    std::vector<std::vector<double>> similarity;  ///< by class
    std::vector<double> reliability;
};

std::vector<double> channelsAt(const torch::Tensor& map, std::int64_t x, std::int64_t y, std::int64_t z) {
    std::vector<double> values;
    for (std::int64_t c = 0; c < map.size(0); ++c) {
        values.push_back(map.index({c, x, y, z}).item<double>());
    }
    return values;
}

void forVoxels(const auto& visit) {
    for (std::int64_t z = 0; z < kSize[2]; ++z) {
        for (std::int64_t y = 0; y < kSize[1]; ++y) {
            for (std::int64_t x = 0; x < kSize[0]; ++x) {
                visit(x, y, z);
            }
        }
    }
}

double lengthOf(const std::vector<double>& values) {
    double sum = 0;
    for (const double value : values) {
        sum += value * value;
    }
    return std::sqrt(sum);
}

Plain plain(const torch::Tensor& probability, const torch::Tensor& features) {
    Plain result;
    const auto classes = static_cast<std::size_t>(probability.size(0));
    std::vector<std::vector<double>> prototypes(classes, std::vector<double>(kFeatures, 0.0));
    std::vector<double> counts(classes, 0.0);
    forVoxels([&](auto x, auto y, auto z) {
        const auto p = channelsAt(probability, x, y, z);
        const auto f = channelsAt(features, x, y, z);
        const auto label = static_cast<std::size_t>(std::ranges::max_element(p) - p.begin());
        result.label.push_back(static_cast<int>(label));
        counts[label] += 1;
        double h = 0;
        for (const double one : p) {
            h -= one * std::log(one + 1e-6);
        }
        result.entropy.push_back(h);
        for (std::size_t d = 0; d < f.size(); ++d) {
            prototypes[label][d] += f[d];
        }
    });
    for (std::size_t c = 0; c < classes; ++c) {
        for (double& value : prototypes[c]) {
            value /= counts[c] + 1e-6;
        }
    }
    result.similarity.resize(classes);
    forVoxels([&](auto x, auto y, auto z) {
        const auto p = channelsAt(probability, x, y, z);
        const auto f = channelsAt(features, x, y, z);
        double r = 0;
        for (std::size_t c = 0; c < classes; ++c) {
            double product = 0;
            for (std::size_t d = 0; d < f.size(); ++d) {
                product += f[d] * prototypes[c][d];
            }
            const double lengths = lengthOf(f) * lengthOf(prototypes[c]);
            const double s = lengths > 0 ? product / lengths : 0;
            result.similarity[c].push_back(s);
            r += (1 - (s - p[c]) * (s - p[c])) / static_cast<double>(classes);
        }
        result.reliability.push_back(r);
    });
    return result;
}

template <class T, class U>
double largestDifference(const Volume<T>& volume, const std::vector<U>& expected) {
    double largest = volume.voxels().size() == expected.size() ? 0.0 : 1e9;
    for (std::size_t i = 0; i < expected.size() && largest < 1e9; ++i) {
        largest =
            std::max(largest, std::abs(static_cast<double>(volume.voxels()[i]) - static_cast<double>(expected[i])));
    }
    return largest;
}

}  // namespace

class TestReliabilityMaps : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void followTheFormulas_data();
    void followTheFormulas();
    void selectionAndDisagreement();
    void probabilitiesAndTheirMean();
    void slabsChangeNothing();
    void onlyWhatIsThereIsFilled();
    void aStopIsHeeded();
};

void TestReliabilityMaps::followTheFormulas_data() {
    QTest::addColumn<int>("classes");
    QTest::newRow("two classes") << 2;
    QTest::newRow("four classes, one absent") << 4;
}

void TestReliabilityMaps::followTheFormulas() {
    QFETCH(int, classes);
    const Case one = makeCase(classes);
    const PredictedMaps maps = mapsOf(copyOf(one.averages), one.geometry, {});
    const Plain a = plain(one.averages.probabilityA, one.averages.featuresA);
    const Plain b = plain(one.averages.probabilityB, one.averages.featuresB);
    QCOMPARE(largestDifference(maps.label(kLabelMap), a.label), 0.0);
    QVERIFY(largestDifference(maps.scalar({MapKind::Uncertainty, Decoder::A}), a.entropy) < 1e-5);
    QVERIFY(largestDifference(maps.scalar({MapKind::Uncertainty, Decoder::B}), b.entropy) < 1e-5);
    QVERIFY(largestDifference(maps.scalar({MapKind::Reliability, Decoder::A}), a.reliability) < 1e-5);
    QVERIFY(largestDifference(maps.scalar({MapKind::Reliability, Decoder::B}), b.reliability) < 1e-5);
    QCOMPARE(maps.classes(MapKind::Similarity, Decoder::A).size(), static_cast<std::size_t>(classes));
    for (int c = 0; c < classes; ++c) {
        const auto at = static_cast<std::size_t>(c);
        QVERIFY(largestDifference(maps.scalar({MapKind::Similarity, Decoder::A, c}), a.similarity[at]) < 1e-5);
        QVERIFY(largestDifference(maps.scalar({MapKind::Similarity, Decoder::B, c}), b.similarity[at]) < 1e-5);
    }
    if (classes > 2) {
        QCOMPARE(*std::ranges::max_element(maps.scalar({MapKind::Similarity, Decoder::A, 2}).voxels()), 0.0F);
    }
    QVERIFY(maps.scalar({MapKind::Reliability, Decoder::B}).geometry() == one.geometry);
}

void TestReliabilityMaps::selectionAndDisagreement() {
    const Case one = makeCase(2);
    const PredictedMaps maps = mapsOf(copyOf(one.averages), one.geometry, {});
    const Plain a = plain(one.averages.probabilityA, one.averages.featuresA);
    const Plain b = plain(one.averages.probabilityB, one.averages.featuresB);
    std::array<int, 3> seen{};
    for (std::size_t i = 0; i < a.entropy.size(); ++i) {
        const int expected = b.entropy[i] > a.entropy[i] ? 1 : (a.entropy[i] > b.entropy[i] ? 2 : 0);
        QCOMPARE(static_cast<int>(maps.label(kSelectionMap).voxels()[i]), expected);
        QCOMPARE(static_cast<int>(maps.label(kDisagreementMap).voxels()[i]), a.label[i] != b.label[i] ? 1 : 0);
        ++seen[static_cast<std::size_t>(expected)];
    }
    QCOMPARE(seen[0], static_cast<int>(kSize[1] * kSize[2]));  // the slice of ties, in which nobody teaches
    QVERIFY(seen[1] > 0 && seen[2] > 0);
}

void TestReliabilityMaps::probabilitiesAndTheirMean() {
    const Case one = makeCase(4);
    const PredictedMaps maps = mapsOf(copyOf(one.averages), one.geometry, {});
    for (std::int64_t c = 0; c < 4; ++c) {
        const auto index = static_cast<int>(c);
        forVoxels([&](auto x, auto y, auto z) {
            const float a = one.averages.probabilityA.index({c, x, y, z}).template item<float>();
            const float b = one.averages.probabilityB.index({c, x, y, z}).template item<float>();
            QCOMPARE(maps.scalar({MapKind::Probability, Decoder::A, index}).at(x, y, z), a);
            QCOMPARE(maps.scalar({MapKind::Probability, Decoder::B, index}).at(x, y, z), b);
            QVERIFY(std::abs(maps.scalar({MapKind::Probability, Decoder::Mean, index}).at(x, y, z) - (a + b) / 2) <
                    1e-7F);
        });
    }
}

void TestReliabilityMaps::slabsChangeNothing() {
    const Case one = makeCase(4);
    const PredictedMaps whole = mapsOf(copyOf(one.averages), one.geometry, {});
    for (const std::int64_t voxels : {std::int64_t{1}, kSize[1] * kSize[2] * 3}) {
        const PredictedMaps slabs = mapsOf(copyOf(one.averages), one.geometry, {}, voxels);
        QVERIFY(std::ranges::equal(slabs.label(kLabelMap).voxels(), whole.label(kLabelMap).voxels()));
        QVERIFY(std::ranges::equal(slabs.label(kSelectionMap).voxels(), whole.label(kSelectionMap).voxels()));
        const auto near = [](float a, float b) { return std::abs(a - b) < 1e-6F; };
        QVERIFY(std::ranges::equal(slabs.scalar({MapKind::Reliability, Decoder::A}).voxels(),
                                   whole.scalar({MapKind::Reliability, Decoder::A}).voxels(), near));
        QVERIFY(std::ranges::equal(slabs.scalar({MapKind::Similarity, Decoder::B, 3}).voxels(),
                                   whole.scalar({MapKind::Similarity, Decoder::B, 3}).voxels(), near));
    }
}

void TestReliabilityMaps::onlyWhatIsThereIsFilled() {
    Case one = makeCase(2);
    one.averages.featuresA.reset();
    one.averages.featuresB.reset();
    const PredictedMaps probabilities = mapsOf(copyOf(one.averages), one.geometry, {});
    QCOMPARE(probabilities.classes(MapKind::Probability, Decoder::Mean).size(), std::size_t{2});
    QVERIFY(!probabilities.contains({MapKind::Uncertainty, Decoder::A}) && !probabilities.contains(kSelectionMap));
    one.averages.probabilityB.reset();
    const PredictedMaps label = mapsOf(copyOf(one.averages), one.geometry, {});
    QVERIFY(label.contains(kLabelMap) && label.classes(MapKind::Probability, Decoder::B).empty() &&
            !label.contains(kDisagreementMap));
    QCOMPARE(label.classes(MapKind::Probability, Decoder::A).size(), std::size_t{2});
}

void TestReliabilityMaps::aStopIsHeeded() {
    const Case one = makeCase(2);
    std::stop_source stop;
    stop.request_stop();
    const auto error = errorOf([&] { return mapsOf(copyOf(one.averages), one.geometry, stop.get_token()); });
    QVERIFY(error);
    QCOMPARE(error->code(), ErrorCode::Cancelled);
}

QTEST_GUILESS_MAIN(TestReliabilityMaps)
#include "tst_reliability_maps.moc"
