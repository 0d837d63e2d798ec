// NRRD and MetaImage: what their headers may say besides the plain case.
#include "core/base/error.h"
#include "storage/image/image_reader.h"
#include "tests/core/expect_error.h"
#include "tests/image/made_files.h"

#include <QTemporaryDir>
#include <QTest>
#include <cmath>

using namespace tandem;

namespace {

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

}  // namespace

class TestTextHeaders : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bringsNrrdSpacesToLps_data();
    void bringsNrrdSpacesToLps();
    void takesNrrdWithoutOrientation();
    void skipsLinesAndBytes_data();
    void skipsLinesAndBytes();
    void voxelsLieBesideTheHeaderOrBeneath_data();
    void voxelsLieBesideTheHeaderOrBeneath();
    void farOffVoxelsAreNotLookedFor();
    void refusesNrrd_data();
    void refusesNrrd();
    void takesNrrdAxisOfOne();
    void takesWindowsLineEnds();
    void readsMetaImageVariants();
    void refusesMetaImage_data();
    void refusesMetaImage();
    void takesUnitsInWords_data();
    void takesUnitsInWords();
    void mergesLayersOfSegments();

private:
    std::filesystem::path written(const std::string& name, const std::string& bytes) const {
        const auto path = std::filesystem::path(m_folder.path().toStdString()) / name;
        writeBytes(path, bytes);
        return path;
    }
    [[nodiscard]] std::filesystem::path folder() const { return m_folder.path().toStdString(); }

    QTemporaryDir m_folder;
    MadeImage m_image = MadeImage::ofType(VoxelType::Int16);
};

void TestTextHeaders::bringsNrrdSpacesToLps_data() {
    QTest::addColumn<QString>("space");
    QTest::addColumn<QList<double>>("signs");
    QTest::addColumn<int>("findings");
    QTest::newRow("LPS") << "LPS" << QList<double>{1, 1, 1} << 0;
    QTest::newRow("RAS") << "right-anterior-superior" << QList<double>{-1, -1, 1} << 0;
    QTest::newRow("LAS") << "Left-Anterior-Superior" << QList<double>{1, -1, 1} << 0;
    QTest::newRow("scanner") << "scanner-xyz" << QList<double>{1, 1, 1} << 1;
}

void TestTextHeaders::bringsNrrdSpacesToLps() {
    QFETCH(QString, space);
    QFETCH(QList<double>, signs);
    QFETCH(int, findings);
    const std::string header = replaced(nrrdHeader(m_image, "raw"), "left-posterior-superior", space.toStdString());
    const ImageHeader read = readHeader(written("space.nrrd", header + m_image.voxelBytes()));
    Geometry expected = m_image.geometry;
    for (int row = 0; row < 3; ++row) {
        expected.originMm[static_cast<std::size_t>(row)] *= signs[row];
        for (double& value : expected.direction[static_cast<std::size_t>(row)]) {
            value *= signs[row];
        }
    }
    QVERIFY(farthestApart(read.geometry, expected) < 1e-12);
    QCOMPARE(static_cast<int>(read.findings.size()), findings);
}

void TestTextHeaders::takesNrrdWithoutOrientation() {
    const std::string header =
        "NRRD0001\ntype: short\ndimension: 3\nsizes: 3 4 5\nspacings: 0.5 nan 2\nendian: little\nencoding: raw\n\n";
    const ImageHeader read = readHeader(written("plain.nrrd", header + m_image.voxelBytes()));
    QCOMPARE(read.geometry.spacingMm, (Vector3{0.5, 1, 2}));
    QCOMPARE(read.geometry.direction, kIdentity3);
    QVERIFY(read.findings.at(0).sentence.find("does not say how it lies") != std::string::npos);
    const std::string units =
        replaced(nrrdHeader(m_image, "raw"), "kinds:", "space units: \"cm\" \"cm\" \"cm\"\nkinds:");
    QCOMPARE(readHeader(written("units.nrrd", units + m_image.voxelBytes())).geometry.spacingMm[0], 7.5);
}

