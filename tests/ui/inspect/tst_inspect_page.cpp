#include "storage/db/label_repository.h"
#include "tests/ui/inspect/made_prediction.h"
#include "ui/inspect/doubtful_regions.h"
#include "ui/inspect/inspect_page.h"
#include "ui/inspect/voxel_account.h"
#include "ui/jobs/job_list.h"
#include "ui/render/slice_view.h"
#include "ui/render/surface_view.h"
#include "ui/session/project_session.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>
#include <QSlider>
#include <QTableWidget>
#include <QToolButton>
#include <QtTest>
#include <memory>

using namespace tandem;

namespace {

QColor colourAt(SliceView& view, const Index3& voxel) {
    return view.grab().toImage().pixelColor(view.positionOf(voxel).toPoint());
}

QColor mapColour(ColourMapName map, double fraction) {
    const auto colour = tandem::colourAt(map, fraction);
    return {colour[0], colour[1], colour[2]};
}

/// A voxel deep in the atrium.
Index3 insideOf(const PhantomCase& phantom) {
    const Vector3 index = phantom.image.geometry().indexOf(phantom.centreMm);
    return {std::llround(index[0]), std::llround(index[1]), std::llround(index[2])};
}

}  // namespace

class TestInspectPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        applyTheme(*qApp, Theme::Dark);
        m_made = std::make_unique<MadePrediction>();
        m_jobs = std::make_unique<JobList>();
    }
    void cleanup() {
        m_page.reset();
        m_session.reset();
        m_jobs.reset();
        m_made.reset();
    }

    void saysWhatToDoWithoutPredictions() {
        open();
        QVERIFY(find<QLabel>("inspectMessage").text().contains("Train a run"));
        QVERIFY(!find<QComboBox>("inspectRun").isEnabled());
        QVERIFY(!find<QComboBox>("inspectRun").toolTip().isEmpty());
        m_made->predict();
        Q_EMIT m_session->predictionsChanged();
        QTRY_VERIFY(find<SliceView>("axialView").isVisible());
    }

    void linksViewsAndReadsVoxels() {
        openWithPrediction();
        auto& axial = find<SliceView>("axialView");
        auto& coronal = find<SliceView>("coronalView");
        const Index3 wanted{8, 20, axial.slice()};
        QTest::mouseClick(&axial, Qt::LeftButton, {}, axial.positionOf(wanted).toPoint());
        QVERIFY(coronal.crosshair() == wanted);
        QCOMPARE(coronal.slice(), 20);
        QCOMPARE(find<SliceView>("sagittalView").slice(), 8);
        const Vector3 mm = m_made->grid().positionMm({8, 20, double(wanted[2])});
        QVERIFY(find<QLabel>("voxelPlace").text().contains(QString("L %1").arg(mm[0], 0, 'f', 1)));
        QCOMPARE(find<QLabel>("value-uncertainty-b").text(), "0.600 nats");
        QCOMPARE(find<QLabel>("value-selection").text(), "A teaches B");
    }

    void togglesBlinksAndFades() {
        openWithPrediction();
        auto& axial = find<SliceView>("axialView");
        const Index3 inside = insideOf(m_made->phantom());
        const Index3 beside{inside[0] + 2, inside[1] + 1, inside[2]};
        jumpTo(inside);
        const QColor tinted = colourAt(axial, beside);
        QVERIFY(tinted.saturation() > 40);
        QTest::keyPress(&axial, Qt::Key_Space);
        QCOMPARE(colourAt(axial, beside).saturation(), 0);
        QTest::keyRelease(&axial, Qt::Key_Space);
        QCOMPARE(colourAt(axial, beside), tinted);
        QTest::keyClick(&axial, Qt::Key_2);  // prediction A
        QVERIFY(!find<QCheckBox>("visible-label").isChecked());
        QCOMPARE(colourAt(axial, beside).saturation(), 0);
        QTest::keyClick(&axial, Qt::Key_2);
        find<QSlider>("opacity-label").setValue(100);
        const auto& colour = m_session->project().labels().scheme().classes[1].colour;
        QCOMPARE(colourAt(axial, beside), QColor(colour[0], colour[1], colour[2]));
    }

    void explainsAVoxel() {
        openWithPrediction();
        jumpTo(MadePrediction::kDoubtful);
        const QString verdict = find<QLabel>("weightVerdict").text();
        QVERIFY2(verdict.contains("A teaches B") && verdict.contains("background") && verdict.contains("0.400"),
                 qPrintable(verdict));
        auto& table = find<QTableWidget>("weightTable");
        QCOMPARE(table.rowCount(), 7);
        QCOMPARE(table.item(0, 1)->text(), "0.200");
        QCOMPARE(table.item(0, 2)->text(), "0.600");
        QCOMPARE(table.item(4, 1)->text(), "0.400");  // probability of the atrium
        QCOMPARE(table.item(5, 1)->text(), "0.800");  // similarity with it
    }

    void jumpsToDoubtfulRegions() {
        openWithPrediction();
        auto& axial = find<SliceView>("axialView");
        auto& table = find<QTableWidget>("regionTable");
        QTRY_COMPARE(table.rowCount(), 1);
        QCOMPARE(table.item(0, 0)->text(), "background");
        QCOMPARE(table.item(0, 2)->text(), "0.50");
        jumpTo({20, 20, 20});
        QTest::keyClick(&axial, Qt::Key_N);
        QVERIFY(axial.crosshair() == MadePrediction::kDoubtful);
        QCOMPARE(find<SliceView>("coronalView").slice(), MadePrediction::kDoubtful[1]);
    }

    void findsRegionsWithTheirSize() {
        m_made->predict();
        const auto silent = [](double, std::string_view) {};
        const InspectedCase first = loadLabels(m_made->folder(), 1, m_made->caseId(), silent, {});
        QVERIFY(first.layer("label") != nullptr && first.layer("error") != nullptr);
        QVERIFY(first.layer("uncertainty-a") == nullptr);
        const InspectedCase loaded = withAllMaps(first, m_made->folder(), silent, {});
        const auto regions = findDoubtfulRegions(loaded, {}, {});
        QCOMPARE(regions.size(), 1U);
        QCOMPARE(regions[0].voxels, 27);
        QVERIFY(regions[0].centre == MadePrediction::kDoubtful);
        QVERIFY(std::abs(regions[0].unreliability - (26 * 0.5 + 0.6)) < 1e-5);
        QVERIFY(findDoubtfulRegions(loaded, {.threshold = 0.3}, {}).empty());
        QVERIFY(loaded.layer("error") != nullptr);
        QCOMPARE(loaded.surfaces.size(), 1U);
        QCOMPARE(loaded.layer("uncertainty-a")->high, std::log(2.0));
    }

    void choosesPresetsAndFullSize() {
        openWithPrediction();
        auto& preset = find<QComboBox>("layerPreset");
        const auto choose = [&preset](const QString& name) {
            preset.setCurrentIndex(preset.findText(name));
            Q_EMIT preset.activated(preset.currentIndex());
        };
        choose("How sure?");
        QVERIFY(find<QCheckBox>("visible-uncertainty-a").isChecked());
        QVERIFY(find<QCheckBox>("visible-label").isChecked());
        choose("Why?");
        QVERIFY(find<QCheckBox>("visible-selection").isChecked());
        QVERIFY(!find<QCheckBox>("visible-uncertainty-a").isChecked());
        QVERIFY(find<QCheckBox>("visible-label").isChecked());
        QVERIFY(!find<QCheckBox>("visible-reference").isChecked());
        auto& axial = find<SliceView>("axialView");
        const int before = axial.width();
        QTest::keyClick(&axial, Qt::Key_F);
        QTRY_VERIFY(axial.width() > before * 3 / 2);
        QVERIFY(!find<SurfaceView>("surfaceView").isVisible());
        QTest::keyClick(&axial, Qt::Key_F);
        QTRY_COMPARE(axial.width(), before);
        QTest::mouseDClick(&axial, Qt::LeftButton, {}, {40, 40});
        QTRY_VERIFY(axial.width() > before * 3 / 2);
        QTest::keyClick(&axial, Qt::Key_Escape);
        QTRY_COMPARE(axial.width(), before);
    }

    void changesHowAMapIsDrawn() {
        openWithPrediction();
        auto& axial = find<SliceView>("axialView");
        jumpTo(MadePrediction::kDoubtful);
        QTest::keyClick(&axial, Qt::Key_2);  // prediction A
        QTest::keyClick(&axial, Qt::Key_1);  // label
        const Index3 beside{4, 5, 5};
        QCOMPARE(colourAt(axial, beside).saturation(), 0);
        QTest::keyClick(&axial, Qt::Key_5);  // reliability of A
        find<QSlider>("opacity-reliability-a").setValue(100);
        QCOMPARE(colourAt(axial, beside), mapColour(ColourMapName::Cividis, 0.5));
        QTest::mouseClick(&find<QToolButton>("options-reliability-a"), Qt::LeftButton);
        auto& colours = find<QComboBox>("colours-reliability-a");
        QTRY_VERIFY(colours.isVisible());
        colours.setCurrentIndex(1);
        Q_EMIT colours.activated(1);
        QCOMPARE(colourAt(axial, beside), mapColour(ColourMapName::Magma, 0.5));
        find<QDoubleSpinBox>("high-reliability-a").setValue(0.5);
        QCOMPARE(colourAt(axial, beside), mapColour(ColourMapName::Magma, 1));
        auto& threshold = find<QComboBox>("threshold-reliability-a");
        QVERIFY(!find<QDoubleSpinBox>("thresholdValue-reliability-a").isEnabled());
        threshold.setCurrentIndex(2);
        Q_EMIT threshold.activated(2);  // at most
        find<QDoubleSpinBox>("thresholdValue-reliability-a").setValue(0.45);
        QCOMPARE(colourAt(axial, beside).saturation(), 0);
        QTest::mouseClick(&find<QPushButton>("restore-reliability-a"), Qt::LeftButton);
        QCOMPARE(colourAt(axial, beside), mapColour(ColourMapName::Cividis, 0.5));
        QCOMPARE(find<QDoubleSpinBox>("high-reliability-a").value(), 1.0);
    }

    /// Whatever the classes are called and however many layers are open, values stand left of the scroll bar.
    void nothingIsCutInTheListOfLayers() {
        LabelScheme scheme = m_made->project().labels().scheme();
        scheme.classes[1].name = "left atrium with its appendage and the ostia of four pulmonary veins";
        m_made->project().labels().setScheme(scheme);
        openWithPrediction();
        QTRY_VERIFY(m_page->findChild<QToolButton*>("options-probability-mean-1") != nullptr);
        for (auto* const layer : m_page->findChildren<QCheckBox*>(QRegularExpression("^visible-"))) {
            layer->setChecked(true);
        }
        for (auto* const options : m_page->findChildren<QToolButton*>(QRegularExpression("^options-"))) {
            options->setChecked(true);
        }
        jumpTo(insideOf(m_made->phantom()));
        const auto* const row = m_page->findChild<QFrame*>("layer-probability-mean-1");
        const auto* const list = row->parentWidget();
        const auto* const viewport = list->parentWidget();
        QTRY_VERIFY2(list->height() > 2 * viewport->height(), "there is a scroll bar");
        QVERIFY2(list->width() <= viewport->width(),
                 qPrintable(QString("%1 in %2").arg(list->width()).arg(viewport->width())));
        for (const auto* const value : list->findChildren<QLabel*>(QRegularExpression("^value-"))) {
            const int right = value->mapTo(viewport, QPoint(value->width(), 0)).x();
            QVERIFY2(right <= viewport->width(), qPrintable(value->objectName()));
            QVERIFY2(value->width() >= value->sizeHint().width(), qPrintable(value->objectName() + value->text()));
        }
        QVERIFY(find<QLabel>("value-label").toolTip().contains("four pulmonary veins"));
    }

    void remembersTheGreyWindow() {
        m_made->predict();
        const std::int64_t ct = m_made->addCtCase();
        open();
        QTRY_VERIFY(find<SliceView>("axialView").isVisible());
        auto& window = find<QComboBox>("greyPreset");
        QCOMPARE(window.currentData().toString(), "usual");
        m_page->choose(1, ct);  // nothing was chosen: soft tissue for CT
        QTRY_COMPARE(find<SliceView>("axialView").greyWindow().low, -160.0);
        auto& axial = find<SliceView>("axialView");
        QTest::mousePress(&axial, Qt::RightButton, {}, {100, 100});
        QTest::mouseMove(&axial, {160, 100});
        QTest::mouseRelease(&axial, Qt::RightButton, {}, {160, 100});
        const GreyWindow dragged = axial.greyWindow();
        QVERIFY(dragged.high - dragged.low > 410);
        QCOMPARE(window.currentData().toString(), "by-hand");
        QCOMPARE(find<SliceView>("sagittalView").greyWindow().high, dragged.high);
        m_page->choose(1, m_made->caseId());
        QTRY_VERIFY(m_page->findChild<QCheckBox*>("visible-reference") != nullptr);  // of the first case alone
        QCOMPARE(axial.greyWindow().high, dragged.high);
        m_page.reset();  // and in the next session
        showPage();
        QTRY_VERIFY(find<SliceView>("axialView").isVisible());
        QTRY_COMPARE(find<SliceView>("axialView").greyWindow().high, dragged.high);
    }

    void comparesRunsDecodersAndLabel() {
        m_made->predict();
        m_made->predictNothing();
        open();
        QTRY_VERIFY(find<SliceView>("axialView").isVisible());
        m_page->choose(1, m_made->caseId());
        auto& axial = find<SliceView>("axialView");
        QTRY_VERIFY(axial.isVisible());
        axial.setFocus();
        const Index3 inside = insideOf(m_made->phantom());
        jumpTo(inside);
        QTest::keyClick(&axial, Qt::Key_C);
        auto& first = find<SliceView>("compareView1");
        auto& second = find<SliceView>("compareView2");
        QTRY_VERIFY(first.isVisible() && second.isVisible());
        QVERIFY(!find<SliceView>("compareView3").isVisible());
        QVERIFY(first.crosshair() == inside && second.crosshair() == inside);
        const Index3 beside{inside[0] + 2, inside[1] + 1, inside[2]};
        QTRY_COMPARE(find<QLabel>("compareState1").text(), "Dice 1.000");
        QTRY_COMPARE(find<QLabel>("compareState2").text(), "Dice 0.000");
        QVERIFY(colourAt(first, beside).saturation() > 40);
        QCOMPARE(colourAt(second, beside).saturation(), 0);

        chooseIn("compareContent", 1);  // error against the label
        QCOMPARE(colourAt(first, beside).saturation(), 0);
        QVERIFY(colourAt(second, beside).saturation() > 40);
        chooseIn("compareContent", 3);  // reliability: the second has none
        QCOMPARE(find<QLabel>("compareState2").text(), "No such map");
        chooseIn("compareContent", 0);

        // Both scroll, zoom and blink together.
        QTest::keyClick(&first, Qt::Key_Up);
        QCOMPARE(second.slice(), inside[2] + 1);
        QTest::keyClick(&second, Qt::Key_Plus);
        QCOMPARE(first.zoom(), second.zoom());
        QVERIFY(first.zoom() > 1.2);
        QTest::keyClick(&first, Qt::Key_Down);
        QTest::keyPress(&first, Qt::Key_Space);
        QCOMPARE(colourAt(first, beside).saturation(), 0);
        QTest::keyRelease(&first, Qt::Key_Space);
        QVERIFY(colourAt(first, beside).saturation() > 40);

        chooseIn("compareCount", 2);  // four tiles
        QTRY_VERIFY(find<SliceView>("compareView4").isVisible());
        QCOMPARE(find<QComboBox>("compareSource3").currentText(), "Label");
        QVERIFY(colourAt(find<SliceView>("compareView3"), beside).saturation() > 40);
        QVERIFY(find<QComboBox>("compareSource4").currentText().endsWith("B"));
        chooseIn("comparePlane", 2);
        QCOMPARE(find<SliceView>("compareView4").slice(), inside[0]);
        QTest::keyClick(&first, Qt::Key_Escape);
        QTRY_VERIFY(axial.isVisible());
    }

    void showsTheVolumeInSpace() {
        openWithPrediction();
        auto& space = find<SurfaceView>("surfaceView");
        QVERIFY(space.content() == SpaceContent::Surfaces);
        chooseIn("spaceContent", 1);
        QVERIFY(space.content() == SpaceContent::Volume);
        const QImage picture = space.grab().toImage();
        int bright = 0;
        for (int x = 0; x < picture.width(); ++x) {
            bright += picture.pixelColor(x, picture.height() / 2).lightness() > 90 ? 1 : 0;
        }
        QVERIFY2(bright > picture.width() / 10, qPrintable(QString::number(bright)));
    }

