#include "core/base/error.h"
#include "storage/image/image_reader.h"
#include "tests/core/expect_error.h"
#include "tests/image/made_files.h"

#include <QTemporaryDir>
#include <QTest>
#include <cmath>

using namespace tandem;

class TestNiftiHeader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void takesTransforms_data();
    void takesTransforms();
    void tellsOfTransformsThatDiffer();
    void prefersQformToShearedSform();
    void convertsUnits();
    void assumesRasWithoutTransform();
    void scalesVoxels_data();
    void scalesVoxels();
    void refusesOtherShapes_data();
    void refusesOtherShapes();
    void takesTrailingSingletons();
    void takesSingleSlice();
    void findsPartnersInEveryCase();
    void readsAnalyze_data();
    void readsAnalyze();

private:
    std::filesystem::path written(const std::string& name, const std::string& bytes) const {
        const auto path = std::filesystem::path(m_folder.path().toStdString()) / name;
        writeBytes(path, bytes);
        return path;
    }
    std::filesystem::path bent(const MadeImage& image, const NiftiBend& bend) const {
        return written("bent.nii", niftiHeader(image, bend) + image.voxelBytes());
    }
    QTemporaryDir m_folder;
    MadeImage m_image = MadeImage::ofType(VoxelType::Int16);
};

void TestNiftiHeader::takesTransforms_data() {
    QTest::addColumn<int>("version");
    QTest::addColumn<int>("qform");
    QTest::addColumn<int>("sform");
    QTest::addColumn<bool>("isMirrored");
    for (const int version : {1, 2}) {
        for (const bool isMirrored : {false, true}) {
            const char* hand = isMirrored ? "left" : "right";
            QTest::addRow("version %d, sform, %s-handed", version, hand) << version << 0 << 2 << isMirrored;
            QTest::addRow("version %d, qform, %s-handed", version, hand) << version << 1 << 0 << isMirrored;
            QTest::addRow("version %d, both, %s-handed", version, hand) << version << 1 << 1 << isMirrored;
        }
    }
}

void TestNiftiHeader::takesTransforms() {
    QFETCH(int, version);
    QFETCH(int, qform);
    QFETCH(int, sform);
    QFETCH(bool, isMirrored);
    MadeImage image = m_image;
    for (Vector3& row : image.geometry.direction) {
        row[2] *= isMirrored ? -1 : 1;
    }
    const auto path = bent(image, {.version = version, .qformCode = qform, .sformCode = sform});
    const ImageHeader header = readHeader(path);
    QVERIFY(farthestApart(header.geometry, image.geometry) < (version == 2 ? 1e-12 : 1e-5));
    QVERIFY(header.findings.empty());
}

void TestNiftiHeader::tellsOfTransformsThatDiffer() {
    MadeImage image = m_image;
    std::string bytes = niftiHeader(image, {.qformCode = 1, .sformCode = 1});
    image.geometry.originMm[0] += 10;
    const std::string moved = niftiHeader(image, {.qformCode = 1, .sformCode = 1});
    bytes.replace(268, 12, moved, 268, 12);  // the qform's offset
    const ImageHeader header = readHeader(written("two.nii", bytes + image.voxelBytes()));
    QCOMPARE(header.findings.size(), std::size_t{1});
    QCOMPARE(header.findings[0].severity, FindingSeverity::Warning);
    QVERIFY(header.findings[0].sentence.find("two transforms that differ") != std::string::npos);
    QVERIFY(farthestApart(header.geometry, m_image.geometry) < 1e-5);
}

void TestNiftiHeader::prefersQformToShearedSform() {
    const auto sheared = bent(m_image, {.sformCode = 3, .hasShear = true});
    QVERIFY(mentions(errorOf([&] { return readImage(sheared); }), "not at right angles"));
    QVERIFY(mentions(errorOf([&] { return readHeader(sheared); }), sheared.string()));
    const ImageHeader header = readHeader(bent(m_image, {.qformCode = 1, .sformCode = 3, .hasShear = true}));
    QVERIFY(farthestApart(header.geometry, m_image.geometry) < 1e-5);
    QVERIFY(header.findings.at(0).sentence.find("sheared or unusable sform") != std::string::npos);
}