void TestTextHeaders::skipsLinesAndBytes_data() {
    QTest::addColumn<QString>("lines");
    QTest::addColumn<QString>("encoding");
    QTest::addColumn<QByteArray>("before");  // in the file as it is
    QTest::addColumn<QByteArray>("inside");  // with the voxels, before packing
    QTest::newRow("line skip, raw") << "line skip: 2\n" << "raw" << QByteArray("one\ntwo\n") << QByteArray();
    QTest::newRow("line skip, gzip") << "lineskip: 1\n" << "gzip" << QByteArray("one\n") << QByteArray();
    QTest::newRow("byte skip, raw") << "byte skip: 5\n" << "raw" << QByteArray() << QByteArray("12345");
    QTest::newRow("byte skip, gzip") << "byteskip: 5\n" << "gzip" << QByteArray() << QByteArray("12345");
    QTest::newRow("to the end, raw") << "byte skip: -1\n" << "raw" << QByteArray() << QByteArray("anything");
    QTest::newRow("to the end, gzip") << "byte skip: -1\n" << "gzip" << QByteArray() << QByteArray("anything");
    QTest::newRow("both") << "line skip: 1\nbyte skip: 3\n" << "raw" << QByteArray("one\n") << QByteArray("abc");
}

void TestTextHeaders::skipsLinesAndBytes() {
    QFETCH(QString, lines);
    QFETCH(QString, encoding);
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, inside);
    const std::string plain = inside.toStdString() + m_image.voxelBytes();
    const std::string data = before.toStdString() + (encoding == "gzip" ? gzipped(plain) : plain);
    const std::string more = lines.toStdString();
    const auto attached = written("skip.nrrd", nrrdHeader(m_image, encoding.toStdString(), more) + data);
    static_cast<void>(written("skip.bin", data));
    const auto detached =
        written("skip.nhdr", nrrdHeader(m_image, encoding.toStdString(), more + "data file: skip.bin\n"));
    for (const auto& path : {attached, detached}) {
        const ImageVolume volume = readImage(path);
        for (std::size_t i = 0; i < m_image.values.size(); ++i) {
            QCOMPARE(volume.voxels()[i], static_cast<float>(m_image.values[i]));
        }
    }
}

void TestTextHeaders::voxelsLieBesideTheHeaderOrBeneath_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("isRead");
    QTest::newRow("beside") << "own.raw" << true;
    QTest::newRow("beneath") << "below/own.raw" << true;
    QTest::newRow("beside, from below") << "below/../own.raw" << true;
    QTest::newRow("absolute, but beside") << "HERE/own.raw" << true;
    QTest::newRow("above") << "../secret.raw" << false;
    QTest::newRow("absolute") << "HERE/../secret.raw" << false;
    QTest::newRow("a link") << "link.raw" << false;
    QTest::newRow("through a link") << "up/secret.raw" << false;
    QTest::newRow("a name alike") << "../cases and more/secret.raw" << false;
}

void TestTextHeaders::voxelsLieBesideTheHeaderOrBeneath() {
    QFETCH(QString, name);
    QFETCH(const bool, isRead);
    const std::filesystem::path here = folder() / "cases";
    const std::string voxels = m_image.voxelBytes();
    for (const char* file : {"cases/own.raw", "cases/below/own.raw", "secret.raw", "cases and more/secret.raw"}) {
        std::filesystem::create_directories((folder() / file).parent_path());
        writeBytes(folder() / file, voxels);
    }
    std::error_code isThere;
    std::filesystem::create_symlink("../secret.raw", here / "link.raw", isThere);
    std::filesystem::create_directory_symlink("..", here / "up", isThere);
    const std::string data = name.replace("HERE", QString::fromStdString(here.string())).toStdString();
    writeBytes(here / "a.nrrd", nrrdHeader(m_image, "raw", "data file: " + data + "\n"));
    writeBytes(here / "a.mha", metaImageHeader(m_image, false, data));
    for (const char* header : {"a.nrrd", "a.mha"}) {
        const auto error = errorOf([&] { return readImage(here / header); });
        QCOMPARE(!error, isRead);
        QVERIFY(isRead || mentions(error, "not beside or beneath it"));
        qputenv("TANDEM_DATA_ANYWHERE", "1");
        const auto allowed = errorOf([&] { return readImage(here / header); });
        qunsetenv("TANDEM_DATA_ANYWHERE");
        QVERIFY(!allowed);
    }
}

