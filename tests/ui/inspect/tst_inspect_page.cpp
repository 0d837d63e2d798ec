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
#include <QLabel>
#include <QSlider>
#include <QSurfaceFormat>
#include <QTableWidget>
#include <QtTest>
#include <memory>

using namespace tandem;

namespace {

QColor colourAt(SliceView& view, const Index3& voxel) {
    return view.grab().toImage().pixelColor(view.positionOf(voxel).toPoint());
}

/// A voxel deep in the atrium.
Index3 insideOf(const PhantomCase& phantom) {
    const Vector3 index = phantom.image.geometry().indexOf(phantom.centreMm);
    return {std::llround(index[0]), std::llround(index[1]), std::llround(index[2])};
}

}  // namespace

class TestInspectPage : public QObject {
    Q_OBJECT

public:
    static void initMain() {
        QSurfaceFormat format;
        format.setVersion(3, 2);
        format.setProfile(QSurfaceFormat::CoreProfile);
        format.setDepthBufferSize(24);
        format.setAlphaBufferSize(8);
        QSurfaceFormat::setDefaultFormat(format);
    }

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
        const InspectedCase loaded = loadInspectedCase(m_made->folder(), 1, m_made->caseId(), [](double, auto) {}, {});
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
        preset.setCurrentIndex(1);
        Q_EMIT preset.activated(1);
        QVERIFY(find<QCheckBox>("visible-selection").isChecked());
        QVERIFY(find<QCheckBox>("visible-label").isChecked());
        QVERIFY(!find<QCheckBox>("visible-reference").isChecked());
        auto& axial = find<SliceView>("axialView");
        const int before = axial.width();
        QTest::keyClick(&axial, Qt::Key_F);
        QTRY_VERIFY(axial.width() > before * 3 / 2);
        QVERIFY(!find<SurfaceView>("surfaceView").isVisible());
        QTest::keyClick(&axial, Qt::Key_F);
        QTRY_COMPARE(axial.width(), before);
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
    }
    void openWithPrediction() {
        m_made->predict();
        open();
        QTRY_VERIFY(find<SliceView>("axialView").isVisible());
        find<SliceView>("axialView").setFocus();
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