void TestNiftiHeader::convertsUnits() {
    const ImageHeader metres = readHeader(bent(m_image, {.units = 1}));
    QVERIFY(std::abs(metres.geometry.spacingMm[0] - 750) < 1e-3);
    QVERIFY(std::abs(metres.geometry.originMm[1] - 33250) < 1e-9);
    const ImageHeader microns = readHeader(bent(m_image, {.units = 3 + 8}));
    QVERIFY(std::abs(microns.geometry.spacingMm[2] - 0.00225) < 1e-8);
}

void TestNiftiHeader::assumesRasWithoutTransform() {
    const ImageHeader header = readHeader(bent(m_image, {.sformCode = 0}));
    QCOMPARE(header.geometry.orientation(), std::string("RAS"));
    QCOMPARE(header.geometry.spacingMm, m_image.geometry.spacingMm);
    QCOMPARE(header.geometry.originMm, (Vector3{0, 0, 0}));
    QVERIFY(header.findings.at(0).sentence.find("does not say how it lies") != std::string::npos);
}

void TestNiftiHeader::scalesVoxels_data() {
    QTest::addColumn<int>("version");
    QTest::addColumn<double>("slope");
    QTest::addColumn<double>("intercept");
    QTest::addColumn<double>("expected");  // of the stored value 20
    for (const int version : {1, 2}) {
        QTest::addRow("version %d, slope and intercept", version) << version << 0.5 << -1024.0 << -1014.0;
        QTest::addRow("version %d, slope 0 means none", version) << version << 0.0 << 7.0 << 20.0;
        QTest::addRow("version %d, slope 1 with intercept", version) << version << 1.0 << 7.0 << 27.0;
        QTest::addRow("version %d, negative slope", version) << version << -2.0 << 0.0 << -40.0;
        QTest::addRow("version %d, slope nan means none", version) << version << std::nan("") << 1.0 << 20.0;
    }
}

void TestNiftiHeader::scalesVoxels() {
    QFETCH(int, version);
    QFETCH(double, slope);
    QFETCH(double, intercept);
    QFETCH(double, expected);
    for (const bool isBigEndian : {false, true}) {
        const MadeImage image = MadeImage::ofType(VoxelType::UInt8, isBigEndian);
        const auto path = bent(image, {.version = version, .slope = slope, .intercept = intercept});
        QCOMPARE(readImage(path).voxels()[20], static_cast<float>(expected));
        if (slope != 0.5) {
            QCOMPARE(readLabel(path).voxels()[20], static_cast<std::int32_t>(expected));
        }
    }
    const auto half = bent(m_image, {.version = version, .slope = 0.5});
    QVERIFY(mentions(errorOf([&] { return readLabel(half); }), "value 0.5"));
}

void TestNiftiHeader::refusesOtherShapes_data() {
    QTest::addColumn<QList<int>>("dim");
    QTest::addColumn<int>("datatype");
    QTest::addColumn<QString>("words");
    QTest::newRow("2D") << QList<int>{2, 12, 5} << -1 << "fewer than three axes (12x5)";
    QTest::newRow("4D") << QList<int>{4, 3, 4, 1, 5} << -1 << "several volumes (3x4x1x5)";
    QTest::newRow("vector") << QList<int>{5, 3, 4, 1, 1, 5} << -1 << "5 numbers per voxel";
    QTest::newRow("6D") << QList<int>{6, 3, 4, 1, 1, 1, 5} << -1 << "several volumes";
    QTest::newRow("colour") << QList<int>{3, 3, 4, 5} << 128 << "3 numbers per voxel";
    QTest::newRow("colour with opacity") << QList<int>{3, 3, 4, 5} << 2304 << "4 numbers per voxel";
    QTest::newRow("complex") << QList<int>{3, 3, 4, 5} << 32 << "2 numbers per voxel";
    QTest::newRow("128-bit float") << QList<int>{3, 3, 4, 5} << 1536 << "data type 1536";
    QTest::newRow("bits") << QList<int>{3, 3, 4, 5} << 1 << "data type 1)";
    QTest::newRow("no axes") << QList<int>{0} << -1 << "0 axes";
    QTest::newRow("too many axes") << QList<int>{9} << -1 << "9 axes";
    QTest::newRow("empty axis") << QList<int>{3, 3, 0, 5} << -1 << "axis 2 has 0 voxels";
}

