// Labels corrected with the mouse: every tool, in every plane, on an oblique grid; voxels and pixels are read back.
#include "core/volume/unknown_class.h"
#include "tests/ui/correction/correcting_fixture.h"
#include "tests/ui/on_page.h"

#include <QCheckBox>
#include <QMenu>
#include <QSpinBox>

using namespace tandem;

class TestCorrectTools : public QObject, private OnCorrectedCase {
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }
    void brushPaintsAStroke_data() { planes(); }
    void brushPaintsAStroke();
    void ballPaintsBesideTheSlice();
    void eraserAndUnknown_data() { planes(); }
    void eraserAndUnknown();
    void greyBrushKeepsToGrey_data() { planes(); }
    void greyBrushKeepsToGrey();
    void fillStaysInItsGrey_data() { planes(); }
    void fillStaysInItsGrey();
    void polygonOfClicks_data() { planes(); }
    void polygonOfClicks();
    void lassoOfADrag_data() { planes(); }
    void lassoOfADrag();
    void holesIslandsAndSmoothing_data() { planes(); }
    void holesIslandsAndSmoothing();
    void interpolatesBetweenPaintedSlices_data() { planes(); }
    void interpolatesBetweenPaintedSlices();
    void protectedClassesStay();
    void whatChangesInTheMiddleOfAStroke();
    void undoAndRedo();
    void keysChooseClassAndSize();
    void zoomedViewsPaintWhatTheyShow();
    void whatIsPaintedIsSeen_data() { planes(); }
    void whatIsPaintedIsSeen();
    void escapeTakesAStrokeBack();
    void otherButtonsStay();

private:
    static void planes() {
        QTest::addColumn<int>("plane");
        QTest::newRow("axial") << static_cast<int>(Plane::Axial);
        QTest::newRow("coronal") << static_cast<int>(Plane::Coronal);
        QTest::newRow("sagittal") << static_cast<int>(Plane::Sagittal);
    }
    /// A way within the slice of a voxel, to the right and down by so many voxels.
    [[nodiscard]] static Index3 moved(const SliceView& one, const Index3& voxel, int right, int down) {
        Index3 there = voxel;
        there[one.slicePlane().right] += right;
        there[one.slicePlane().down] += down;
        return there;
    }
    void setBrush(double diameterMm) { find<QDoubleSpinBox>("brushSize").setValue(diameterMm); }

    static constexpr Index3 kMiddle{16, 14, 8};
};

void TestCorrectTools::brushPaintsAStroke() {
    QFETCH(const int, plane);
    openAndCorrect();
    SliceView& one = view(static_cast<Plane>(plane));
    showVoxel(kMiddle);
    key(Qt::Key_2);
    setBrush(5);
    const Index3 to = moved(one, kMiddle, 4, 2);
    const Vector3 from = placeOf(one, kMiddle);
    const Vector3 end = placeOf(one, to);
    drag(one, {kMiddle, to});
    const std::size_t through = one.slicePlane().through;
    const QString wrong = differenceFrom([&](const Index3& voxel, int before) {
        return voxel[through] == kMiddle[through] && distanceMm(voxel, from, end) <= 2.5 ? 2 : before;
    });
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    QVERIFY(!changes().isEmpty());
}

void TestCorrectTools::ballPaintsBesideTheSlice() {
    openAndCorrect();
    showVoxel(kMiddle);
    key(Qt::Key_2);
    setBrush(9);
    auto& shape = find<QComboBox>("brushShape");
    shape.setCurrentIndex(1);
    Q_EMIT shape.activated(1);
    SliceView& one = view(Plane::Coronal);
    const Vector3 place = placeOf(one, kMiddle);
    click(one, kMiddle);
    int beside = 0;
    const QString wrong = differenceFrom([&](const Index3& voxel, int before) {
        const bool isIn = distanceMm(voxel, place, place) <= 4.5;
        beside += isIn && voxel[one.slicePlane().through] != kMiddle[one.slicePlane().through] ? 1 : 0;
        return isIn ? 2 : before;
    });
    QVERIFY2(wrong.isEmpty() && beside > 0, qPrintable(wrong));
}

