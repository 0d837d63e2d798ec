#include "core/engine/sampling/patch_source.h"
#include "tests/core/expect_error.h"
#include "tests/core/written_case.h"
#include "tests/engine/training/made_cases.h"

#include <torch/types.h>

#include <QTemporaryDir>
#include <QtTest>
#include <memory>
#include <numeric>
#include <set>

using namespace tandem;

namespace {

/// Voxel (x,y,z) of channel c is c * 1e6 + x * 1e4 + y * 100 + z + 1, and its label is x % 2.
PreparedReference makeCoordinates(const std::filesystem::path& folder, std::int64_t id, const Index3& size,
                                  bool hasLabel) {
    std::vector<float> image;
    std::vector<std::uint8_t> label;
    for (int c = 0; c < 2; ++c) {
        for (std::int64_t z = 0; z < size[2]; ++z) {
            for (std::int64_t y = 0; y < size[1]; ++y) {
                for (std::int64_t x = 0; x < size[0]; ++x) {
                    image.push_back(static_cast<float>(c * 1000000 + x * 10000 + y * 100 + z + 1));
                    if (hasLabel && c == 0) {
                        label.push_back(static_cast<std::uint8_t>(x % 2));
                    }
                }
            }
        }
    }
    const PreparedReference reference{
        .caseId = id, .caseName = std::to_string(id), .stem = folder / std::to_string(id)};
    writePreparedCase(reference.stem,
                      {.geometry = {.size = size}, .channels = 2, .hasLabel = hasLabel, .original = {.size = size}},
                      image, label);
    return reference;
}

float coordinateValue(const Index3& size, int c, std::int64_t x, std::int64_t y, std::int64_t z) {
    const bool isInside = x >= 0 && x < size[0] && y >= 0 && y < size[1] && z >= 0 && z < size[2];
    return isInside ? static_cast<float>(c * 1000000 + x * 10000 + y * 100 + z + 1) : 0.0F;
}

}  // namespace

class TestPatchSource : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void thePaddingRule_data();
    void thePaddingRule();
    void everyPlaceIsCropped();
    void voxelsLieWhereTheDrawSays_data();
    void voxelsLieWhereTheDrawSays();
    void allSourcesGiveTheSameBatches_data();
    void allSourcesGiveTheSameBatches();
    void aBatchCarriesTheStateAfterItself();
    void casesAreCheckedAgainstThePlan_data();
    void casesAreCheckedAgainstThePlan();
    void theLabelsOfUnlabelledCasesAreNotRead();

private:
    [[nodiscard]] std::filesystem::path folder() const { return m_folder->path().toStdString(); }
    [[nodiscard]] TrainingPlan plan() const;
    [[nodiscard]] std::unique_ptr<PatchSource> source(const QString& kind, const TrainingCases& cases,
                                                      const TrainingSettings& settings) const;

    std::unique_ptr<QTemporaryDir> m_folder;
};

TrainingPlan TestPatchSource::plan() const {
    TrainingPlan plan{.classNames = {"background", "odd"}};
    plan.settings.patch = {32, 16, 16};
    plan.settings.labelledBatch = 2;
    plan.settings.unlabelledBatch = 1;
    plan.labelled.push_back(caseFor<SplitRole::TrainingLabelled>(makeCoordinates(folder(), 1, {40, 20, 18}, true)));
    plan.labelled.push_back(caseFor<SplitRole::TrainingLabelled>(makeCoordinates(folder(), 2, {9, 33, 16}, true)));
    plan.unlabelled.push_back(caseFor<SplitRole::TrainingUnlabelled>(makeCoordinates(folder(), 3, {32, 32, 5}, false)));
    plan.unlabelled.push_back(
        caseFor<SplitRole::TrainingUnlabelled>(makeCoordinates(folder(), 4, {50, 50, 20}, false)));
    return plan;
}

