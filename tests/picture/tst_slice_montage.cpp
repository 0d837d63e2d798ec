#include "core/base/error.h"
#include "core/phantom/phantom.h"
#include "ui/picture/graphics_session.h"
#include "ui/picture/largest_slice.h"
#include "ui/picture/slice_montage.h"
#include "ui/picture/tile_painter.h"

#include <QFile>
#include <QGuiApplication>
#include <QImage>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

using namespace tandem;

namespace {

/// A grid of 8x6x4 voxels along the given patient axes: columns of the direction matrix.
Geometry smallGrid() {
    return {.size = {8, 6, 4}, .spacingMm = {1, 1, 3}};
}

template <class T>
Volume<T> volumeWith(const Geometry& geometry, const Index3& voxel, T value, T elsewhere) {
    std::vector<T> voxels(static_cast<std::size_t>(geometry.voxelCount()), elsewhere);
    const std::int64_t index = voxel[0] + geometry.size[0] * (voxel[1] + geometry.size[1] * voxel[2]);
    voxels[static_cast<std::size_t>(index)] = value;
    return {geometry, std::move(voxels)};
}

/// The page's pixel at the centre of a tile's voxel, given by column and row of columns x rows.
QColor colourIn(const QImage& page, const SliceMontage& montage, double column, double row, double columns,
                double rows) {
    const auto [left, top, width, height] = montage.tileRectangle(0, 0);
    return page.pixelColor(left + static_cast<int>((column + 0.5) / columns * width),
                           top + static_cast<int>((row + 0.5) / rows * height));
}

QColor expected(ColourMapName map, double fraction) {
    const auto colour = colourAt(map, fraction);
    return {colour[0], colour[1], colour[2]};
}

ErrorCode codeOf(const std::function<void()>& action) {
    try {
        action();
    } catch (const Error& error) {
        return error.code();
    }
    return ErrorCode::Internal;
}

SliceMontage mapMontage(MontageSettings settings) {
    return {{{.title = "Map", .scale = MapScale::similarity()}}, settings};
}

}  // namespace

class TestSliceMontage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void mapVoxelHasItsColourAtItsPlace_data();
    void mapVoxelHasItsColourAtItsPlace();
    void orientationIsRadiological_data();
    void orientationIsRadiological();
    void tileFollowsTheSpacing();
    void pageScalesWithThePixelRatio();
    void imageIsWindowedByPercentiles();
    void labelIsTintedAndOutlined();
    void theOtherLabelIsDashed_data();
    void theOtherLabelIsDashed();
    void colourMeansTheSameInEveryRow();
    void colourBarRunsFromEndToEnd();
    void uncertaintyReachesToLogOfTheClasses();
    void unusableRowsAreRefused_data();
    void unusableRowsAreRefused();
    void unusableSettingsAreRefused();
    void largestSliceIsFound();
    void pngHoldsTheDrawnPage();
    void phantomPageHasNothingCutOff();
};

void TestSliceMontage::mapVoxelHasItsColourAtItsPlace_data() {
    QTest::addColumn<bool>("smooth");
    QTest::newRow("smooth") << true;
    QTest::newRow("blocks") << false;
}

void TestSliceMontage::mapVoxelHasItsColourAtItsPlace() {
    QFETCH(bool, smooth);
    SliceMontage montage = mapMontage({.tileWidth = 8 * 31, .smooth = smooth});
    montage.addRow(
        {.name = "case", .slice = 2, .tiles = {{.map = volumeWith<float>(smallGrid(), {5, 1, 2}, 1.0F, 0.25F)}}});
    const QImage page = montage.draw();
    QCOMPARE(colourIn(page, montage, 5, 1, 8, 6), expected(ColourMapName::Viridis, 1));
    QCOMPARE(colourIn(page, montage, 3, 1, 8, 6), expected(ColourMapName::Viridis, 0.25));
    const QColor corner = colourIn(page, montage, 5.4, 1.4, 8, 6);
    if (smooth) {
        QVERIFY(corner != expected(ColourMapName::Viridis, 1));
    } else {
        QCOMPARE(corner, expected(ColourMapName::Viridis, 1));
    }
}

void TestSliceMontage::orientationIsRadiological_data() {
    QTest::addColumn<std::function<void(Geometry&)>>("turn");
    QTest::addColumn<int>("column");
    QTest::addColumn<int>("row");
    QTest::addColumn<int>("columns");
    QTest::addColumn<int>("rows");
    using Turn = std::function<void(Geometry&)>;
    // The painted voxel is (5,1,2) of 8x6x4.
    QTest::newRow("LPS") << Turn([](Geometry&) {}) << 5 << 1 << 8 << 6;
    QTest::newRow("RAS") << Turn([](Geometry& g) { g.direction = {{{-1, 0, 0}, {0, -1, 0}, {0, 0, 1}}}; }) << 2 << 4
                         << 8 << 6;
    QTest::newRow("sagittal PSR: columns from the third axis reversed, rows from the first")
        << Turn([](Geometry& g) { g.direction = {{{0, 0, -1}, {1, 0, 0}, {0, 1, 0}}}; }) << 1 << 5 << 4 << 8;
}