void TestTextHeaders::farOffVoxelsAreNotLookedFor() {
    // Half a GiB of zeros that would have to be unpacked first.
    const std::string zeros = gzipped(std::string(std::size_t{8} << 20, '\0'));
    std::string packed;
    for (int i = 0; i < 64; ++i) {
        packed += zeros;
    }
    packed += gzipped(m_image.voxelBytes());
    for (const char* skip : {"byte skip: -1\n", "byte skip: 536870912\n", "byte skip: 900000000000000\n"}) {
        const auto path = written("far.nrrd", nrrdHeader(m_image, "gzip", skip) + packed);
        QVERIFY(mentions(errorOf([&] { return readImage(path); }), "behind more than 268435456 bytes"));
    }
}

void TestTextHeaders::refusesNrrd_data() {
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("words");
    QTest::newRow("magic") << "NRRD0004" << "NRRD0009" << "does not begin as a NRRD file";
    QTest::newRow("two axes") << "dimension: 3" << "dimension: 2" << "\"sizes\"";
    QTest::newRow("no sizes") << "sizes: 3 4 5" << "# none" << "\"sizes\"";
    QTest::newRow("fewer sizes") << "sizes: 3 4 5" << "sizes: 3 4" << "\"sizes\"";
    QTest::newRow("empty axis") << "sizes: 3 4 5" << "sizes: 3 0 5" << "\"sizes\"";
    QTest::newRow("type") << "type: short" << "type: block" << "type \"block\"";
    QTest::newRow("bzip2") << "encoding: raw" << "encoding: bzip2" << "encoding \"bzip2\"";
    QTest::newRow("hex") << "encoding: raw" << "encoding: hex" << "encoding \"hex\"";
    QTest::newRow("no endian") << "endian: little" << "# endian" << "\"endian\"";
    QTest::newRow("directions") << "space directions: (" << "space directions: [" << "\"space directions\"";
    QTest::newRow("flat directions") << "space origin: (" << "space origin: (1,2) (" << "\"space origin\"";
    QTest::newRow("many files") << "kinds:" << "data file: LIST\nkinds:" << "several files";
    QTest::newRow("numbered files") << "kinds:" << "data file: slice%03d.raw 1 5 1\nkinds:" << "several files";
    QTest::newRow("byte skip") << "kinds:" << "byte skip: -5\nkinds:" << "byte skip of -5";
    QTest::newRow("line skip") << "kinds:" << "line skip: 900\nkinds:" << "lines to skip";
    QTest::newRow("no field") << "kinds:" << "nonsense\nkinds:" << "no field";
    QTest::newRow("vector") << "dimension: 3" << "dimension: 4" << "\"sizes\"";
}

void TestTextHeaders::refusesNrrd() {
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(QString, words);
    const std::string header = nrrdHeader(m_image, "raw");
    QVERIFY(header.find(from.toStdString()) != std::string::npos);
    const auto path =
        written("bad.nrrd", replaced(header, from.toStdString(), to.toStdString()) + m_image.voxelBytes());
    const auto error = errorOf([&] { return readImage(path); });
    QVERIFY2(mentions(error, words.toStdString()), error ? error->what() : "it was read");
    QVERIFY(mentions(error, path.string()));
}

void TestTextHeaders::takesNrrdAxisOfOne() {
    const auto with = [&](const std::string& sizes, const std::string& directions, const std::string& kinds) {
        std::string header = replaced(nrrdHeader(m_image, "raw"), "dimension: 3", "dimension: 4");
        header = replaced(header, "sizes: 3 4 5", "sizes: " + sizes);
        header = replaced(header, "kinds: domain domain domain", "kinds: " + kinds);
        const auto at = header.find("space directions: ");
        header.replace(at, header.find('\n', at) - at, "space directions: " + directions);
        return written("four.nrrd", header + m_image.voxelBytes());
    };
    const auto trailing = with("3 4 5 1", "(1,0,0) (0,1,0) (0,0,1) none", "domain domain domain list");
    QCOMPARE(readImage(trailing).geometry().size, (Index3{3, 4, 5}));
    const auto leading = with("1 3 4 5", "none (1,0,0) (0,1,0) (0,0,1)", "list domain domain domain");
    QCOMPARE(readImage(leading).geometry().size, (Index3{3, 4, 5}));
    const auto vector = with("3 2 2 5", "none (1,0,0) (0,1,0) (0,0,1)", "vector domain domain domain");
    QCOMPARE(readHeader(vector).channels, 3);
    QVERIFY(mentions(errorOf([&] { return readImage(vector); }), "3 numbers per voxel"));
}

