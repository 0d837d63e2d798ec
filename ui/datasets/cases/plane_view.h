// One slice of a case with its outlines and letters; the wheel and the keys up and down go through the slices.
//
// Used on the GUI thread. Invariant: the picture keeps its proportions in mm.
#pragma once

#include "core/study/label_scheme.h"
#include "ui/datasets/cases/slice_picture.h"

#include <QWidget>

namespace tandem {

/// What the three planes of a case show.
struct CaseVolumes {
    ImageVolume image;
    LabelVolume label;  ///< empty without one
    GreyWindow window;
    Index3 voxel{};  ///< at which the planes cross at first
};

class PlaneView : public QWidget {
    Q_OBJECT

public:
    explicit PlaneView(PatientPlane plane, QWidget* parent = nullptr);

    void showCase(const CaseVolumes& volumes, const LabelScheme& scheme);
    void clear();
    [[nodiscard]] std::int64_t slice() const noexcept { return m_slice; }
    [[nodiscard]] const SlicePicture& picture() const noexcept { return m_picture; }

    [[nodiscard]] QSize sizeHint() const override { return {300, 200}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void paintPicture(QPainter& painter, const QRectF& target) const;
    void paintText(QPainter& painter, Qt::Alignment place, const QString& text) const;
    void goTo(std::int64_t slice);
    [[nodiscard]] std::int64_t sliceCount() const;
    [[nodiscard]] QString title() const;
    [[nodiscard]] QString planeName() const;
    void retranslate();

    PatientPlane m_plane;
    CaseVolumes m_volumes;
    LabelScheme m_scheme;
    SlicePicture m_picture;
    std::int64_t m_slice = 0;
    int m_wheel = 0;  ///< eighths of a degree that make no whole notch yet
};

}  // namespace tandem