void TestSliceMontage::orientationIsRadiological() {
    QFETCH(std::function<void(Geometry&)>, turn);
    QFETCH(int, column);
    QFETCH(int, row);
    QFETCH(int, columns);
    QFETCH(int, rows);
    Geometry geometry = smallGrid();
    turn(geometry);
    const std::int64_t slice = geometry.orientation()[2] == 'S' ? 2 : 1;
    SliceMontage montage = mapMontage({.tileWidth = 240, .smooth = false});
    montage.addRow(
        {.name = "case", .slice = slice, .tiles = {{.map = volumeWith<float>(geometry, {5, 1, 2}, 1.0F, 0.0F)}}});
    const QImage page = montage.draw();
    QCOMPARE(colourIn(page, montage, column, row, columns, rows), expected(ColourMapName::Viridis, 1));
}

void TestSliceMontage::tileFollowsTheSpacing() {
    Geometry geometry = smallGrid();
    geometry.spacingMm = {1, 2, 1};
    SliceMontage montage = mapMontage({.tileWidth = 160});
    montage.addRow({.name = "case", .slice = 0, .tiles = {{.map = volumeWith<float>(geometry, {0, 0, 0}, 1, 0)}}});
    const auto tile = montage.tileRectangle(0, 0);
    QCOMPARE(tile[2], 160);
    QCOMPARE(tile[3], 240);  // 8 mm by 12 mm
}

void TestSliceMontage::pageScalesWithThePixelRatio() {
    const auto sizeAt = [](double ratio) {
        SliceMontage montage = mapMontage({.title = "T", .tileWidth = 100, .pixelRatio = ratio});
        montage.addRow({.name = "case", .tiles = {{.map = volumeWith<float>(smallGrid(), {0, 0, 0}, 1, 0)}}});
        return montage.draw().size();
    };
    QCOMPARE(sizeAt(2), 2 * sizeAt(1));
}

void TestSliceMontage::imageIsWindowedByPercentiles() {
    Geometry geometry{.size = {20, 10, 1}};
    std::vector<float> ramp(200);
    for (std::size_t i = 0; i < ramp.size(); ++i) {
        ramp[i] = static_cast<float>(i);
    }
    ramp[199] = 1e6F;
    SliceMontage montage({{.title = "Image"}}, {.tileWidth = 400, .smooth = false});
    montage.addRow({.name = "case", .tiles = {{.image = {geometry, ramp}}}});
    const QImage page = montage.draw();
    QCOMPARE(colourIn(page, montage, 1, 0, 20, 10), QColor(0, 0, 0));
    QCOMPARE(colourIn(page, montage, 19, 9, 20, 10), QColor(255, 255, 255));
    const int middle = colourIn(page, montage, 4, 5, 20, 10).red();
    QVERIFY2(std::abs(middle - 134) <= 2, qPrintable(QString::number(middle)));  // (104 - 2) / (197 - 2) of 255
}

void TestSliceMontage::labelIsTintedAndOutlined() {
    const Geometry geometry{.size = {20, 20, 1}};
    std::vector<std::uint8_t> label(400, 0);
    for (std::size_t y = 5; y < 15; ++y) {
        std::fill_n(label.begin() + static_cast<std::ptrdiff_t>(20 * y + 5), 10, std::uint8_t{1});
    }
    LabelScheme scheme = LabelScheme::fromNames({"background", "atrium"});
    scheme.classes[1].colour = {255, 0, 0};
    const ImageVolume black(geometry, std::vector<float>(400, 0.0F));
    for (const bool smooth : {true, false}) {
        SliceMontage montage({{.title = "Label", .classes = scheme.classes}}, {.tileWidth = 400, .smooth = smooth});
        montage.addRow({.name = "case", .tiles = {{.image = black, .label = {geometry, label}}}});
        const QImage page = montage.draw();
        QCOMPARE(colourIn(page, montage, 9, 12, 20, 20), QColor(71, 0, 0));  // 0.28 of the class colour over black
        QCOMPARE(colourIn(page, montage, 2, 12, 20, 20), QColor(0, 0, 0));
        const QColor edge = colourIn(page, montage, 4.5, 12, 20, 20);
        QVERIFY2(edge.red() > 200 && edge.green() < 60, qPrintable(edge.name()));
    }
}

void TestSliceMontage::theOtherLabelIsDashed_data() {
    QTest::addColumn<bool>("smooth");
    QTest::newRow("smooth") << true;
    QTest::newRow("by voxels") << false;
}

