// The page Inspect on a case with an oblique grid of unlike spacings, whose label is corrected by mouse and keys.
#pragma once

#include "core/study/label_scheme.h"
#include "storage/db/case_repository.h"
#include "storage/db/project.h"
#include "storage/image/image_writer.h"
#include "ui/correction/correction_desk.h"
#include "ui/inspect/inspect_page.h"
#include "ui/jobs/job_list.h"
#include "ui/render/slice_view.h"
#include "ui/session/project_session.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QPushButton>
#include <QTemporaryDir>
#include <QtTest>
#include <cmath>
#include <functional>
#include <memory>
#include <vector>

namespace tandem {

/// Axes turned about two of the patient's by some degrees.
inline Geometry obliqueGrid() {
    const double a = 0.3;
    const double b = 0.2;
    const Matrix3 turned{{{std::cos(a), -std::sin(a) * std::cos(b), std::sin(a) * std::sin(b)},
                          {std::sin(a), std::cos(a) * std::cos(b), -std::cos(a) * std::sin(b)},
                          {0, std::sin(b), std::cos(b)}}};
    return {{40, 34, 18}, {0.8, 1.1, 2.6}, {12, -30, 7}, turned};
}

/// A base of tests. The label: class 1 in a box, class 2 beside it. The image: 10 in the box, 0 around, a ramp along
/// the first axis.
class OnCorrectedCase {
protected:
    static constexpr Index3 kFirst{12, 10, 5};  ///< of class 1
    static constexpr Index3 kLast{19, 17, 11};
    static constexpr int kWall = 3;  ///< voxels of class 2 beyond it, along the first axis

    void begin() {
        applyTheme(*qApp, Theme::Dark);
        m_temporary = std::make_unique<QTemporaryDir>();
        m_jobs = std::make_unique<JobList>();
        const std::filesystem::path parent = m_temporary->path().toStdString();
        Project project =
            Project::create(folder(), "Oblique", LabelScheme::fromNames({"background", "atrium", "wall"}));
        std::vector<float> grey;
        std::vector<std::uint8_t> classes;
        forEachVoxel([&](const Index3& voxel) {
            classes.push_back(startAt(voxel));
            grey.push_back((startAt(voxel) == 1 ? 100.0F : 0.0F) + static_cast<float>(voxel[0]));
        });
        m_image = ImageVolume(grid(), std::move(grey));
        m_start = LabelVolume(grid(), std::move(classes));
        writeImage(m_image, parent / "one.nrrd");
        writeLabel(m_start, parent / "one-label.nrrd");
        CaseRecord record{.name = "one", .geometry = grid(), .state = CaseState::Labelled};
        record.images.push_back({.path = parent / "one.nrrd", .contentHash = "i", .format = "nrrd"});
        record.label = ImageFile{.path = parent / "one-label.nrrd", .contentHash = "l", .format = "nrrd"};
        record.labelVoxels = {1, 1, 1};
        m_caseId = project.cases().add(record).id;
    }
    void end() {
        m_page.reset();
        m_session.reset();
        m_jobs.reset();
        m_temporary.reset();
    }

    [[nodiscard]] static const Geometry& grid() {
        static const Geometry oblique = obliqueGrid();
        return oblique;
    }
    [[nodiscard]] static std::uint8_t startAt(const Index3& voxel) {
        const bool isBeside = voxel[1] >= kFirst[1] && voxel[1] <= kLast[1] && voxel[2] >= kFirst[2] &&
                              voxel[2] <= kLast[2] && voxel[0] >= kFirst[0];
        return isBeside && voxel[0] <= kLast[0] ? 1 : isBeside && voxel[0] <= kLast[0] + kWall ? 2 : 0;
    }
    template <class Visit>
    static void forEachVoxel(const Visit& visit) {
        for (std::int64_t z = 0; z < grid().size[2]; ++z) {
            for (std::int64_t y = 0; y < grid().size[1]; ++y) {
                for (std::int64_t x = 0; x < grid().size[0]; ++x) {
                    visit(Index3{x, y, z});
                }
            }
        }
    }
    [[nodiscard]] std::filesystem::path folder() const { return m_temporary->path().toStdString() + "/made.tandem"; }

    template <class T>
    T& find(const char* name) {
        T* const found = m_page->findChild<T*>(name);
        if (found == nullptr) {
            qFatal("no %s", name);
        }
        return *found;
    }
    [[nodiscard]] SliceView& view(Plane plane) {
        const char* names[]{"axialView", "coronalView", "sagittalView"};
        return find<SliceView>(names[static_cast<int>(plane)]);
    }
    [[nodiscard]] CorrectionDesk& desk() { return find<CorrectionDesk>("correctionDesk"); }
    /// As it is corrected now.
    [[nodiscard]] LabelVolume label() { return std::get<LabelVolume>(desk().layer().value().voxels); }
    [[nodiscard]] std::uint8_t at(const Index3& voxel) { return label().at(voxel[0], voxel[1], voxel[2]); }