private:
    template <class T>
    T& find(const char* name) {
        T* const found = m_page->findChild<T*>(name);
        if (found == nullptr) {
            qFatal("no %s", name);
        }
        return *found;
    }

    void open() {
        m_session = std::make_unique<ProjectSession>(Project::open(m_made->folder()), *m_jobs);
        showPage();
    }
    void showPage() {
        m_page = std::make_unique<InspectPage>(*m_session);
        m_page->resize(1280, 800);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
        m_page->activateWindow();  // keys are shortcuts of the active window
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    }
    void openWithPrediction() {
        m_made->predict();
        open();
        QTRY_VERIFY(find<SliceView>("axialView").isVisible());
        QTRY_VERIFY(m_page->findChild<QCheckBox*>("visible-uncertainty-a") != nullptr);
        find<SliceView>("axialView").setFocus();
    }
    void chooseIn(const char* name, int index) {
        auto& box = find<QComboBox>(name);
        box.setCurrentIndex(index);
        Q_EMIT box.activated(index);
    }
    /// As a person does: through the sagittal, then the axial view.
    void jumpTo(const Index3& voxel) {
        for (const char* name : {"axialView", "coronalView", "axialView"}) {
            auto& view = find<SliceView>(name);
            QTest::mouseClick(&view, Qt::LeftButton, {}, view.positionOf(voxel).toPoint());
        }
        QVERIFY(find<SliceView>("axialView").crosshair() == voxel);
    }

    std::unique_ptr<MadePrediction> m_made;
    std::unique_ptr<JobList> m_jobs;
    std::unique_ptr<ProjectSession> m_session;
    std::unique_ptr<InspectPage> m_page;
};

QTEST_MAIN(TestInspectPage)
#include "tst_inspect_page.moc"