void TestCorrectTools::eraserAndUnknown() {
    QFETCH(const int, plane);
    openAndCorrect();
    SliceView& one = view(static_cast<Plane>(plane));
    showVoxel(kMiddle);
    setBrush(6);
    key(Qt::Key_X);
    click(one, kMiddle);
    QCOMPARE(at(kMiddle), 0);
    key(Qt::Key_K);
    const Index3 other = moved(one, kMiddle, 2, 0);
    click(one, other);
    const Vector3 first = placeOf(one, kMiddle);
    const Vector3 second = placeOf(one, other);
    const std::size_t through = one.slicePlane().through;
    const QString wrong = differenceFrom([&](const Index3& voxel, int before) {
        const bool isIn = voxel[through] == kMiddle[through];
        return isIn && distanceMm(voxel, second, second) <= 3 ? int{kUnknownClass}
               : isIn && distanceMm(voxel, first, first) <= 3 ? 0
                                                              : before;
    });
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
}

void TestCorrectTools::greyBrushKeepsToGrey() {
    QFETCH(const int, plane);
    openAndCorrect();
    SliceView& one = view(static_cast<Plane>(plane));
    const Index3 edge{kLast[0], 14, 8};  // as bright as the box, which ends here
    showVoxel(edge);
    key(Qt::Key_2);
    key(Qt::Key_G);
    setBrush(14);
    find<QDoubleSpinBox>("greyTolerance").setValue(50);
    const Vector3 place = placeOf(one, edge);
    click(one, edge);
    const std::size_t through = one.slicePlane().through;
    const QString wrong = differenceFrom([&](const Index3& voxel, int before) {
        const bool isIn = voxel[through] == edge[through] && distanceMm(voxel, place, place) <= 7;
        return isIn && before == 1 ? 2 : before;  // the box alone is so bright
    });
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    QCOMPARE(at(edge), 2);
}

void TestCorrectTools::fillStaysInItsGrey() {
    QFETCH(const int, plane);
    openAndCorrect();
    SliceView& one = view(static_cast<Plane>(plane));
    showVoxel(kMiddle);
    key(Qt::Key_2);
    key(Qt::Key_R);
    find<QDoubleSpinBox>("greyTolerance").setValue(50);
    find<QDoubleSpinBox>("fillReach").setValue(100);
    click(one, kMiddle);
    const std::size_t through = one.slicePlane().through;
    const QString inSlice = differenceFrom([&](const Index3& voxel, int before) {
        return before == 1 && voxel[through] == kMiddle[through] ? 2 : before;
    });
    QVERIFY2(inSlice.isEmpty(), qPrintable(inSlice));

    find<QCheckBox>("in3d").setChecked(true);
    click(one, kMiddle);
    const QString inSpace = differenceFrom([](const Index3&, int before) { return before == 1 ? 2 : before; });
    QVERIFY2(inSpace.isEmpty(), qPrintable(inSpace));
}

