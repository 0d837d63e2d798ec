// Left atria as the field distributes them, through the cache and back to their own grid.
#include "core/base/content_hash.h"
#include "core/metrics/overlap.h"
#include "core/settings/preset.h"
#include "storage/image/image_reader.h"
#include "storage/preparation/preparation_cache.h"
#include "storage/preparation/restore.h"
#include "tests/core/test_files.h"
#include "tests/preparation/sample_volumes.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QtTest>
#include <algorithm>
#include <cmath>
#include <numeric>

using namespace tandem;

namespace {

namespace fs = std::filesystem;

/// The first volume in alphabetical order, or nothing.
std::vector<fs::path> someVolumes() {
    const fs::path folder = realData("la");
    std::vector<fs::path> files;
    std::error_code missing;
    for (const auto& entry : fs::directory_iterator(folder, missing)) {
        if (entry.path().extension() == ".h5") {
            files.push_back(entry.path());
        }
    }
    std::ranges::sort(files);
    files.resize(std::min<std::size_t>(files.size(), 1));
    return files;
}

}  // namespace

class TestRealPreparation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void presetAndBack();
    void thePresetLeavesTheFieldsFilesAsTheyAre();
    void resampledAndBack();

private:
    CachedCase ensure(const PreparationSettings& settings) {
        const PreparationCache cache(fs::path(m_temporary.path().toStdString()));
        return cache.ensure(m_sources, settings, m_reader, kSilent, {});
    }

    QTemporaryDir m_temporary;
    CaseSources m_sources;
    CaseReader m_reader;
    ImageVolume m_image;
    LabelVolume m_label;
};

void TestRealPreparation::initTestCase() {
    NEEDS_REAL_DATA(realData("la"));
    const auto files = someVolumes();
    QVERIFY2(!files.empty(), (realData("la").string() + " holds no .h5 file.").c_str());
    const std::string hash = contentHash(files.front());
    const ReadOptions options{.spacingMm = Vector3{0.625, 0.625, 0.625}};
    m_sources = {.caseId = 1,
                 .caseName = files.front().stem().string(),
                 .images = {{.path = files.front(), .contentHash = hash, .reading = "image"}},
                 .label = SourceFile{.path = files.front(), .contentHash = hash, .reading = "label"},
                 .scheme = LabelScheme::fromNames({"background", "left-atrium"})};
    m_reader = {.readImage = [options](const SourceFile& file) { return readImage(file.path, options); },
                .readLabel = [options](const SourceFile& file) { return readLabel(file.path, options); }};
    m_image = m_reader.readImage(m_sources.images.front());
    m_label = toClassIndices(m_reader.readLabel(*m_sources.label), m_sources.scheme, m_sources.caseName);
}

void TestRealPreparation::presetAndBack() {
    PreparationSettings settings = presetNamed("left-atrium").preparation;
    settings.keepsNormalised = false;
    QElapsedTimer timer;
    timer.start();
    const CachedCase made = ensure(settings);
    const qint64 first = timer.restart();
    QVERIFY(!made.wasReused);
    QVERIFY(ensure(settings).wasReused);
    qInfo("prepared in %lld ms, found again in %lld ms", static_cast<long long>(first),
          static_cast<long long>(timer.elapsed()));

    const PreparedCase opened(made.reference);
    QCOMPARE(opened.header().geometry, m_image.geometry());
    const auto voxels = opened.imageVoxels();
    const double mean = std::accumulate(voxels.begin(), voxels.end(), 0.0) / static_cast<double>(voxels.size());
    QVERIFY(std::abs(mean) < 1e-5);
    // The image is the source, shifted and scaled.
    const auto source = m_image.voxels();
    const auto [low, high] = std::ranges::minmax_element(source);
    const auto at = [&](auto place) {
        return static_cast<double>(voxels[static_cast<std::size_t>(place - source.begin())]);
    };
    const double scale = (at(high) - at(low)) / (*high - *low);
    for (std::size_t i = 0; i < source.size(); i += 997) {
        QVERIFY(std::abs(voxels[i] - (at(low) + scale * (source[i] - *low))) < 1e-4);
    }
    QCOMPARE(valuesOf(sureLabelRestored(opened.label(), opened.header())), valuesOf(m_label));
}

void TestRealPreparation::thePresetLeavesTheFieldsFilesAsTheyAre() {
    m_sources.images.front().isHdf5 = true;
    const CachedCase made = ensure(presetNamed("left-atrium").preparation);
    m_sources.images.front().isHdf5 = false;
    const PreparedCase opened(made.reference);
    QVERIFY(std::ranges::equal(opened.imageVoxels(), m_image.voxels()));
}

void TestRealPreparation::resampledAndBack() {
    PreparationSettings settings = presetNamed("pancreas-ct").preparation;
    settings.clip = false;
    const CachedCase made = ensure(settings);
    const PreparedCase opened(made.reference);
    QCOMPARE(opened.header().geometry.spacingMm, (Vector3{1, 1, 1}));
    QCOMPARE(opened.header().original, m_image.geometry());
    QVERIFY(opened.header().geometry.voxelCount() < m_image.geometry().voxelCount());
    const LabelVolume back = sureLabelRestored(opened.label(), opened.header());
    QCOMPARE(back.geometry(), m_label.geometry());
    const double dice = measureOverlap(back, m_label, 2).at(1).dice;
    qInfo("Dice after 1 mm and back: %.4f", dice);
    QVERIFY(dice > 0.95);
}

QTEST_GUILESS_MAIN(TestRealPreparation)
#include "tst_real_preparation.moc"
