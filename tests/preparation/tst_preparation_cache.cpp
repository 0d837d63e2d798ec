#include "core/base/atomic_file.h"
#include "core/volume/unknown_class.h"
#include "storage/preparation/class_volumes.h"
#include "storage/preparation/preparation_cache.h"
#include "storage/preparation/restore.h"
#include "tests/core/expect_error.h"
#include "tests/preparation/sample_volumes.h"

#include <sys/stat.h>

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QtTest>
#include <algorithm>
#include <fstream>
#include <set>

using namespace tandem;

namespace {

namespace fs = std::filesystem;

const Geometry kGrid = gridOf({8, 7, 6}, {1, 1, 2}, {3, 4, 5});

/// A file's identity: replaced or rewritten files differ in it.
struct Identity {
    ino_t inode;
    timespec modified;

    explicit Identity(const fs::path& file) {
        struct stat status{};
        if (::stat(file.c_str(), &status) != 0) {
            qFatal("%s is missing", file.c_str());
        }
        inode = status.st_ino;
        modified = status.st_mtim;
    }
    bool operator==(const Identity& other) const {
        return inode == other.inode && modified.tv_sec == other.modified.tv_sec &&
               modified.tv_nsec == other.modified.tv_nsec;
    }
};

fs::path withSuffix(fs::path stem, const char* suffix) {
    return stem += suffix;
}

std::set<std::string> filesIn(const fs::path& folder) {
    std::set<std::string> names;
    if (fs::exists(folder)) {
        for (const auto& entry : fs::directory_iterator(folder)) {
            names.insert(entry.path().filename().string());
        }
    }
    return names;
}

/// As a program wrote it that did not know of notices.
void takeNoticesOut(const fs::path& header) {
    QFile file(QString::fromStdString(header.string()));
    if (!file.open(QIODevice::ReadWrite)) {
        qFatal("%s is missing", header.c_str());
    }
    QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
    json.remove("notices");
    file.resize(0);
    file.write(QJsonDocument(json).toJson());
}

RawLabelVolume rawLabel(std::int32_t structureValue) {
    return volumeOf<std::int32_t>(
        kGrid, [=](auto x, auto y, auto z) { return x > 1 && x < 6 && y > 2 && z == 3 ? structureValue : 0; });
}

}  // namespace

class TestPreparationCache : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
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
    void mapsLabelValues();
    void readsUnknownVoxels();
    void theLeastOfAPartlyLabelledStructureIsTold();
    void unknownLabelValue();
    void namesTheCase();
    void manyAppearWithTheirBatch();
    void noticesStayWithTheCase();
    void aLostStructureIsTold_data();
    void aLostStructureIsTold();
    void anOlderCaseIsMeasured_data();
    void anOlderCaseIsMeasured();

private:
    /// 20 voxels of 1 mm a side; the sheet is one voxel thick, the block begins where it is said. Both in z.
    void giveASheet(int sheet, int block) {
        const Geometry grid = gridOf({20, 20, 20});
        m_sources.scheme = LabelScheme::fromNames({"background", "sheet", "block"});
        m_reader.readImage = [this, grid](const SourceFile&) {
            ++m_reads;
            return numbered(grid);
        };
        m_reader.readLabel = [this, grid, sheet, block](const SourceFile&) {
            ++m_reads;
            return volumeOf<std::int32_t>(grid, [=](auto, auto, auto z) {
                return z == sheet ? 1 : z >= block ? 2 : 0;
            });
        };
    }
    CachedCase ensure(const std::stop_token& stop = {}) {
        return PreparationCache(m_folder).ensure(m_sources, m_settings, m_reader, kSilent, stop);
    }

    std::unique_ptr<QTemporaryDir> m_temporary;
    fs::path m_folder;
    CaseSources m_sources;
    PreparationSettings m_settings;
    CaseReader m_reader;
    int m_reads = 0;
};

void TestPreparationCache::init() {
    m_temporary = std::make_unique<QTemporaryDir>();
    QVERIFY(m_temporary->isValid());
    m_folder = fs::path(m_temporary->path().toStdString()) / "prepared";
    m_settings = PreparationSettings{};
    m_sources = {.caseId = 12,
                 .caseName = "patient/ä 12",
                 .images = {{.path = "image.nii.gz", .contentHash = "a1", .reading = ""}},
                 .label = SourceFile{.path = "label.nii.gz", .contentHash = "b1", .reading = ""},
                 .scheme = LabelScheme::fromNames({"background", "left-atrium"})};
    m_reads = 0;
    m_reader.readImage = [this](const SourceFile&) {
        ++m_reads;
        return numbered(kGrid);
    };
    m_reader.readLabel = [this](const SourceFile&) {
        ++m_reads;
        return rawLabel(1);
    };
}

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

