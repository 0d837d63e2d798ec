// The cache of prepared cases: what is found again, made anew, and left by a stop, a failure or a crash.
#include "core/base/atomic_file.h"
#include "storage/preparation/preparation_cache.h"
#include "storage/preparation/restore.h"
#include "tests/core/expect_error.h"
#include "tests/preparation/cached_sources.h"

#include <QCoreApplication>
#include <QtTest>
#include <algorithm>
#include <fstream>
#include <set>

using namespace tandem;

namespace {

namespace fs = std::filesystem;

std::set<std::string> filesIn(const fs::path& folder) {
    std::set<std::string> names;
    if (fs::exists(folder)) {
        for (const auto& entry : fs::directory_iterator(folder)) {
            names.insert(entry.path().filename().string());
        }
    }
    return names;
}

}  // namespace

class TestPreparationCache : public QObject, private CachedSources {
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void writesWhatPrepareGives();
    void secondUseReadsNothing();
    void otherSettingsLieBeside();
    void changedInputsReplace_data();
    void changedInputsReplace();
    void anotherGuideLiesBeside();
    void whatWasPreparedBeforeIsFound();
    void othersAreLeftAlone();
    void damageIsRepaired_data();
    void damageIsRepaired();
    void stopLeavesNothing();
    void failureLeavesNothing();
    void leftOversOfACrashGo();
    void unknownLabelValue();
    void namesTheCase();
    void manyAppearWithTheirBatch();
};

void TestPreparationCache::writesWhatPrepareGives() {
    const CachedCase made = ensure();
    QVERIFY(!made.wasReused);
    QCOMPARE(made.reference.caseId, 12);
    QCOMPARE(made.reference.caseName, "patient/ä 12");
    QCOMPARE(made.reference, PreparationCache(m_folder).referenceTo(m_sources, m_settings));
    const PreparedCase opened(made.reference);
    const LabelVolume label = toClassIndices(rawLabel(1), m_sources.scheme, m_sources.caseName);
    const Prepared expected = prepared({{numbered(kGrid)}, label}, m_settings);
    QVERIFY(std::ranges::equal(opened.imageVoxels(), expected.image));
    QVERIFY(std::ranges::equal(opened.label().voxels(), expected.label));
    QCOMPARE(opened.header().geometry, expected.header.geometry);
    QCOMPARE(opened.header().original, kGrid);
    QCOMPARE(opened.header().cacheKey.size(), std::size_t{64});
    QCOMPARE(valuesOf(sureLabelRestored(opened.label(), opened.header())), valuesOf(label));
    QCOMPARE(filesIn(m_folder).size(), std::size_t{3});
}

void TestPreparationCache::secondUseReadsNothing() {
    const CachedCase made = ensure();
    const int reads = m_reads;
    std::vector<Identity> before;
    for (const char* suffix : {".json", ".image", ".label"}) {
        before.emplace_back(withSuffix(made.reference.stem, suffix));
    }
    const CachedCase again = ensure();
    QVERIFY(again.wasReused);
    QCOMPARE(again.reference, made.reference);
    QCOMPARE(m_reads, reads);
    std::size_t i = 0;
    for (const char* suffix : {".json", ".image", ".label"}) {
        QVERIFY(before[i++] == Identity(withSuffix(made.reference.stem, suffix)));
    }
}

void TestPreparationCache::otherSettingsLieBeside() {
    const CachedCase first = ensure();
    m_settings.crop = Crop::Label;
    const CachedCase second = ensure();
    QVERIFY(!second.wasReused);
    QVERIFY(second.reference.stem != first.reference.stem);
    QVERIFY(PreparedCase(second.reference).header().geometry.size !=
            PreparedCase(first.reference).header().geometry.size);
    QVERIFY(ensure().wasReused);
    m_settings.crop = Crop::None;
    QVERIFY(ensure().wasReused);
    QCOMPARE(filesIn(m_folder).size(), std::size_t{6});
}

void TestPreparationCache::changedInputsReplace_data() {
    QTest::addColumn<QString>("change");
    for (const char* change : {"image", "label", "reading", "scheme", "channel", "no label"}) {
        QTest::newRow(change) << change;
    }
}

void TestPreparationCache::changedInputsReplace() {
    QFETCH(const QString, change);
    const CachedCase before = ensure();
    m_settings.crop = Crop::Label;
    QVERIFY(!ensure().wasReused);
    if (change == "image") {
        m_sources.images.front().contentHash = "a2";
    } else if (change == "label") {
        m_sources.label->contentHash = "b2";
    } else if (change == "reading") {
        m_sources.images.front().reading = "spacing 0.625,0.625,0.625";
    } else if (change == "scheme") {
        m_sources.scheme = LabelScheme::fromNames({"background", "left-atrium", "vein"});
    } else if (change == "channel") {
        m_sources.images.push_back({.path = "second.nii.gz", .contentHash = "c1", .reading = ""});
    } else {
        m_sources.label.reset();
    }
    const CachedCase after = ensure();
    QVERIFY(!after.wasReused);
    QVERIFY(after.reference.stem != before.reference.stem);
    QCOMPARE(filesIn(m_folder).size(), m_sources.label ? std::size_t{3} : std::size_t{2});
    QVERIFY(ensure().wasReused);
}