    void openPage(ProjectAccess access = ProjectAccess::ReadWrite) {
        m_session = std::make_unique<ProjectSession>(Project::open(folder(), access), *m_jobs);
        m_page = std::make_unique<InspectPage>(*m_session);
        m_page->resize(1280, 800);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
        m_page->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
        QTRY_VERIFY(view(Plane::Axial).isVisible());
    }
    /// As a window is closed: what was not written yet is written by a thread that outlives it.
    void closePage() {
        m_page.reset();
        m_session.reset();
        QTest::qWait(500);
    }
    void correct() {
        QTest::keyClick(m_page.get(), Qt::Key_E);
        QTRY_VERIFY(desk().isEditing());
        find<QWidget>("correctBar").layout()->activate();
        QTest::qWait(50);  // the views have become smaller
    }
    void openAndCorrect() {
        openPage();
        correct();
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(m_page.get(), key, modifiers); }

    /// So that every plane shows the slice of the voxel.
    void showVoxel(const Index3& voxel) {
        for (const Plane plane : {Plane::Axial, Plane::Coronal, Plane::Axial}) {
            SliceView& one = view(plane);
            QTest::mouseClick(&one, Qt::LeftButton, Qt::ControlModifier, one.positionOf(voxel).toPoint());
        }
        QVERIFY(view(Plane::Axial).crosshair() == voxel);
    }
    /// Continuous voxel index of where the mouse is for the voxel: points of the screen are whole.
    [[nodiscard]] static Vector3 placeOf(SliceView& one, const Index3& voxel) {
        return one.canvas().voxelAt(QPointF(one.positionOf(voxel).toPoint()));
    }
    static void drag(SliceView& one, const std::vector<Index3>& way) {
        QTest::mousePress(&one, Qt::LeftButton, {}, one.positionOf(way.front()).toPoint());
        for (const Index3& voxel : way) {
            QTest::mouseMove(&one, one.positionOf(voxel).toPoint());
        }
        QTest::mouseRelease(&one, Qt::LeftButton, {}, one.positionOf(way.back()).toPoint());
    }
    static void click(SliceView& one, const Index3& voxel) {
        QTest::mouseClick(&one, Qt::LeftButton, {}, one.positionOf(voxel).toPoint());
    }

    /// From the segment between two places, within a slice, in mm.
    [[nodiscard]] static double distanceMm(const Index3& voxel, const Vector3& from, const Vector3& to) {
        Vector3 along{};
        Vector3 apart{};
        double length = 0;
        double dot = 0;
        for (std::size_t axis = 0; axis < 3; ++axis) {
            along[axis] = (to[axis] - from[axis]) * grid().spacingMm[axis];
            apart[axis] = (static_cast<double>(voxel[axis]) - from[axis]) * grid().spacingMm[axis];
            length += along[axis] * along[axis];
            dot += along[axis] * apart[axis];
        }
        const double part = length > 0 ? std::clamp(dot / length, 0.0, 1.0) : 0;
        double squared = 0;
        for (std::size_t axis = 0; axis < 3; ++axis) {
            const double one = apart[axis] - part * along[axis];
            squared += one * one;
        }
        return std::sqrt(squared);
    }
    /// The label is that of expected(voxel, class before) at every voxel; else where it is not.
    template <class Expected>
    [[nodiscard]] QString differenceFrom(const Expected& expected) {
        const LabelVolume now = label();
        int wrong = 0;
        QString first;
        forEachVoxel([&](const Index3& voxel) {
            const int wanted = expected(voxel, startAt(voxel));
            const int found = now.at(voxel[0], voxel[1], voxel[2]);
            if (wanted != found && wrong++ == 0) {
                first = QString("(%1, %2, %3) is %4, not %5")
                            .arg(voxel[0])
                            .arg(voxel[1])
                            .arg(voxel[2])
                            .arg(found)
                            .arg(wanted);
            }
        });
        return wrong == 0 ? QString() : QString("%1 voxels differ: %2").arg(wrong).arg(first);
    }
    [[nodiscard]] QString changes() {
        return differenceFrom([](const Index3&, int before) { return before; });
    }

    std::unique_ptr<QTemporaryDir> m_temporary;
    std::unique_ptr<JobList> m_jobs;
    std::unique_ptr<ProjectSession> m_session;
    std::unique_ptr<InspectPage> m_page;
    ImageVolume m_image;
    LabelVolume m_start;
    std::int64_t m_caseId = 0;
};

}  // namespace tandem