std::unique_ptr<PatchSource> TestPatchSource::source(const QString& kind, const TrainingCases& cases,
                                                     const TrainingSettings& settings) const {
    BatchSampler sampler(settings, cases.sizes());
    if (kind == "device") {
        return residentPatches(cases, sampler, settings.patch, torch::kCPU);
    }
    return streamedPatches(cases, sampler, settings.patch, torch::kCPU, kind.toInt());
}

void TestPatchSource::thePaddingRule_data() {
    QTest::addColumn<int>("volume");
    QTest::addColumn<int>("patch");
    QTest::addColumn<int>("padding");
    QTest::newRow("larger") << 17 << 16 << 0;
    QTest::newRow("as large") << 16 << 16 << 3;
    QTest::newRow("one less") << 15 << 16 << 3;
    QTest::newRow("two less") << 14 << 16 << 4;
    QTest::newRow("much smaller") << 3 << 96 << 49;
}

void TestPatchSource::thePaddingRule() {
    QFETCH(int, volume);
    QFETCH(int, patch);
    QFETCH(int, padding);
    QCOMPARE(cropPadding(volume, patch), std::int64_t{padding});
    QVERIFY(volume + 2 * padding > patch);
}

void TestPatchSource::everyPlaceIsCropped() {
    RandomStream random(5);
    std::set<std::int64_t> first;
    std::set<std::int64_t> second;
    for (int i = 0; i < 500; ++i) {
        const Box box = drawCrop({20, 14, 16}, {16, 16, 16}, random);
        QVERIFY((box.size == Index3{16, 16, 16}));
        first.insert(box.first[0]);
        second.insert(box.first[1]);
    }
    QVERIFY((first == std::set<std::int64_t>{0, 1, 2, 3, 4}));
    // 14 voxels and 4 zeros on either side: the patch begins at -4 to 2.
    QVERIFY((second == std::set<std::int64_t>{-4, -3, -2, -1, 0, 1, 2}));
}

void TestPatchSource::voxelsLieWhereTheDrawSays_data() {
    QTest::addColumn<QString>("kind");
    QTest::newRow("device") << "device";
    QTest::newRow("stream") << "0";
}

void TestPatchSource::voxelsLieWhereTheDrawSays() {
    QFETCH(QString, kind);
    TrainingPlan made = plan();
    made.settings.augmentation = Augmentation::None;
    const TrainingCases cases = TrainingCases::open(made);
    const auto patches = source(kind, cases, made.settings);
    BatchSampler sampler(made.settings, cases.sizes());
    const CaseSizes sizes = cases.sizes();
    for (int i = 0; i < 4; ++i) {
        const BatchDraw draw = sampler.next();
        const Batch batch = patches->next();
        QVERIFY(batch.images.sizes() == torch::IntArrayRef({3, 2, 32, 16, 16}));
        QVERIFY(batch.labels.sizes() == torch::IntArrayRef({2, 32, 16, 16}));
        const torch::Tensor images = batch.images.contiguous();
        const auto voxels = images.accessor<float, 5>();
        const auto labels = batch.labels.accessor<std::uint8_t, 4>();
        for (std::int64_t b = 0; b < 3; ++b) {
            const bool isLabelled = b < 2;
            const PatchDraw& one = isLabelled ? draw.labelled[static_cast<std::size_t>(b)] : draw.unlabelled[0];
            const Index3& size =
                (isLabelled ? sizes.labelled : sizes.unlabelled)[static_cast<std::size_t>(one.caseIndex)];
            for (std::int64_t x = 0; x < 32; ++x) {
                for (std::int64_t y = 0; y < 16; ++y) {
                    for (std::int64_t z = 0; z < 16; ++z) {
                        const Index3 at{one.box.first[0] + x, one.box.first[1] + y, one.box.first[2] + z};
                        for (int c = 0; c < 2; ++c) {
                            QCOMPARE(voxels[b][c][x][y][z], coordinateValue(size, c, at[0], at[1], at[2]));
                        }
                        if (isLabelled) {
                            const bool isInside = coordinateValue(size, 0, at[0], at[1], at[2]) > 0;
                            QCOMPARE(int{labels[b][x][y][z]}, isInside ? static_cast<int>(at[0] % 2) : 0);
                        }
                    }
                }
            }
        }
    }
}

