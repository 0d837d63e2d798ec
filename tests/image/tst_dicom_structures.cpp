// Segmentations and structure sets that were made field by field are read as labels.
#include "core/volume/lattice.h"
#include "storage/image/dicom_series.h"
#include "storage/image/dicom_structures.h"
#include "tests/core/expect_error.h"
#include "tests/core/test_files.h"
#include "tests/image/made_files.h"
#include "tests/image/made_structures.h"

#include <dcmtk/dcmdata/dcrleerg.h>
#include <dcmtk/dcmdata/dcrlerp.h>

#include <QTemporaryDir>
#include <QtTest>
#include <algorithm>
#include <cmath>
#include <numbers>

using namespace tandem;

namespace {

using Pixels = std::vector<std::uint8_t>;

/// The grid of writeMadeSeries().
Geometry madeGrid(std::int64_t slices) {
    return {{4, 3, slices}, {0.25, 0.5, 2.5}, {-10, 20, 0}, kIdentity3};
}

/// Pixels without any symmetry, different for every number.
Pixels patternOf(int number) {
    Pixels pixels;
    for (int at = 0; at < 12; ++at) {
        pixels.push_back((at * at + 3 * number + at * number) % 5 < 2 ? 1 : 0);
    }
    return pixels;
}

std::vector<std::int32_t> voxelsOn(const Geometry& grid, const StructureLabel& read) {
    const auto placed = placedOn(grid, read.label);
    return placed ? std::vector<std::int32_t>(placed->voxels().begin(), placed->voxels().end())
                  : std::vector<std::int32_t>();
}

/// Whether a point lies within an odd number of polygons, by the edges that a ray to the right crosses.
bool isWithin(const Vector3& point, const std::vector<std::vector<Vector3>>& polygons, const Vector3& u,
              const Vector3& v) {
    const auto along = [](const Vector3& a, const Vector3& b) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; };
    const double x = along(point, u);
    const double y = along(point, v);
    bool isOdd = false;
    for (const auto& polygon : polygons) {
        for (std::size_t i = 0, j = polygon.size() - 1; i < polygon.size(); j = i++) {
            const double yi = along(polygon[i], v), yj = along(polygon[j], v);
            const double xi = along(polygon[i], u), xj = along(polygon[j], u);
            if ((yi > y) != (yj > y) && x < (xj - xi) * (y - yi) / (yj - yi) + xi) {
                isOdd = !isOdd;
            }
        }
    }
    return isOdd;
}

}  // namespace

class TestDicomStructures : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void segmentsAreReadFrameByFrame();
    void sparseFramesTakeTheImagesDistance();
    void fractionsOfHalfCount();
    void overlapsGoToTheHighestRank();
    void packedFractionsAreUnpacked();
    void framesMustMakeAVolume_data();
    void framesMustMakeAVolume();
    void contoursAreFilledByTheEvenOddRule();
    void contoursLieOnTheNearestSlice();
    void contoursBesideTheSlicesAreCounted();
    void contoursThatShareAnEdgeShareNoVoxel();
    void whatItSaysOfItself();
    void damagedFilesAreRefused();
    void thoseOfOthersAreRead();
    void manySmallContoursAreNoDamage();
    void longContoursTakeTimeInProportion();

private:
    [[nodiscard]] std::filesystem::path fresh() {
        return std::filesystem::path(m_folder.path().toStdString()) / (std::to_string(m_count++) + ".dcm");
    }
    [[nodiscard]] DicomStructureSet written(const MadeSegmentation& made, const ChangeDataset& change = {}) {
        const auto file = fresh();
        writeMadeSegmentation(file, made, change);
        return readStructureSets({file}, {}).front();
    }
    [[nodiscard]] DicomStructureSet written(const MadeStructureSet& made, const ChangeDataset& change = {}) {
        const auto file = fresh();
        writeMadeStructureSet(file, made, change);
        return readStructureSets({file}, {}).front();
    }

    QTemporaryDir m_folder;
    int m_count = 0;
};