void TestSliceMontage::theOtherLabelIsDashed() {
    QFETCH(bool, smooth);
    const Geometry grid{.size = {40, 40, 2}, .spacingMm = {1, 1, 3}};
    std::vector<std::uint8_t> block(static_cast<std::size_t>(grid.voxelCount()), 0);
    for (std::size_t at = 0; at < block.size(); ++at) {
        block[at] = at % 40 < 20 ? 1 : 0;  // the left half: one straight side
    }
    const LabelVolume label(grid, block);
    const MontageColumn column{.classes = LabelScheme::fromNames({"background", "atrium"}).classes};
    const auto along = [&](const MontageTile& tile, const auto& isOfTheLine) {
        const QImage picture = paintTile(tile, column, 0, {400, 400}, smooth, 3);
        int found = 0;
        for (int y = 20; y < 380; ++y) {
            found += isOfTheLine(picture.pixelColor(200, y)) ? 1 : 0;
        }
        return found / 360.0;
    };
    const QColor own(column.classes[1].colour[0], column.classes[1].colour[1], column.classes[1].colour[2]);
    const auto isOwn = [&](const QColor& colour) { return std::abs(colour.red() - own.red()) < 40; };
    const auto isWhite = [](const QColor& colour) { return colour.lightness() > 180; };
    QCOMPARE(along({.label = label}, isOwn), 1.0);
    const double white = along({.outline = label}, isWhite);
    QVERIFY2(white > 0.4 && white < 0.75, qPrintable(QString::number(white)));
}

void TestSliceMontage::colourMeansTheSameInEveryRow() {
    SliceMontage montage = mapMontage({.tileWidth = 80, .smooth = false});
    for (const float elsewhere : {0.0F, 0.4F}) {
        montage.addRow({.name = "case",
                        .slice = 2,
                        .tiles = {{.map = volumeWith<float>(smallGrid(), {5, 1, 2}, 0.7F, elsewhere)}}});
    }
    const QImage page = montage.draw();
    for (const std::size_t row : {0, 1}) {
        const auto [left, top, width, height] = montage.tileRectangle(row, 0);
        QCOMPARE(page.pixelColor(left + width * 11 / 16, top + height * 3 / 12),
                 expected(ColourMapName::Viridis, 0.7F));
    }
}

void TestSliceMontage::colourBarRunsFromEndToEnd() {
    SliceMontage montage = mapMontage({.tileWidth = 200});
    montage.addRow({.name = "case", .tiles = {{.map = volumeWith<float>(smallGrid(), {0, 0, 0}, 0.5F, 0.5F)}}});
    const QImage page = montage.draw();
    const auto [left, top, width, height] = montage.tileRectangle(0, 0);
    // The bar is the first thing under the tile, as wide as the tile.
    int y = top + height + 2;
    while (y < page.height() && page.pixelColor(left, y) != expected(ColourMapName::Viridis, 0)) {
        ++y;
    }
    QVERIFY(y < page.height());
    QCOMPARE(page.pixelColor(left + width - 1, y), expected(ColourMapName::Viridis, 1));
    QCOMPARE(page.pixelColor(left + width / 2, y + 2), expected(ColourMapName::Viridis, 100.0 / 199));
}

void TestSliceMontage::uncertaintyReachesToLogOfTheClasses() {
    QCOMPARE(MapScale::uncertainty(2).high, std::log(2.0));
    QCOMPARE(MapScale::uncertainty(4).high, std::log(4.0));
    QCOMPARE(MapScale::uncertainty(4).low, 0.0);
    QCOMPARE(MapScale::trust().high, 1.0);
}

void TestSliceMontage::unusableRowsAreRefused_data() {
    QTest::addColumn<std::function<void(MontageRow&)>>("spoil");
    using Spoil = std::function<void(MontageRow&)>;
    QTest::newRow("too many tiles") << Spoil([](MontageRow& row) { row.tiles.push_back(row.tiles.front()); });
    QTest::newRow("nothing to show") << Spoil([](MontageRow& row) { row.tiles.front() = {}; });
    QTest::newRow("slice above") << Spoil([](MontageRow& row) { row.slice = 4; });
    QTest::newRow("slice below") << Spoil([](MontageRow& row) { row.slice = -1; });
    QTest::newRow("map without a scale") << Spoil(
        [](MontageRow& row) { row.tiles.front().map = row.tiles.front().image; });
    QTest::newRow("another grid") << Spoil([](MontageRow& row) {
        row.tiles.front().label = volumeWith<std::uint8_t>({.size = {8, 6, 5}}, {0, 0, 0}, 1, 0);
    });
}