void TestPreparationCache::anotherGuideLiesBeside() {
    m_sources.label.reset();
    const CachedCase whole = ensure();
    m_settings.crop = Crop::Prediction;
    m_settings.cropRun = 1;
    QVERIFY(!ensure().notices.empty());
    m_sources.guide = SourceFile{.path = "label.nrrd", .contentHash = "p1", .reading = ""};
    m_reader.readGuide = [](const SourceFile& file) {
        return volumeOf<std::uint8_t>(kGrid, [&](auto x, auto y, auto z) {
            return x == 2 && y == 3 && (z == 3 || z == 4 || (file.contentHash == "p2" && z == 2)) ? 1 : 0;
        });
    };
    const CachedCase first = ensure();
    QVERIFY(!first.wasReused && first.notices.empty());
    QCOMPARE(PreparedCase(first.reference).header().geometry.size, (Index3{1, 1, 2}));
    QVERIFY(ensure().wasReused);
    m_sources.guide->contentHash = "p2";
    QCOMPARE(PreparedCase(ensure().reference).header().geometry.size, (Index3{1, 1, 3}));
    // Runs that use the others go on with them.
    m_sources.guide->contentHash = "p1";
    QVERIFY(ensure().wasReused);
    m_sources.guide.reset();
    m_settings = {};
    QVERIFY(ensure().wasReused);
    QCOMPARE(ensure().reference.stem, whole.reference.stem);
}

void TestPreparationCache::whatWasPreparedBeforeIsFound() {
    // The name that the first programs gave it, of SHA-256 over the inputs and the settings that there were.
    QCOMPARE(PreparationCache(m_folder).referenceTo(m_sources, m_settings).stem.filename().string(),
             std::string("case-12-9409768dded972e5-ae942f2e6c34f06d"));
    m_settings.cropRun = 5;  // has no part
    QCOMPARE(PreparationCache(m_folder).referenceTo(m_sources, m_settings).stem.filename().string(),
             std::string("case-12-9409768dded972e5-ae942f2e6c34f06d"));
    // What came later and always has a part changes the name where it is not as it was.
    const auto before = PreparationCache(m_folder).referenceTo(m_sources, m_settings).stem;
    for (const char* assignment : {"clip-percentile=99.9", "keep-normalised=true"}) {
        PreparationSettings changed = m_settings;
        setSettings(changed, {assignment});
        QVERIFY2(PreparationCache(m_folder).referenceTo(m_sources, changed).stem != before, assignment);
    }
}

void TestPreparationCache::othersAreLeftAlone() {
    const CachedCase first = ensure();
    CaseSources other = m_sources;
    other.caseId = 1;  // its prefix is also that of 12 but for the hyphen
    const auto make = [&] { return PreparationCache(m_folder).ensure(other, m_settings, m_reader, kSilent, {}); };
    make();
    std::ofstream(m_folder / "notes.txt") << "the person's own";
    other.images.front().contentHash = "a2";
    make();
    QVERIFY(ensure().wasReused);
    QVERIFY(fs::exists(m_folder / "notes.txt"));
    QCOMPARE(filesIn(m_folder).size(), std::size_t{7});
}

void TestPreparationCache::damageIsRepaired_data() {
    QTest::addColumn<QString>("damage");
    for (const char* damage : {"no header", "cut header", "no image", "cut image", "long image", "no label"}) {
        QTest::newRow(damage) << damage;
    }
}

void TestPreparationCache::damageIsRepaired() {
    QFETCH(const QString, damage);
    const CachedCase made = ensure();
    const fs::path header = withSuffix(made.reference.stem, ".json");
    const fs::path image = withSuffix(made.reference.stem, ".image");
    if (damage == "no header") {
        fs::remove(header);
    } else if (damage == "cut header") {
        fs::resize_file(header, 20);
    } else if (damage == "no image") {
        fs::remove(image);
    } else if (damage == "cut image") {
        fs::resize_file(image, fs::file_size(image) - 4);
    } else if (damage == "long image") {
        fs::resize_file(image, fs::file_size(image) + 4);
    } else {
        fs::remove(withSuffix(made.reference.stem, ".label"));
    }
    const CachedCase repaired = ensure();
    QVERIFY(!repaired.wasReused);
    QCOMPARE(repaired.reference, made.reference);
    QCOMPARE(PreparedCase(repaired.reference).imageVoxels().size(), static_cast<std::size_t>(kGrid.voxelCount()));
    QVERIFY(ensure().wasReused);
}