/// Frames from the top down, of two segments in turn, the third of five slices without any; 12 bits each, so that most
/// begin within a byte.
void TestDicomStructures::segmentsAreReadFrameByFrame() {
    const Geometry grid = madeGrid(5);
    MadeSegmentation made{.names = {"one", "two"}};
    std::vector<std::int32_t> right(60, 0);
    for (int slice = 4; slice >= 0; --slice) {
        for (const int segment : {2, 1}) {
            const Pixels pixels = patternOf(slice);
            Pixels own(12, 0);
            for (std::size_t at = 0; at < own.size() && slice != 2; ++at) {
                own[at] = (at % 2 == 0) == (segment == 1) ? pixels[at] : 0;
                if (own[at] != 0) {
                    right[static_cast<std::size_t>(slice) * 12 + at] = segment;
                }
            }
            if (slice != 2) {
                made.frames.push_back({segment, placeOfMadeSlice(slice), own, {}});
            }
        }
    }
    const DicomStructureSet set = written(made);
    QCOMPARE(set.problem, std::string());
    const StructureLabel read = readStructures(set, {{1}, {2}}, grid, {});
    QCOMPARE(voxelsOn(grid, read), right);
    QVERIFY(read.overlaps.empty());
    // One alone, and both as one class.
    for (std::int32_t& voxel : right) {
        voxel = voxel == 2 ? 1 : 0;
    }
    QCOMPARE(voxelsOn(grid, readStructures(set, {{2}}, grid, {})), right);
    const StructureLabel both = readStructures(set, {{2, 1}}, grid, {});
    QCOMPARE(std::ranges::count(both.label.voxels(), 1),
             std::ranges::count_if(read.label.voxels(), [](std::int32_t voxel) { return voxel != 0; }));
}

void TestDicomStructures::sparseFramesTakeTheImagesDistance() {
    const Geometry grid = madeGrid(9);
    for (const char* between : {"", "2.5", "2.4"}) {
        const DicomStructureSet set = written(MadeSegmentation{
            .frames = {{1, placeOfMadeSlice(6), patternOf(6), {}}, {1, placeOfMadeSlice(2), patternOf(2), {}}},
            .between = between});
        const StructureLabel read = readStructures(set, {{1}}, grid, {});
        QCOMPARE(read.label.geometry().size[2], std::int64_t{5});
        const auto voxels = voxelsOn(grid, read);
        QCOMPARE(voxels.size(), std::size_t{9 * 12});
        for (int slice = 0; slice < 9; ++slice) {
            const Pixels right = slice == 6 || slice == 2 ? patternOf(slice) : Pixels(12, 0);
            QVERIFY(std::equal(right.begin(), right.end(), voxels.begin() + slice * 12));
        }
    }
    // Stored along other axes: rows run to the right and columns to the front, and the first voxel is the last one.
    MadeSegmentation turned{.frames = {{1, {-10 + 3 * 0.25, 20 + 2 * 0.5, 5}, patternOf(2), {}}},
                            .orientation = "-1\\0\\0\\0\\-1\\0"};
    Pixels right = patternOf(2);
    std::ranges::reverse(right);
    const auto voxels = voxelsOn(grid, readStructures(written(turned), {{1}}, grid, {}));
    QVERIFY(voxels.size() == 9 * 12 && std::equal(right.begin(), right.end(), voxels.begin() + 2 * 12));
}

void TestDicomStructures::fractionsOfHalfCount() {
    const DicomStructureSet set = written(MadeSegmentation{
        .frames = {{1, placeOfMadeSlice(0), {0, 1, 99, 100, 101, 200, 0, 150, 50, 100, 0, 0}, {}}}, .maximum = 200});
    QVERIFY(set.isFractional);
    const StructureLabel read = readStructures(set, {{1}}, madeGrid(2), {});
    QCOMPARE(std::vector<std::int32_t>(read.label.voxels().begin(), read.label.voxels().end()),
             (std::vector<std::int32_t>{0, 0, 0, 1, 1, 1, 0, 1, 0, 1, 0, 0}));
}

