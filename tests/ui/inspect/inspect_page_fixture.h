// The page Inspect on a made prediction, with what a person does on it.
#pragma once

#include "storage/db/label_repository.h"
#include "tests/ui/inspect/made_prediction.h"
#include "ui/inspect/inspect_page.h"
#include "ui/jobs/job_list.h"
#include "ui/render/slice_view.h"
#include "ui/session/project_session.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QtTest>
#include <memory>

namespace tandem {

inline QColor colourAt(SliceView& view, const Index3& voxel) {
    return view.grab().toImage().pixelColor(view.positionOf(voxel).toPoint());
}

inline QColor mapColour(ColourMapName map, double fraction) {
    const auto colour = tandem::colourAt(map, fraction);
    return {colour[0], colour[1], colour[2]};
}

/// A voxel deep in the atrium.
inline Index3 insideOf(const PhantomCase& phantom) {
    const Vector3 index = phantom.image.geometry().indexOf(phantom.centreMm);
    return {std::llround(index[0]), std::llround(index[1]), std::llround(index[2])};
}

/// A base of tests.
class OnInspectPage {
protected:
    void begin() {
        applyTheme(*qApp, Theme::Dark);
        m_made = std::make_unique<MadePrediction>();
        m_jobs = std::make_unique<JobList>();
    }
    void end() {
        m_page.reset();
        m_session.reset();
        m_jobs.reset();
        m_made.reset();
    }

    template <class T>
    T& find(const char* name) {
        T* const found = m_page->findChild<T*>(name);
        if (found == nullptr) {
            qFatal("no %s", name);
        }
        return *found;
    }

    [[nodiscard]] static Progress silence() {
        return [](double, std::string_view) {};
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

}  // namespace tandem
