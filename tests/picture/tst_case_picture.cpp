#include "core/base/error.h"
#include "core/phantom/phantom.h"
#include "ui/picture/case_picture.h"
#include "ui/picture/graphics_session.h"

#include <QImage>
#include <QTemporaryDir>
#include <QTest>
#include <cstdlib>
#include <filesystem>

using namespace tandem;

namespace {

/// Whether a pixel of the picture is of a hue near the given one, and strong.
bool hasHue(const QImage& picture, int hue) {
    for (int y = 0; y < picture.height(); ++y) {
        for (int x = 0; x < picture.width(); ++x) {
            const QColor colour = picture.pixelColor(x, y);
            if (colour.saturation() > 120 && std::abs(colour.hue() - hue) < 12) {
                return true;
            }
        }
    }
    return false;
}

}  // namespace

class TestCasePicture : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void drawsWhatIsGiven() {
        PhantomSettings settings;
        settings.size = {32, 32, 24};
        const PhantomCase phantom = generatePhantom(settings, 3);
        LabelScheme scheme = LabelScheme::fromNames({"background", "atrium"});
        scheme.classes[1].colour = {240, 20, 20};
        CasePictureParts parts{.name = "case-1", .image = phantom.image};
        const QImage alone = drawCasePicture(parts, scheme);
        QVERIFY(!hasHue(alone, 0));
        parts.prediction = phantom.label;
        const QImage predicted = drawCasePicture(parts, scheme);
        QVERIFY(hasHue(predicted, 0));
        parts.label = phantom.label;
        parts.uncertainty = phantom.image;
        parts.trust = phantom.image;
        const QImage all = drawCasePicture(parts, scheme);
        // Every tile adds the same width.
        QCOMPARE(all.width() - predicted.width(), 3 * (predicted.width() - alone.width()));
        const QImage fine = drawCasePicture(parts, scheme, 2);
        QCOMPARE(fine.width(), 2 * all.width());
    }

    void writesAFileAndRefusesNothing() {
        const QTemporaryDir folder;
        const std::filesystem::path file = folder.filePath("case.png").toStdString();
        PhantomSettings settings;
        settings.size = {24, 24, 24};
        const PhantomCase phantom = generatePhantom(settings, 3);
        const LabelScheme scheme = LabelScheme::fromNames({"background", "atrium"});
        writeCasePicture({.name = "case-1", .image = phantom.image, .label = phantom.label}, scheme, file);
        QVERIFY(!QImage(QString::fromStdString(file.string())).isNull());
        QVERIFY_THROWS_EXCEPTION(Error, writeCasePicture({.name = "case-2"}, scheme, file));
    }
};

int main(int argc, char** argv) {
    const GraphicsSession graphics;
    TestCasePicture test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_case_picture.moc"