void TestDicomStructures::overlapsGoToTheHighestRank() {
    const Pixels low{1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    const Pixels high{0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0};
    const Vector3 place = placeOfMadeSlice(0);
    const DicomStructureSet set =
        written(MadeSegmentation{.names = {"one", "two"}, .frames = {{2, place, high, {}}, {1, place, low, {}}}});
    constexpr std::int32_t kShared = ClassPainter::kShared;
    for (const bool isTwoHigher : {true, false}) {
        const StructureLabel read = readStructures(set,
                                                   isTwoHigher ? std::vector<std::vector<std::int32_t>>{{1}, {2}}
                                                               : std::vector<std::vector<std::int32_t>>{{2}, {1}},
                                                   madeGrid(2), {});
        const auto voxels = read.label.voxels();
        QCOMPARE(voxels[0], isTwoHigher ? 1 : 2);
        QCOMPARE(voxels[2], 2 | kShared);
        QCOMPARE(voxels[3], isTwoHigher ? 2 : 1);
        QCOMPARE(read.overlaps, (std::vector<RankPair>{{1, 2}}));
    }
}

void TestDicomStructures::packedFractionsAreUnpacked() {
    DcmRLEEncoderRegistration::registerCodecs();
    const auto plain = fresh();
    writeMadeSegmentation(
        plain, {.frames = {{1, placeOfMadeSlice(1), {9, 9, 9, 9, 9, 9, 0, 0, 0, 0, 0, 0}, {}}}, .maximum = 9});
    DcmFileFormat format;
    format.loadFile(OFFilename(plain.c_str()));
    const DcmRLERepresentationParameter rle;
    QVERIFY(format.getDataset()->chooseRepresentation(EXS_RLELossless, &rle).good());
    const auto packed = fresh();
    QVERIFY(format.saveFile(OFFilename(packed.c_str()), EXS_RLELossless).good());
    DcmRLEEncoderRegistration::cleanup();
    const StructureLabel read = readStructures(readStructureSets({packed}, {}).front(), {{1}}, madeGrid(2), {});
    QCOMPARE(std::ranges::count(read.label.voxels(), 1), 6);
}

void TestDicomStructures::framesMustMakeAVolume_data() {
    QTest::addColumn<QList<double>>("x");
    QTest::addColumn<QList<double>>("z");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("uneven") << QList<double>{-10, -10, -10} << QList<double>{0, 2.5, 6.1} << "at uneven distances";
    QTest::newRow("sideways") << QList<double>{-10, -10, -9} << QList<double>{0, 2.5, 5}
                              << "do not lie one above the other";
    QTest::newRow("far apart") << QList<double>{-10, -10, -10} << QList<double>{0, 2.5, 2.5e8} << "too far apart";
}

void TestDicomStructures::framesMustMakeAVolume() {
    QFETCH(QList<double>, x);
    QFETCH(QList<double>, z);
    QFETCH(QString, sentence);
    MadeSegmentation made{.between = ""};
    for (qsizetype at = 0; at < z.size(); ++at) {
        made.frames.push_back({1, {x[at], 20, z[at]}, patternOf(1), {}});
    }
    const DicomStructureSet set = written(made);
    const auto error = errorOf([&] { return readStructures(set, {{1}}, madeGrid(4), {}); });
    QVERIFY2(mentions(error, sentence.toUtf8().constData()), error ? error->what() : "");
}

/// An oblique grid; on each slice a star with a hole, an island in the hole and a triangle beside it.
void TestDicomStructures::contoursAreFilledByTheEvenOddRule() {
    Geometry grid{{40, 32, 4}, {0.8, 1.1, 3}, {-20, 11, 5}, obliqueDirection()};
    const auto axis = [&](std::size_t a) {
        return Vector3{grid.direction[0][a], grid.direction[1][a], grid.direction[2][a]};
    };
    std::vector<std::vector<std::vector<Vector3>>> ofSlice(4);
    MadeStructureSet made{.names = {"one", "beside"}};
    for (int slice = 0; slice < 4; ++slice) {
        const auto ring = [&](double x, double y, double radius, double wave, int points) {
            std::vector<Vector3> polygon;
            for (int at = 0; at < points; ++at) {
                const double angle = 2 * std::numbers::pi * at / points + 0.1 * slice;
                const double r = radius * (1 + wave * std::cos(5 * angle));
                polygon.push_back(
                    grid.positionMm({x + r * std::cos(angle), y + r * std::sin(angle), static_cast<double>(slice)}));
            }
            return polygon;
        };
        ofSlice[static_cast<std::size_t>(slice)] = {ring(17.3, 15.2, 11, 0.25, 60), ring(17.1, 15.4, 6, 0, 31),
                                                    ring(16.8, 15.1, 2.4, 0, 9), ring(35.5, 28.3, 5.2, 0, 3)};
        for (const auto& polygon : ofSlice[static_cast<std::size_t>(slice)]) {
            made.contours.push_back({.structure = 1, .points = polygon});
        }
    }
    const StructureLabel read = readStructures(written(made), {{1}}, grid, {});
    QCOMPARE(read.label.geometry(), grid);
    std::int64_t filled = 0;
    for (std::int64_t z = 0; z < 4; ++z) {
        for (std::int64_t y = 0; y < 32; ++y) {
            for (std::int64_t x = 0; x < 40; ++x) {
                const Vector3 centre =
                    grid.positionMm({static_cast<double>(x), static_cast<double>(y), static_cast<double>(z)});
                const bool isIn = isWithin(centre, ofSlice[static_cast<std::size_t>(z)], axis(0), axis(1));
                QVERIFY2(read.label.at(x, y, z) == (isIn ? 1 : 0),
                         qPrintable(QStringLiteral("%1 %2 %3").arg(x).arg(y).arg(z)));
                filled += isIn ? 1 : 0;
            }
        }
    }
    QVERIFY(filled > 4 * 250);
    QCOMPARE(read.label.at(17, 15, 0), 1);  // the island
    QCOMPARE(read.label.at(17, 11, 0), 0);  // the hole
}

namespace {

/// A square of 2 x 2 voxels of madeGrid() around the second and third column and row... of a slice, at a place between
/// slices, and with one point lifted.
std::vector<Vector3> squareAt(double slice, double lift = 0) {
    const double z = slice * 2.5;
    return {{-9.875, 20.25, z}, {-9.375, 20.25, z}, {-9.375, 21.25, z}, {-9.875, 21.25, z + lift}};
}

}  // namespace

void TestDicomStructures::contoursLieOnTheNearestSlice() {
    for (const double place : {2.0, 1.6, 2.4, 2.03}) {
        const DicomStructureSet set = written(MadeStructureSet{.contours = {{.points = squareAt(place)}}});
        const StructureLabel read = readStructures(set, {{1}}, madeGrid(4), {});
        for (std::int64_t z = 0; z < 4; ++z) {
            const auto slice = read.label.voxels().subspan(static_cast<std::size_t>(z) * 12, 12);
            QCOMPARE(std::ranges::count(slice, 1), z == 2 ? 4 : 0);
        }
        QCOMPARE(read.label.at(1, 1, 2), 1);
        QCOMPARE(read.label.at(2, 2, 2), 1);
    }
}

void TestDicomStructures::contoursBesideTheSlicesAreCounted() {
    MadeStructureSet made;
    for (const double place : {0.0, 1.0, 1.2, 2.5, 7.0, -3.0}) {
        made.contours.push_back({.points = squareAt(place)});
    }
    made.contours.push_back({.points = squareAt(3, 1)});
    made.contours.push_back({.points = squareAt(9), .type = "POINT"});
    const auto error = errorOf([&] { return readStructures(written(made), {{1}}, madeGrid(4), {}); });
    QVERIFY2(
        mentions(error, "of 7 there are 1 not in the plane of the slices, 2 between two slices, 2 beyond the slices"),
        error ? error->what() : "");
    // Those of structures that are not wanted do not matter.
    made.names = {"one", "two"};
    made.contours.push_back({.structure = 2, .points = squareAt(1)});
    QCOMPARE(std::ranges::count(readStructures(written(made), {{2}}, madeGrid(4), {}).label.voxels(), 1), 4);
}

void TestDicomStructures::contoursThatShareAnEdgeShareNoVoxel() {
    // The edge runs through the centres of the third column.
    MadeStructureSet made{.names = {"left", "right"}};
    const auto box = [](double from, double to) {
        return std::vector<Vector3>{{from, 19, 0}, {to, 19, 0}, {to, 22, 0}, {from, 22, 0}};
    };
    made.contours = {{.structure = 1, .points = box(-11, -9.5)}, {.structure = 2, .points = box(-9.5, -8)}};
    const StructureLabel read = readStructures(written(made), {{1}, {2}}, madeGrid(2), {});
    QVERIFY(read.overlaps.empty());
    for (std::int64_t x = 0; x < 4; ++x) {
        QCOMPARE(read.label.at(x, 1, 0), x < 2 ? 1 : 2);
    }
}

void TestDicomStructures::whatItSaysOfItself() {
    const DicomStructureSet segments =
        written(MadeSegmentation{.names = {"Vorhof, gr\xf6\xdf"
                                           "er",
                                           ""},
                                 .frames = {{1, placeOfMadeSlice(1), patternOf(1), "1.2.3.4.1"},
                                            {2, placeOfMadeSlice(2), patternOf(1), "1.2.3.4.2"}}});
    QCOMPARE(segments.structures, (std::vector<DicomStructure>{{1, "Vorhof, größer"}, {2, "structure 2"}}));
    QCOMPARE(segments.seriesUids, (std::vector<std::string>{"1.2.3.100"}));
    QCOMPARE(segments.imageUids, (std::vector<std::string>{"1.2.3.4.1", "1.2.3.4.2"}));
    QCOMPARE(segments.written, std::string("20240301"));
    QVERIFY(segments.kind == StructureKind::Segments && !segments.isFractional);

    // A point is no structure.
    const DicomStructureSet contours =
        written(MadeStructureSet{.names = {"Herz", "Isozentrum"},
                                 .contours = {{.structure = 1, .points = squareAt(0), .imageUid = "1.2.3.4.0"},
                                              {.structure = 2, .points = {{0, 0, 0}}, .type = "POINT"}}});
    QVERIFY(contours.kind == StructureKind::Contours);
    QCOMPARE(contours.structures, (std::vector<DicomStructure>{{1, "Herz"}}));
    QCOMPARE(contours.imageUids, (std::vector<std::string>{"1.2.3.4.0"}));

    const auto problemOf = [&](const ChangeDataset& change) {
        return QString::fromStdString(
            written(MadeSegmentation{.frames = {{1, placeOfMadeSlice(0), patternOf(0), {}}}}, change).problem);
    };
    QVERIFY(problemOf([](DcmDataset& d) {
                d.putAndInsertString(DCM_SegmentationType, "LABELMAP");
            }).contains("of the type \"LABELMAP\""));
    QVERIFY(problemOf([](DcmDataset& d) {
                d.putAndInsertString(DCM_NumberOfFrames, "7");
            }).contains("describes 1 of its frames (7)"));
    QVERIFY(problemOf([](DcmDataset& d) {
                d.findAndDeleteElement(DCM_SharedFunctionalGroupsSequence);
            }).contains("do not say where they lie"));
    QVERIFY(problemOf([](DcmDataset& d) { d.findAndDeleteElement(DCM_SegmentSequence); }).contains("has no segments"));
}

/// Cut short anywhere, or with fewer pixels than frames: a problem or an Error that names the file, and no label.
void TestDicomStructures::damagedFilesAreRefused() {
    const auto segments = fresh();
    writeMadeSegmentation(
        segments, {.frames = {{1, placeOfMadeSlice(0), patternOf(0), {}}, {1, placeOfMadeSlice(1), patternOf(1), {}}}});
    const auto contours = fresh();
    writeMadeStructureSet(contours, {.contours = {{.points = squareAt(0)}, {.points = squareAt(1)}}});
    for (const auto& whole : {segments, contours}) {
        const std::string bytes = bytesOfFile(whole);
        const auto cut = fresh();
        for (std::size_t length = 0; length + 2 < bytes.size(); length += 37) {
            writeBytes(cut, bytes.substr(0, length));
            const auto error =
                errorOf([&] { return readStructures(readStructureSets({cut}, {}).front(), {{1}}, madeGrid(4), {}); });
            QVERIFY2(error && error->code() == ErrorCode::InvalidInput && mentions(error, cut.filename().c_str()),
                     qPrintable(QString::number(length)));
        }
    }
    const DicomStructureSet few =
        written(MadeSegmentation{.frames = {{1, placeOfMadeSlice(0), patternOf(0), {}}}}, [](DcmDataset& d) {
            const Uint8 byte[2] = {1, 1};
            d.putAndInsertUint8Array(DCM_PixelData, byte, 2);
            d.putAndInsertUint16(DCM_Columns, 400);
        });
    const auto error = errorOf([&] { return readStructures(few, {{1}}, madeGrid(4), {}); });
    QVERIFY2(mentions(error, "fewer voxels than frames"), error ? error->what() : "");
}

/// Made by highdicom: frames far apart, without a distance of slices, in an encoding without value representations.
void TestDicomStructures::thoseOfOthersAreRead() {
    const auto files = realData("odd/dicom");
    NEEDS_REAL_DATA(files);
    const Geometry image{{16, 16, 200}, {0.488281, 0.488281, 1.25}, {-125, -128.100006, -99.480003}, kIdentity3};
    const auto read = [&](const char* name, const std::vector<std::vector<std::int32_t>>& classes) {
        return readStructures(readStructureSets({files / name}, {}).front(), classes, image, {});
    };
    const StructureLabel one = read("seg_image_ct_binary.dcm", {{1}});
    QCOMPARE(one.label.geometry().size, (Index3{16, 16, 3}));
    for (const auto& [slice, voxels] : {std::pair(0, 127), std::pair(1, 256), std::pair(2, 255)}) {
        QCOMPARE(std::ranges::count(one.label.voxels().subspan(static_cast<std::size_t>(slice) * 256, 256), 1), voxels);
    }
    const StructureLabel two = read("seg_image_ct_binary_overlap.dcm", {{1}, {2}});
    QCOMPARE(two.label.geometry().size, (Index3{16, 16, 165}));
    QCOMPARE(std::ranges::count(two.label.voxels(), 1), 48);
    QCOMPARE(std::ranges::count(two.label.voxels(), 2 | ClassPainter::kShared), 16);
}

/// Their fields take far more memory than their bytes in the file.
void TestDicomStructures::manySmallContoursAreNoDamage() {
    MadeStructureSet made{.contours = std::vector<MadeContour>(60'001, {.points = squareAt(1)})};
    const auto file = fresh();
    writeMadeStructureSet(file, made);
    const std::vector<DicomSeries> series = findDicomSeries(std::vector{file});
    QCOMPARE(series.size(), std::size_t{1});
    QVERIFY2(series.front().holdsStructures, series.front().findings.front().c_str());
    const StructureLabel read = readStructures(readStructureSets({file}, {}).front(), {{1}}, madeGrid(2), {});
    QCOMPARE(std::ranges::count(read.label.voxels(), 1), 4);
}

/// So long that they are stored as of an unknown kind; with a look at all values before each, they would take minutes.
void TestDicomStructures::longContoursTakeTimeInProportion() {
    std::vector<Vector3> ring;
    for (int at = 0; at < 2'300; ++at) {
        const double angle = 2 * std::numbers::pi * at / 2'300;
        ring.push_back({-9.625 + 0.3 * std::cos(angle), 20.5 + 0.6 * std::sin(angle), 2.5});
    }
    const DicomStructureSet set =
        written(MadeStructureSet{.contours = std::vector<MadeContour>(201, {.points = ring})});
    QCOMPARE(set.problem, std::string());
    const StructureLabel read = readStructures(set, {{1}}, madeGrid(2), {});
    QCOMPARE(read.label.at(1, 1, 1), 1);
    QCOMPARE(read.label.at(1, 1, 0), 0);
}

QTEST_GUILESS_MAIN(TestDicomStructures)
#include "tst_dicom_structures.moc"