void TestPatchSource::allSourcesGiveTheSameBatches_data() {
    QTest::addColumn<QString>("kind");
    for (const char* threads : {"0", "1", "2", "5"}) {
        QTest::addRow("streamed by %s threads", threads) << threads;
    }
}

void TestPatchSource::allSourcesGiveTheSameBatches() {
    QFETCH(QString, kind);
    const TrainingPlan made = plan();
    const TrainingCases cases = TrainingCases::open(made);
    const auto resident = source("device", cases, made.settings);
    const auto streamed = source(kind, cases, made.settings);
    for (int i = 0; i < 20; ++i) {
        const Batch expected = resident->next();
        const Batch batch = streamed->next();
        QVERIFY(batch.images.equal(expected.images));
        QVERIFY(batch.labels.equal(expected.labels));
        QVERIFY(batch.images.is_contiguous(torch::MemoryFormat::ChannelsLast3d));
        QVERIFY(batch.after == expected.after);
    }
}

void TestPatchSource::aBatchCarriesTheStateAfterItself() {
    const TrainingPlan made = plan();
    const TrainingCases cases = TrainingCases::open(made);
    const auto patches = source("2", cases, made.settings);
    static_cast<void>(patches->next());
    const Batch second = patches->next();
    BatchSampler sampler(made.settings, cases.sizes());
    sampler.setState(second.after);
    const auto continued = streamedPatches(cases, sampler, made.settings.patch, torch::kCPU, 0);
    QVERIFY(continued->next().images.equal(patches->next().images));
}

void TestPatchSource::casesAreCheckedAgainstThePlan_data() {
    QTest::addColumn<QString>("fault");
    QTest::addColumn<QString>("words");
    QTest::newRow("no labelled cases") << "none"
                                       << "no labelled cases";
    QTest::newRow("no unlabelled cases") << "no unlabelled"
                                         << "set method to supervised";
    QTest::newRow("labelled without label") << "no label"
                                            << "has no label";
    QTest::newRow("too few classes") << "classes"
                                     << "the label value 2";
    QTest::newRow("other channels") << "channels"
                                    << "has 1 channels";
}

void TestPatchSource::casesAreCheckedAgainstThePlan() {
    QFETCH(QString, fault);
    QFETCH(QString, words);
    TrainingPlan made = plan();
    if (fault == "none") {
        made.labelled.clear();
    } else if (fault == "no unlabelled") {
        made.unlabelled.clear();
    } else if (fault == "no label") {
        made.labelled.push_back(caseFor<SplitRole::TrainingLabelled>(made.unlabelled.front().prepared()));
    } else if (fault == "classes") {
        made.validation.push_back(caseFor<SplitRole::Validation>(makeCase(folder(), 9, {.channels = 2, .classes = 3})));
    } else {
        made.unlabelled.push_back(caseFor<SplitRole::TrainingUnlabelled>(makeCase(folder(), 9, {.channels = 1})));
    }
    const auto error = errorOf([&] { return TrainingCases::open(made); });
    QVERIFY(error);
    QCOMPARE(error->code(), ErrorCode::InvalidInput);
    QVERIFY2(mentions(error, words.toStdString()), error->what());
}

void TestPatchSource::theLabelsOfUnlabelledCasesAreNotRead() {
    TrainingPlan made = plan();
    // A label with values beyond the classes would be refused if anybody looked.
    made.unlabelled.push_back(
        caseFor<SplitRole::TrainingUnlabelled>(makeCase(folder(), 9, {.channels = 2, .classes = 3})));
    const TrainingCases cases = TrainingCases::open(made);
    const auto patches = source("device", cases, made.settings);
    QCOMPARE(patches->next().labels.size(0), std::int64_t{2});
}

QTEST_GUILESS_MAIN(TestPatchSource)
#include "tst_patch_source.moc"