void TestCorrectTools::polygonOfClicks() {
    QFETCH(const int, plane);
    openAndCorrect();
    SliceView& one = view(static_cast<Plane>(plane));
    showVoxel(kMiddle);
    key(Qt::Key_2);
    key(Qt::Key_L);
    for (const auto& [right, down] : {std::pair(-3, -3), {3, -3}, {3, 3}, {-3, 3}}) {
        click(one, moved(one, kMiddle, right, down));
    }
    QVERIFY(changes().isEmpty());
    key(Qt::Key_Escape);
    key(Qt::Key_Return);
    QVERIFY(changes().isEmpty());  // it was dropped
    for (const auto& [right, down] : {std::pair(-3, -3), {3, -3}, {3, 3}, {-3, 3}}) {
        click(one, moved(one, kMiddle, right, down));
    }
    one.setFocus();
    QTest::keyClick(&one, Qt::Key_Return);
    const std::size_t through = one.slicePlane().through;
    QCOMPARE(at(kMiddle), 2);
    int painted = 0;
    forEachVoxel([&](const Index3& voxel) {
        const auto right = std::abs(voxel[one.slicePlane().right] - kMiddle[one.slicePlane().right]);
        const auto down = std::abs(voxel[one.slicePlane().down] - kMiddle[one.slicePlane().down]);
        const bool isInner = voxel[through] == kMiddle[through] && right < 3 && down < 3;
        const bool isOuter = voxel[through] != kMiddle[through] || right > 3 || down > 3;
        painted += isInner && at(voxel) == 2 ? 1 : 0;
        if (isOuter) {
            QCOMPARE(at(voxel), startAt(voxel));
        }
    });
    QCOMPARE(painted, 25);

    key(Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(changes().isEmpty());
    const Index3 corner = moved(one, kMiddle, 3, 3);
    click(one, moved(one, kMiddle, -3, 0));
    click(one, moved(one, kMiddle, 3, -3));
    click(one, corner);
    QTest::mouseDClick(&one, Qt::LeftButton, {}, one.positionOf(corner).toPoint());
    QCOMPARE(at(kMiddle), 2);
    QVERIFY(one.isVisible() && view(Plane::Axial).isVisible() && view(Plane::Sagittal).isVisible());
}

void TestCorrectTools::lassoOfADrag() {
    QFETCH(const int, plane);
    openAndCorrect();
    SliceView& one = view(static_cast<Plane>(plane));
    showVoxel(kMiddle);
    key(Qt::Key_2);
    key(Qt::Key_L);
    drag(one, {moved(one, kMiddle, -3, -3), moved(one, kMiddle, 3, -3), moved(one, kMiddle, 3, 3),
               moved(one, kMiddle, -3, 3)});
    for (const auto& [right, down] : {std::pair(0, 0), {2, 2}, {-2, 2}, {2, -2}, {-2, -2}}) {
        QCOMPARE(at(moved(one, kMiddle, right, down)), 2);
    }
    QCOMPARE(at(moved(one, kMiddle, 4, 0)), startAt(moved(one, kMiddle, 4, 0)));
}

void TestCorrectTools::holesIslandsAndSmoothing() {
    QFETCH(const int, plane);
    openAndCorrect();
    SliceView& one = view(static_cast<Plane>(plane));
    showVoxel(kMiddle);
    setBrush(1);
    key(Qt::Key_X);
    click(one, kMiddle);
    QCOMPARE(at(kMiddle), 0);
    key(Qt::Key_H);
    QTRY_COMPARE(at(kMiddle), 1);
    QVERIFY2(changes().isEmpty(), qPrintable(changes()));

    const std::size_t through = one.slicePlane().through;
    Index3 island{4, 4, 15};
    island[through] = kMiddle[through];
    key(Qt::Key_D);
    click(one, island);
    QCOMPARE(at(island), 1);
    key(Qt::Key_I);
    auto& apply = find<QPushButton>("correctApply");
    QTRY_VERIFY(apply.isVisible());
    QVERIFY2(find<QLabel>("correctText").text().startsWith("1 island(s) of fewer than 50 voxels"),
             qPrintable(find<QLabel>("correctText").text()));
    QCOMPARE(at(island), 1);  // only counted
    key(Qt::Key_Escape);
    QVERIFY(!apply.isVisible());
    key(Qt::Key_I);
    QTRY_VERIFY(apply.isVisible());
    QCOMPARE(pressButton(apply), QString());
    QTRY_COMPARE(at(island), 0);
    QVERIFY2(changes().isEmpty(), qPrintable(changes()));

    showVoxel(kMiddle);
    one.setFocus();
    find<QDoubleSpinBox>("smoothSigma").setValue(2);
    key(Qt::Key_S);
    Index3 corner = kFirst;
    corner[through] = kMiddle[through];
    QTRY_COMPARE(at(corner), 0);
    Index3 elsewhere = corner;
    ++elsewhere[through];
    QCOMPARE(at(elsewhere), 1);  // of another slice
}

void TestCorrectTools::interpolatesBetweenPaintedSlices() {
    QFETCH(const int, plane);
    openAndCorrect();
    SliceView& one = view(static_cast<Plane>(plane));
    const std::size_t through = one.slicePlane().through;
    constexpr Index3 kFirstDisc{4, 4, 4};
    constexpr int kSlices = 5;
    Index3 last = kFirstDisc;
    last[through] += kSlices;
    Index3 between = kFirstDisc;
    between[through] += 2;
    key(Qt::Key_2);
    setBrush(7);
    for (const Index3& disc : {kFirstDisc, last}) {
        showVoxel(disc);
        click(one, disc);
    }
    QCOMPARE(at(between), 0);
    const LabelVolume painted = label();
    one.setFocus();
    key(Qt::Key_T);
    QTRY_COMPARE(at(between), 2);
    // The same disc at both ends is the disc between, and nothing is beyond them.
    const QString wrong = differenceFrom([&](const Index3& voxel, int before) {
        Index3 end = voxel;
        end[through] = kFirstDisc[through];
        const bool isBetween = voxel[through] >= kFirstDisc[through] && voxel[through] <= last[through];
        return isBetween && painted.at(end[0], end[1], end[2]) == 2 && startAt(end) == 0 ? 2 : before;
    });
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
}

void TestCorrectTools::protectedClassesStay() {
    openAndCorrect();
    showVoxel(kMiddle);
    const auto* const wall = m_page->findChild<QAction*>("paintOver-2");
    QVERIFY(wall != nullptr && wall->isChecked());
    m_page->findChild<QAction*>("paintOver-2")->trigger();
    QVERIFY(find<QPushButton>("correctPaintOver").text().startsWith("1 class(es) protected"));
    setBrush(40);
    key(Qt::Key_X);
    click(view(Plane::Axial), kMiddle);
    const std::size_t through = view(Plane::Axial).slicePlane().through;
    const QString wrong = differenceFrom([&](const Index3& voxel, int before) {
        return voxel[through] == kMiddle[through] && before == 1 ? 0 : before;
    });
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
}

void TestCorrectTools::whatChangesInTheMiddleOfAStroke() {
    openAndCorrect();
    SliceView& one = view(Plane::Axial);
    showVoxel(kMiddle);
    key(Qt::Key_2);
    setBrush(5);
    const auto press = [&] {
        QTest::mousePress(&one, Qt::LeftButton, {}, one.positionOf(kMiddle).toPoint());
        QVERIFY(!changes().isEmpty());
    };
    const auto isUndone = [&] {
        key(Qt::Key_Z, Qt::ControlModifier);
        return changes().isEmpty();
    };
    // A larger brush: the stroke goes on, and ends with its button.
    press();
    key(Qt::Key_BracketRight);
    QTest::mouseRelease(&one, Qt::LeftButton, {}, one.positionOf(kMiddle).toPoint());
    const LabelVolume after(grid(), std::vector<std::uint8_t>(label().voxels().begin(), label().voxels().end()));
    QTest::mouseMove(&one, one.positionOf(moved(one, kMiddle, 9, 5)).toPoint());
    QVERIFY(std::ranges::equal(after.voxels(), label().voxels()));
    QVERIFY(isUndone());
    // The same case again, as when its other maps have been read: what was painted stays, and can be undone.
    press();
    desk().showCase({.caseId = m_caseId,
                     .hasLabel = true,
                     .name = "one",
                     .scheme = LabelScheme::fromNames({"background", "atrium", "wall"}),
                     .image = m_image});
    QTest::mouseRelease(&one, Qt::LeftButton, {}, one.positionOf(kMiddle).toPoint());
    QVERIFY(!changes().isEmpty());
    QVERIFY(isUndone());
    // A shape that is worked out meanwhile does not break in.
    key(Qt::Key_H);
    press();
    QTRY_VERIFY(find<QLabel>("correctText").text() != "Computing…");
    QTest::mouseMove(&one, one.positionOf(moved(one, kMiddle, 1, 1)).toPoint());
    QTest::mouseRelease(&one, Qt::LeftButton, {}, one.positionOf(kMiddle).toPoint());
    QVERIFY(isUndone());
}

void TestCorrectTools::undoAndRedo() {
    openAndCorrect();
    showVoxel(kMiddle);
    auto& undo = find<QPushButton>("correctUndo");
    QVERIFY(!undo.isEnabled() && undo.toolTip() == "There is nothing to undo.");
    SliceView& one = view(Plane::Axial);
    key(Qt::Key_2);
    setBrush(4);
    click(one, kMiddle);
    const std::vector<std::uint8_t> afterFirst(label().voxels().begin(), label().voxels().end());
    key(Qt::Key_X);
    click(one, moved(one, kMiddle, 2, 1));
    const std::vector<std::uint8_t> afterSecond(label().voxels().begin(), label().voxels().end());
    QVERIFY(afterFirst != afterSecond);
    key(Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(std::ranges::equal(label().voxels(), afterFirst));
    QCOMPARE(pressButton(undo), QString());
    QVERIFY(changes().isEmpty());
    key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(std::ranges::equal(label().voxels(), afterFirst));
    QCOMPARE(pressButton(find<QPushButton>("correctRedo")), QString());
    QVERIFY(std::ranges::equal(label().voxels(), afterSecond));
    QVERIFY(!find<QPushButton>("correctRedo").isEnabled());
}

void TestCorrectTools::keysChooseClassAndSize() {
    openAndCorrect();
    auto& size = find<QDoubleSpinBox>("brushSize");
    setBrush(6);
    key(Qt::Key_BracketRight);
    QVERIFY(size.value() > 6);
    key(Qt::Key_BracketLeft);
    QVERIFY(std::abs(size.value() - 6) < 0.3);
    auto& unit = find<QComboBox>("brushUnit");
    setBrush(8);
    unit.setCurrentIndex(1);
    Q_EMIT unit.activated(1);
    QCOMPARE(size.value(), 10.0);  // voxels of 0.8 mm
    key(Qt::Key_2);
    QCOMPARE(find<QComboBox>("correctClass").currentIndex(), 2);
    key(Qt::Key_7);
    QCOMPARE(find<QComboBox>("correctClass").currentIndex(), 2);
    QCOMPARE(find<QLabel>("correctText").text(), "There is no class 7.");
    for (const auto& [pressed, name] : {std::pair(Qt::Key_X, "tool-eraser"),
                                        {Qt::Key_G, "tool-grey-brush"},
                                        {Qt::Key_K, "tool-unknown"},
                                        {Qt::Key_R, "tool-fill"},
                                        {Qt::Key_L, "tool-polygon"},
                                        {Qt::Key_V, "tool-crosshair"},
                                        {Qt::Key_D, "tool-brush"}}) {
        key(pressed);
        QVERIFY2(find<QPushButton>(name).isChecked(), name);
        QVERIFY2(find<QPushButton>(name).toolTip().contains(QString("(key %1)").arg(QChar(pressed))), name);
    }
}

void TestCorrectTools::zoomedViewsPaintWhatTheyShow() {
    openAndCorrect();
    SliceView& one = view(Plane::Sagittal);
    showVoxel(kMiddle);
    for (int step = 0; step < 6; ++step) {
        one.setFocus();
        QTest::keyClick(&one, Qt::Key_Plus);
    }
    QVERIFY(one.zoom() > 3);
    key(Qt::Key_2);
    setBrush(3);
    const Vector3 place = placeOf(one, kMiddle);
    click(one, kMiddle);
    const std::size_t through = one.slicePlane().through;
    const QString wrong = differenceFrom([&](const Index3& voxel, int before) {
        return voxel == kMiddle || (voxel[through] == kMiddle[through] && distanceMm(voxel, place, place) <= 1.5)
                   ? 2
                   : before;
    });
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
}

void TestCorrectTools::whatIsPaintedIsSeen() {
    QFETCH(const int, plane);
    openAndCorrect();
    const Index3 place{6, 6, 8};
    showVoxel(place);
    SliceView& one = view(static_cast<Plane>(plane));
    const Index3 seen = moved(one, place, 2, 1);  // beside the lines of the crosshair
    setBrush(9);
    for (const int value : {1, 2, 255}) {
        key(value == 255 ? Qt::Key_K : Qt::Key_D);
        if (value != 255) {
            key(static_cast<Qt::Key>(Qt::Key_0 + value));
        }
        click(one, place);
        QTest::mouseMove(&one, QPoint(3, 3));  // so that the preview is elsewhere
        QCOMPARE(at(seen), value);
        const QColor wanted = desk().layer()->colourOfClass(value);
        const QColor found = one.grab().toImage().pixelColor(one.positionOf(seen).toPoint());
        // Half of it over the image.
        const GreyWindow& window = one.greyWindow();
        const double bright = m_image.at(seen[0], seen[1], seen[2]) - window.low;
        const int grey = static_cast<int>(255 * std::clamp(bright / (window.high - window.low), 0.0, 1.0));
        for (const auto& [part, whole] :
             {std::pair(found.red(), wanted.red()), {found.green(), wanted.green()}, {found.blue(), wanted.blue()}}) {
            QVERIFY2(std::abs(part - (whole + grey) / 2) <= 4,
                     qPrintable(QString("%1: %2").arg(value).arg(found.name())));
        }
    }
}

void TestCorrectTools::escapeTakesAStrokeBack() {
    openAndCorrect();
    showVoxel(kMiddle);
    SliceView& one = view(Plane::Axial);
    key(Qt::Key_X);
    setBrush(6);
    QTest::mousePress(&one, Qt::LeftButton, {}, one.positionOf(kMiddle).toPoint());
    QCOMPARE(at(kMiddle), 0);
    key(Qt::Key_Escape);
    QVERIFY(changes().isEmpty());
    QTest::mouseMove(&one, one.positionOf(moved(one, kMiddle, 3, 0)).toPoint());
    QTest::mouseRelease(&one, Qt::LeftButton, {}, one.positionOf(kMiddle).toPoint());
    QVERIFY(changes().isEmpty());
    QVERIFY(!find<QPushButton>("correctUndo").isEnabled());
}

void TestCorrectTools::otherButtonsStay() {
    openAndCorrect();
    showVoxel(kMiddle);
    SliceView& one = view(Plane::Axial);
    const QPoint middle = one.rect().center();
    const SliceLook before = one.look();
    QTest::mousePress(&one, Qt::LeftButton, Qt::ShiftModifier, middle);
    QTest::mouseMove(&one, middle + QPoint(20, 10));
    QTest::mouseRelease(&one, Qt::LeftButton, Qt::ShiftModifier, middle + QPoint(20, 10));
    QVERIFY(one.look() != before);
    const GreyWindow window = one.greyWindow();
    QTest::mousePress(&one, Qt::RightButton, {}, middle);
    QTest::mouseMove(&one, middle + QPoint(30, 0));
    QTest::mouseRelease(&one, Qt::RightButton, {}, middle + QPoint(30, 0));
    QVERIFY(one.greyWindow().high != window.high);
    const std::int64_t slice = one.slice();
    QWheelEvent notch(middle, one.mapToGlobal(middle), {}, {0, 120}, Qt::NoButton, {}, Qt::NoScrollPhase, false);
    QApplication::sendEvent(&one, &notch);
    QCOMPARE(one.slice(), slice + 1);
    const double size = find<QDoubleSpinBox>("brushSize").value();
    QWheelEvent shifted(middle, one.mapToGlobal(middle), {}, {0, 120}, Qt::NoButton, Qt::ShiftModifier,
                        Qt::NoScrollPhase, false);
    QApplication::sendEvent(&one, &shifted);
    QVERIFY(find<QDoubleSpinBox>("brushSize").value() > size);
    QVERIFY(changes().isEmpty());
}

QTEST_MAIN(TestCorrectTools)
#include "tst_correct_tools.moc"