void TestPreparationCache::stopLeavesNothing() {
    std::stop_source stop;
    for (const std::string_view moment : {"reading the label", "preparing the image", "writing"}) {
        stop = std::stop_source();
        const Progress progress = [&](double, std::string_view what) {
            if (what == moment) {
                stop.request_stop();
            }
        };
        const auto error = errorOf([&] {
            return PreparationCache(m_folder).ensure(m_sources, m_settings, m_reader, progress, stop.get_token());
        });
        QVERIFY(error && error->code() == ErrorCode::Cancelled);
        QCOMPARE(filesIn(m_folder), std::set<std::string>{});
    }
    QVERIFY(!ensure().wasReused);
    QVERIFY(ensure().wasReused);
}

void TestPreparationCache::failureLeavesNothing() {
    m_reader.readImage = [](const SourceFile& file) -> ImageVolume {
        throw Error(ErrorCode::Corrupt, file.path.string() + " ends too early.");
    };
    const auto error = errorOf([&] { return ensure(); });
    QVERIFY(error && error->code() == ErrorCode::Corrupt);
    QCOMPARE(QString(error->what()), "Case \"patient/ä 12\": image.nii.gz ends too early.");
    QCOMPARE(filesIn(m_folder), std::set<std::string>{});
}

void TestPreparationCache::leftOversOfACrashGo() {
    // A process that died while it wrote: an image without a header, and a temporary file.
    fs::create_directories(m_folder);
    m_settings.crop = Crop::Label;
    const PreparedReference other = PreparationCache(m_folder).referenceTo(m_sources, m_settings);
    std::ofstream(withSuffix(other.stem, ".image")) << "half";
    // No process of Linux has that number; what one that lives is writing stays.
    const std::string ofOurs = ".tmp-" + std::to_string(QCoreApplication::applicationPid()) + "-0-";
    const fs::path living = m_folder / (ofOurs + other.stem.filename().string() + ".image");
    std::ofstream(living) << "half";
    std::ofstream(m_folder / (".tmp-4194305-0-" + other.stem.filename().string() + ".image")) << "half";
    std::ofstream(m_folder / ".tmp-4194305-0-case-99-x.image") << "another's";
    m_settings.crop = Crop::None;
    ensure();
    QCOMPARE(filesIn(m_folder).size(), std::size_t{5});
    QVERIFY(fs::exists(m_folder / ".tmp-4194305-0-case-99-x.image"));
    QVERIFY(fs::exists(living));
}

void TestPreparationCache::unknownLabelValue() {
    m_reader.readLabel = [](const SourceFile&) { return rawLabel(7); };
    const auto error = errorOf([&] { return ensure(); });
    QVERIFY(error && error->code() == ErrorCode::InvalidInput);
    QVERIFY2(mentions(error, "label of case \"patient/ä 12\" holds the voxel value 7"), error->what());
    QCOMPARE(QString(error->what()).count("patient"), 1);
    QCOMPARE(filesIn(m_folder), std::set<std::string>{});
}

void TestPreparationCache::namesTheCase() {
    m_reader.readLabel = [](const SourceFile&) {
        return volumeOf<std::int32_t>(gridOf({2, 2, 2}), [](auto, auto, auto) { return 0; });
    };
    const auto error = errorOf([&] { return ensure(); });
    QVERIFY(mentions(error, "Case \"patient/ä 12\": The label does not lie on the image's grid"));
}

void TestPreparationCache::manyAppearWithTheirBatch() {
    // Left by a crash, and made from other inputs of a case.
    fs::create_directories(m_folder);
    for (const char* name : {".tmp-4194305-2-case-3-x.image", "case-3-x.image", "case-33-x.image", "case-3-x.label"}) {
        std::ofstream(m_folder / name) << "x";
    }
    const PreparationCache cache(m_folder);
    AtomicBatch batch;
    std::vector<CachedCase> made;
    for (const std::int64_t id : {1, 2, 3}) {
        m_sources.caseId = id;
        made.push_back(cache.ensure(m_sources, m_settings, m_reader, kSilent, {}, batch));
    }
    QCOMPARE(batch.fileCount(), std::size_t{9});
    QVERIFY(!fs::exists(withSuffix(made.front().reference.stem, ".json")));
    m_reader.readLabel = [](const SourceFile&) { return rawLabel(7); };
    m_sources.caseId = 4;
    QVERIFY(mentions(errorOf([&] { return cache.ensure(m_sources, m_settings, m_reader, kSilent, {}, batch); }),
                     "voxel value 7"));
    batch.commit();
    for (const CachedCase& one : made) {
        QCOMPARE(PreparedCase(one.reference).label().geometry(), kGrid);
    }
    QCOMPARE(filesIn(m_folder).size(), std::size_t{10});
    QVERIFY(fs::exists(m_folder / "case-33-x.image"));
}

QTEST_GUILESS_MAIN(TestPreparationCache)
#include "tst_preparation_cache.moc"