void TestPreparationCache::mapsLabelValues() {
    const Geometry row = gridOf({6, 1, 1});
    LabelScheme scheme = LabelScheme::fromNames({"background", "myocardium", "left", "right"});
    scheme.classes[1].fileValue = 200;
    scheme.classes[2].fileValue = 500;
    scheme.classes[3].fileValue = -600;
    const RawLabelVolume raw(row, std::vector<std::int32_t>{0, 200, 200, -600, 500, 0});
    const LabelVolume label = toClassIndices(raw, scheme, "one");
    QCOMPARE(valuesOf(label), (std::vector<std::uint8_t>{0, 1, 1, 3, 2, 0}));
    QCOMPARE(label.geometry(), row);
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

void TestPreparationCache::noticesStayWithTheCase() {
    m_settings.crop = Crop::Label;
    m_sources.label.reset();
    const CachedCase made = ensure();
    QCOMPARE(made.notices.size(), std::size_t{1});
    const CachedCase again = ensure();
    QVERIFY(again.wasReused);
    QCOMPARE(again.notices, made.notices);
}

void TestPreparationCache::aLostStructureIsTold_data() {
    QTest::addColumn<double>("spacing");
    QTest::addColumn<int>("sheet");  // where a sheet of one voxel lies in z
    QTest::addColumn<int>("block");  // side of a cube of another class
    QTest::addColumn<QString>("told");
    // 20 voxels of 1 mm become 8 of 2.5 mm, whose nearest are 1, 3, 6, 8, 11, 13, 16 and 18.
    QTest::newRow("a sheet between") << 2.5 << 4 << 10
                                     << "nothing of the class \"sheet\", which had 400 voxels; a finer";
    QTest::newRow("a sheet that is met") << 2.5 << 6 << 10
                                         << "class \"sheet\" by +150 %, from 400 to 1000 mm³; a finer";
    QTest::newRow("the grid stays") << 0.0 << 4 << 10 << "";
    QTest::newRow("twice as fine") << 0.5 << 4 << 10 << "";
}

void TestPreparationCache::aLostStructureIsTold() {
    QFETCH(const double, spacing);
    QFETCH(const int, sheet);
    QFETCH(const int, block);
    QFETCH(const QString, told);
    giveASheet(sheet, block);
    m_settings.spacingMm = {spacing, spacing, spacing};
    const std::vector<std::string> notices = ensure().notices;
    QCOMPARE(notices.size(), told.isEmpty() ? std::size_t{0} : std::size_t{1});
    if (!told.isEmpty()) {
        QVERIFY2(QString::fromStdString(notices.front()).contains(told), notices.front().c_str());
    }
    QCOMPARE(ensure().notices, notices);
}

void TestPreparationCache::anOlderCaseIsMeasured_data() {
    QTest::addColumn<QString>("change");
    QTest::addColumn<int>("reads");
    QTest::addColumn<int>("notices");
    QTest::newRow("its label is read") << "" << 1 << 1;
    QTest::newRow("its label is gone") << "gone" << 0 << 0;
    QTest::newRow("it has no label") << "unlabelled" << 0 << 0;
}

/// Of a program that kept no notices: what preparation lost is found out without preparing again.
void TestPreparationCache::anOlderCaseIsMeasured() {
    QFETCH(const QString, change);
    QFETCH(const int, reads);
    QFETCH(const int, notices);
    giveASheet(4, 10);
    m_settings.spacingMm = {2.5, 2.5, 2.5};
    if (change == "unlabelled") {
        m_sources.label.reset();
    }
    const CachedCase made = ensure();
    const fs::path header = withSuffix(made.reference.stem, ".json");
    takeNoticesOut(header);
    const Identity image(withSuffix(made.reference.stem, ".image"));
    if (change == "gone") {
        m_reader.readLabel = [](const SourceFile& file) -> RawLabelVolume {
            throw Error(ErrorCode::NotFound, file.path.string() + " is not there.");
        };
    }
    m_reads = 0;
    const CachedCase again = ensure();
    QVERIFY(again.wasReused);
    QCOMPARE(m_reads, reads);
    QCOMPARE(again.notices.size(), static_cast<std::size_t>(notices));
    QVERIFY(image == Identity(withSuffix(made.reference.stem, ".image")));  // nothing was prepared
    if (notices > 0) {
        QCOMPARE(again.notices, made.notices);
        QCOMPARE(ensure().notices, made.notices);
        QCOMPARE(m_reads, reads);  // it is kept with the case
    }
}

void TestPreparationCache::readsUnknownVoxels() {
    LabelScheme scheme = LabelScheme::fromNames({"background", "myocardium"});
    const Geometry row = gridOf({4, 1, 1});
    QCOMPARE(valuesOf(toClassIndices({row, std::vector<std::int32_t>{0, 255, 1, 255}}, scheme, "one")),
             (std::vector<std::uint8_t>{0, kUnknownClass, 1, kUnknownClass}));
    scheme.classes[1].fileValue = 255;
    QCOMPARE(valuesOf(toClassIndices({row, std::vector<std::int32_t>{0, 255, 254, 0}}, scheme, "one")),
             (std::vector<std::uint8_t>{0, 1, kUnknownClass, 0}));
}

void TestPreparationCache::theLeastOfAPartlyLabelledStructureIsTold() {
    const LabelScheme scheme = LabelScheme::fromNames({"background", "sheet"});
    const LabelVolume before(gridOf({4, 1, 1}), std::vector<std::uint8_t>{1, 1, kUnknownClass, 0});
    const std::vector<std::uint8_t> after{1, kUnknownClass};
    const auto notices = volumeNotices(before, after, gridOf({2, 1, 1}, {2, 1, 1}), scheme);
    QVERIFY(notices.empty());  // 2 mm³ before and after
    const auto lost = volumeNotices(before, std::vector<std::uint8_t>{0, kUnknownClass}, gridOf({2, 1, 1}), scheme);
    QVERIFY(lost.at(0).find("which had at least 2 voxels") != std::string::npos);
    const auto less = volumeNotices(before, std::vector<std::uint8_t>{1, kUnknownClass}, gridOf({2, 1, 1}), scheme);
    QVERIFY(less.at(0).find("from at least 2 to at least 1") != std::string::npos);
}

QTEST_GUILESS_MAIN(TestPreparationCache)
#include "tst_preparation_cache.moc"