void TestTextHeaders::takesWindowsLineEnds() {
    std::string header = nrrdHeader(m_image, "raw");
    std::string windows;
    for (const char c : header) {
        windows += c == '\n' ? "\r\n" : std::string(1, c);
    }
    QCOMPARE(readImage(written("windows.nrrd", windows + m_image.voxelBytes())).voxels()[20], 20.0F);
}

void TestTextHeaders::readsMetaImageVariants() {
    const std::string scaled = metaImageHeader(
        m_image, false, "LOCAL", "ElementToIntensityFunctionSlope = 2\nElementToIntensityFunctionOffset = -1\n");
    QCOMPARE(readImage(written("scaled.mha", scaled + m_image.voxelBytes())).voxels()[20], 39.0F);

    static_cast<void>(written("foreign.bin", "a foreign header" + m_image.voxelBytes()));
    for (const char* size : {"HeaderSize = 16\n", "HeaderSize = -1\n"}) {
        const auto path = written("foreign.mhd", metaImageHeader(m_image, false, "foreign.bin", size));
        QCOMPARE(readImage(path).voxels()[20], 20.0F);
    }
    std::string text = replaced(metaImageHeader(m_image, false, "LOCAL"), "BinaryData = True", "BinaryData = False");
    for (const double value : m_image.values) {
        text += std::to_string(static_cast<int>(value)) + " ";
    }
    QCOMPARE(readImage(written("text.mha", text)).voxels()[59], -32768.0F);

    std::string four = replaced(metaImageHeader(m_image, false, "LOCAL"), "NDims = 3", "NDims = 4");
    four = replaced(four, "DimSize = 3 4 5", "DimSize = 3 4 5 1");
    four = replaced(four, "ElementSpacing = 0.75 1.5 2.25", "ElementSpacing = 0.75 1.5 2.25 1");
    four = replaced(four, "Offset = -12.5 33.25 -101.125", "Offset = -12.5 33.25 -101.125 0");
    const auto at = four.find("TransformMatrix");
    four.replace(at, four.find('\n', at) - at, "TransformMatrix = 0 1 0 0 1 0 0 0 0 0 -1 0 0 0 0 1");
    const ImageHeader header = readHeader(written("four.mha", four + m_image.voxelBytes()));
    QCOMPARE(header.geometry.orientation(), std::string("PLI"));
    QCOMPARE(header.geometry.spacingMm, m_image.geometry.spacingMm);
}

void TestTextHeaders::refusesMetaImage_data() {
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("words");
    QTest::newRow("2D") << "NDims = 3" << "NDims = 2" << "DimSize";
    QTest::newRow("no axes") << "NDims = 3" << "NDims = x" << "NDims";
    QTest::newRow("size") << "DimSize = 3 4 5" << "DimSize = 3 4 -5" << "DimSize";
    QTest::newRow("type") << "MET_SHORT" << "MET_OTHER" << "MET_OTHER";
    QTest::newRow("channels") << "ElementType" << "ElementNumberOfChannels = 3\nElementType" << "3 numbers per voxel";
    QTest::newRow("matrix") << "TransformMatrix = " << "TransformMatrix = 1 " << "transformmatrix";
    QTest::newRow("shear") << "TransformMatrix = " << "TransformMatrix = 1 0 0 1 0 0 0 0 1\nIgnored = "
                           << "not at right angles";
    QTest::newRow("spacing") << "ElementSpacing = 0.75" << "ElementSpacing = 0" << "spacing";
    QTest::newRow("list") << "= LOCAL" << "= LIST" << "several files";
    QTest::newRow("pattern") << "= LOCAL" << "= slice%03d.raw 1 5 1" << "several files";
    QTest::newRow("no end") << "ElementDataFile" << "ElementDataFil" << "no complete MetaImage header";
    QTest::newRow("slope") << "ElementType" << "ElementToIntensityFunctionSlope = 0\nElementType"
                           << "ElementToIntensityFunctionSlope";
}