void TestSliceMontage::unusableRowsAreRefused() {
    QFETCH(std::function<void(MontageRow&)>, spoil);
    SliceMontage montage({{.title = "Image"}}, {});
    MontageRow row{.name = "case", .slice = 2, .tiles = {{.image = volumeWith<float>(smallGrid(), {0, 0, 0}, 1, 0)}}};
    spoil(row);
    QCOMPARE(codeOf([&] { montage.addRow(row); }), ErrorCode::InvalidInput);
}

void TestSliceMontage::unusableSettingsAreRefused() {
    QCOMPARE(codeOf([] { SliceMontage({}, {}); }), ErrorCode::InvalidInput);
    QCOMPARE(codeOf([] { SliceMontage({{.title = "a"}}, {.tileWidth = 10}); }), ErrorCode::InvalidInput);
    QCOMPARE(codeOf([] { SliceMontage({{.title = "a"}}, {.pixelRatio = 0}); }), ErrorCode::InvalidInput);
    QCOMPARE(codeOf([] { SliceMontage({{.title = "a", .scale = MapScale::uncertainty(1)}}, {}); }),
             ErrorCode::InvalidInput);
}

void TestSliceMontage::largestSliceIsFound() {
    QCOMPARE(largestSlice(volumeWith<std::uint8_t>(smallGrid(), {5, 1, 3}, 1, 0)), 3);
    QCOMPARE(largestSlice(volumeWith<std::uint8_t>(smallGrid(), {0, 0, 0}, 0, 0)), 2);
    QCOMPARE(codeOf([] { (void)largestSlice({}); }), ErrorCode::InvalidInput);
}

void TestSliceMontage::pngHoldsTheDrawnPage() {
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("Vorhof links ä.png"));
    SliceMontage montage = mapMontage({.title = "Title", .tileWidth = 120});
    montage.addRow({.name = "case", .tiles = {{.map = volumeWith<float>(smallGrid(), {0, 0, 0}, 1, 0)}}});
    montage.writePng(QFile::encodeName(file).toStdString());
    const QImage read = QImage(file).convertToFormat(QImage::Format_RGB32);
    QImage drawn = montage.draw();
    drawn.setDevicePixelRatio(1);
    QCOMPARE(read.size(), drawn.size());
    for (int y = 0; y < read.height(); ++y) {
        QVERIFY(std::equal(read.constScanLine(y), read.constScanLine(y) + read.bytesPerLine(), drawn.constScanLine(y)));
    }
    QCOMPARE(codeOf([&] { montage.writePng("/proc/no/such/folder/a.png"); }), ErrorCode::Io);
}

// Set TANDEM_PICTURE to a file name to keep the page and look at it.
void TestSliceMontage::phantomPageHasNothingCutOff() {
    const LabelScheme scheme = LabelScheme::fromNames({"background", "left atrium"});
    SliceMontage montage(
        {{.title = "Image"},
         {.title = "Label", .classes = scheme.classes},
         {.title = "Prediction", .classes = scheme.classes, .outlineLegend = "label"},
         {.title = "Uncertainty of A", .scale = MapScale::uncertainty(2)},
         {.title = "Similarity to left atrium", .scale = MapScale::similarity()},
         {.title = "Teaching weight of A", .scale = MapScale::teachingWeight()}},
        {.title = "Left-atrium phantoms", .subtitle = "drawn by the test of the montage", .pixelRatio = 2});
    for (const std::uint64_t seed : {1, 2, 3}) {
        const PhantomCase one = generatePhantom({}, seed);
        const PhantomCase other = generatePhantom({}, seed + 100);
        std::vector<float> part(one.image.voxels().begin(), one.image.voxels().end());
        const float most = *std::ranges::max_element(part);
        std::ranges::for_each(part, [&](float& value) { value /= most; });
        const ImageVolume map(one.image.geometry(), part);
        montage.addRow({.name = "phantom-" + std::to_string(seed),
                        .note = "Dice 0.91",
                        .slice = largestSlice(one.label),
                        .tiles = {{.image = one.image},
                                  {.image = one.image, .label = one.label},
                                  {.image = one.image, .label = other.label, .outline = one.label},
                                  {.map = map, .outline = one.label},
                                  {.map = map},
                                  {.map = map}}});
    }
    const QImage page = montage.draw();
    const QRgb background = page.pixel(0, 0);
    for (int x = 0; x < page.width(); ++x) {
        QCOMPARE(page.pixel(x, 8), background);
        QCOMPARE(page.pixel(x, page.height() - 8), background);
    }
    for (int y = 0; y < page.height(); ++y) {
        QCOMPARE(page.pixel(8, y), background);
        QCOMPARE(page.pixel(page.width() - 8, y), background);
    }
    if (qEnvironmentVariableIsSet("TANDEM_PICTURE")) {
        montage.writePng(qEnvironmentVariable("TANDEM_PICTURE").toStdString());
    }
}

int main(int argc, char** argv) {
    const GraphicsSession graphics;
    TestSliceMontage test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_slice_montage.moc"