void TestNiftiHeader::refusesOtherShapes() {
    QFETCH(QList<int>, dim);
    QFETCH(int, datatype);
    QFETCH(QString, words);
    for (const int version : {1, 2}) {
        NiftiBend bend{.version = version, .dim = {dim.begin(), dim.end()}, .datatype = datatype};
        const auto path = bent(m_image, bend);
        for (const auto& error : {errorOf([&] { return readImage(path); }), errorOf([&] { return readLabel(path); })}) {
            QVERIFY2(mentions(error, words.toStdString()), error ? error->what() : "it was read");
            QVERIFY(mentions(error, path.string()));
        }
    }
}

void TestNiftiHeader::takesTrailingSingletons() {
    const auto path = bent(m_image, {.dim = {7, 3, 4, 5, 1, 1, 1, 1}});
    QCOMPARE(readImage(path).geometry().size, (Index3{3, 4, 5}));
    QCOMPARE(readHeader(path).channels, 1);
}

void TestNiftiHeader::takesSingleSlice() {
    QCOMPARE(readImage(bent(m_image, {.dim = {3, 12, 5, 1}})).geometry().size, (Index3{12, 5, 1}));
}

void TestNiftiHeader::findsPartnersInEveryCase() {
    const std::string header = niftiHeader(m_image, {.isPair = true});
    static_cast<void>(written("UPPER.IMG", m_image.voxelBytes()));
    QCOMPARE(readImage(written("UPPER.HDR", header)).voxels()[20], 20.0F);
    static_cast<void>(written("pair.hdr", header));
    QCOMPARE(readImage(written("pair.img", m_image.voxelBytes())).voxels()[20], 20.0F);
    static_cast<void>(written("shifted.img", std::string(100, 'x') + m_image.voxelBytes()));
    const auto shifted = written("shifted.hdr", niftiHeader(m_image, {.isPair = true, .voxOffset = 100}));
    QCOMPARE(readImage(shifted).voxels()[20], 20.0F);
    // Packed inside although the name does not say so.
    QCOMPARE(readImage(written("packed.nii", gzipped(niftiHeader(m_image) + m_image.voxelBytes()))).voxels()[20],
             20.0F);
}

void TestNiftiHeader::readsAnalyze_data() {
    QTest::addColumn<int>("orient");
    QTest::addColumn<QString>("orientation");
    QTest::newRow("transverse") << 0 << "LAS";
    QTest::newRow("coronal") << 1 << "LSA";
    QTest::newRow("sagittal") << 2 << "ASL";
    QTest::newRow("transverse flipped") << 3 << "LPS";
    QTest::newRow("coronal flipped") << 4 << "LIA";
    QTest::newRow("sagittal flipped") << 5 << "AIL";
    QTest::newRow("not known") << 77 << "LAS";
}

void TestNiftiHeader::readsAnalyze() {
    QFETCH(int, orient);
    QFETCH(QString, orientation);
    for (const bool isBigEndian : {false, true}) {
        const MadeImage image = MadeImage::ofType(VoxelType::Int16, isBigEndian);
        static_cast<void>(written("old.img", image.voxelBytes()));
        const NiftiBend bend{.slope = 2, .isAnalyze = true, .analyzeOrient = orient};
        const auto path = written("old.hdr", niftiHeader(image, bend));
        const ImageHeader header = readHeader(path);
        QCOMPARE(header.format, std::string("analyze"));
        QCOMPARE(header.geometry.orientation(), orientation.toStdString());
        QCOMPARE(header.geometry.spacingMm, image.geometry.spacingMm);
        QVERIFY(header.findings.at(0).sentence.find("which side is left") != std::string::npos);
        QCOMPARE(readImage(path).voxels()[20], 40.0F);
    }
}

QTEST_GUILESS_MAIN(TestNiftiHeader)
#include "tst_nifti_header.moc"