void TestTextHeaders::refusesMetaImage() {
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(QString, words);
    const std::string header = metaImageHeader(m_image, false, "LOCAL");
    QVERIFY(header.find(from.toStdString()) != std::string::npos);
    const auto path = written("bad.mha", replaced(header, from.toStdString(), to.toStdString()) + m_image.voxelBytes());
    const auto error = errorOf([&] { return readImage(path); });
    QVERIFY2(mentions(error, words.toStdString()), error ? error->what() : "it was read");
    QVERIFY(mentions(error, path.string()));
}

void TestTextHeaders::takesUnitsInWords_data() {
    QTest::addColumn<QString>("unit");
    QTest::addColumn<double>("millimetres");
    QTest::newRow("microns") << "microns" << 1e-3;
    QTest::newRow("Micrometers") << "Micrometers" << 1e-3;
    QTest::newRow("micro sign") << "\u00b5m" << 1e-3;
    QTest::newRow("Greek mu") << "\u03bcm" << 1e-3;
    QTest::newRow("millimetres") << "millimetres" << 1.0;
    QTest::newRow("metres") << "m" << 1000.0;
    QTest::newRow("parsecs") << "parsecs" << 0.0;
}

void TestTextHeaders::takesUnitsInWords() {
    QFETCH(const QString, unit);
    QFETCH(const double, millimetres);
    const std::string quoted = "\"" + unit.toStdString() + "\"";
    const std::string line = "space units: " + quoted + " " + quoted + " " + quoted + "\n";
    const ImageHeader read = readHeader(written("units.nrrd", nrrdHeader(m_image, "raw", line) + m_image.voxelBytes()));
    const double scale = millimetres > 0 ? millimetres : 1;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        QVERIFY(std::abs(read.geometry.spacingMm[axis] / (scale * m_image.geometry.spacingMm[axis]) - 1) < 1e-9);
    }
    QCOMPARE(read.findings.size(), std::size_t{millimetres > 0 ? 0U : 1U});
}

/// As 3D Slicer saves segments that may overlap: a list of layers for each voxel.
void TestTextHeaders::mergesLayersOfSegments() {
    const auto segmentation = [&](const std::string& secondValue, const std::string& layers) {
        std::string header =
            "NRRD0004\ntype: unsigned char\ndimension: 4\nspace: left-posterior-superior\nsizes: 2 2 1 2\n"
            "space directions: none (1,0,0) (0,1,0) (0,0,2)\nkinds: list domain domain domain\nencoding: raw\n"
            "space origin: (0,0,0)\nSegment0_Name:=liver\nSegment0_Layer:=0\nSegment0_LabelValue:=1\n"
            "Segment1_Name:=tumour\nSegment1_Layer:=1\nSegment1_LabelValue:=" +
            secondValue + "\n\n";
        return written("layers.seg.nrrd", header + layers);
    };
    std::vector<Finding> findings;
    const auto values = [&](const std::filesystem::path& path) {
        const auto [header, label] = readLabelAndHeader(path, {}, {});
        findings = header.findings;
        return std::vector<std::int32_t>(label.voxels().begin(), label.voxels().end());
    };
    QCOMPARE(values(segmentation("5", std::string("\1\0\0\5\0\0\0\5", 8))), (std::vector{1, 5, 0, 5}));
    QVERIFY2(QString::fromStdString(findings.back().sentence).contains("merged: 1 liver, 5 tumour."),
             findings.back().sentence.c_str());
    QCOMPARE(values(segmentation("1", std::string("\1\0\0\1\0\0\0\1", 8))), (std::vector{1, 2, 0, 2}));
    QVERIFY2(QString::fromStdString(findings.back().sentence).contains("merged and numbered: 1 liver, 2 tumour."),
             findings.back().sentence.c_str());
    const auto overlap = segmentation("5", std::string("\1\5\0\5\0\0\0\5", 8));
    QVERIFY(mentions(errorOf([&] { return readLabel(overlap); }), "overlap (liver and tumour)"));
    const auto unknown = segmentation("5", std::string("\1\0\0\6\0\0\0\5", 8));
    QVERIFY(mentions(errorOf([&] { return readLabel(unknown); }), "value 6 in layer 1"));
}

QTEST_GUILESS_MAIN(TestTextHeaders)
#include "tst_text_headers.moc"
