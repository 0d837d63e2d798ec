#include "ui/render/space_slices.h"

#include "ui/picture/slice_composer.h"

#include <vtkActor.h>
#include <vtkImageData.h>
#include <vtkNew.h>
#include <vtkPlaneSource.h>
#include <vtkPolyDataMapper.h>
#include <vtkProperty.h>
#include <vtkRenderer.h>
#include <vtkSmartPointer.h>
#include <vtkTexture.h>

#include <QPainter>
#include <algorithm>
#include <array>
#include <cstdint>

namespace tandem {
namespace {

/// One slice: a rectangle with its picture on it.
struct TexturedPlane {
    vtkNew<vtkPlaneSource> rectangle;
    vtkNew<vtkImageData> pixels;
    vtkNew<vtkTexture> texture;
    vtkNew<vtkActor> actor;

    TexturedPlane() {
        vtkNew<vtkPolyDataMapper> mapper;
        mapper->SetInputConnection(rectangle->GetOutputPort());
        texture->SetInputData(pixels);
        texture->SetColorModeToDirectScalars();
        texture->InterpolateOff();
        actor->SetMapper(mapper);
        actor->SetTexture(texture);
        actor->GetProperty()->SetLighting(false);
    }

    void show(const QImage& picture) {
        const QImage rgb = picture.convertToFormat(QImage::Format_RGB888);
        pixels->SetDimensions(rgb.width(), rgb.height(), 1);
        pixels->AllocateScalars(VTK_UNSIGNED_CHAR, 3);
        auto* const target = static_cast<std::uint8_t*>(pixels->GetScalarPointer());
        const std::size_t rowBytes = 3 * static_cast<std::size_t>(rgb.width());
        for (int row = 0; row < rgb.height(); ++row) {
            std::copy_n(rgb.constScanLine(row), rowBytes, target + static_cast<std::size_t>(row) * rowBytes);
        }
        pixels->Modified();
    }

    /// The first pixel of the picture lies at the rectangle's origin.
    void place(const SlicePlane& plane, std::int64_t slice) {
        const auto corner = [&](double column, double row) {
            Vector3 index{};
            index[plane.right] = plane.isRightReversed ? static_cast<double>(plane.columns()) - 1 - column : column;
            index[plane.down] = plane.isDownReversed ? static_cast<double>(plane.rows()) - 1 - row : row;
            index[plane.through] = static_cast<double>(slice);
            return plane.geometry.positionMm(index);
        };
        const double lastColumn = static_cast<double>(plane.columns()) - 0.5;
        const double lastRow = static_cast<double>(plane.rows()) - 0.5;
        rectangle->SetOrigin(corner(-0.5, -0.5).data());
        rectangle->SetPoint1(corner(lastColumn, -0.5).data());
        rectangle->SetPoint2(corner(-0.5, lastRow).data());
    }
};

}  // namespace

struct SpaceSlices::Parts {
    std::array<TexturedPlane, 3> planes;
    ImageVolume image;
    GreyWindow window;
    std::vector<SliceLayer> layers;
    bool areLayersHidden = false;
    Index3 crosshair{};
    bool isStale = true;

    [[nodiscard]] QImage pictureOf(const SlicePlane& plane, std::int64_t slice) const {
        const QImage grey = composeGrey(image, plane, slice, window);
        // Some pixels for a voxel, so that contours are finer than voxels.
        constexpr int kFinest = 4;
        constexpr int kMostPixels = 1024;
        const int fineness = std::clamp(kMostPixels / std::max(grey.width(), grey.height()), 1, kFinest);
        QImage picture = grey.scaled(grey.size() * fineness);
        if (areLayersHidden) {
            return picture;
        }
        QPainter painter(&picture);
        painter.scale(fineness, fineness);
        painter.drawImage(QPointF(0, 0), composeLayers(layers, plane, slice));
        for (const SliceLayer& layer : layers) {
            for (const SliceContour& contour : contoursOf(layer, plane, slice)) {
                drawContour(painter, contour, 2.0 / kFinest, false);
            }
        }
        return picture;
    }
};

SpaceSlices::SpaceSlices() : m_parts(std::make_unique<Parts>()) {}
SpaceSlices::~SpaceSlices() = default;

void SpaceSlices::setImage(const ImageVolume& image, const GreyWindow& window) {
    m_parts->image = image;
    m_parts->window = window;
    m_parts->layers.clear();
    const Index3& size = image.geometry().size;
    m_parts->crosshair = {size[0] / 2, size[1] / 2, size[2] / 2};
    m_parts->isStale = true;
}

void SpaceSlices::setLayers(const std::vector<SliceLayer>& layers) {
    m_parts->layers = layers;
    m_parts->isStale = true;
}

void SpaceSlices::setLayersHidden(bool areHidden) {
    m_parts->areLayersHidden = areHidden;
    m_parts->isStale = true;
}

void SpaceSlices::setGreyWindow(const GreyWindow& window) {
    m_parts->window = window;
    m_parts->isStale = true;
}

void SpaceSlices::setCrosshair(const Index3& voxel) {
    if (voxel != m_parts->crosshair) {
        m_parts->crosshair = voxel;
        m_parts->isStale = true;
    }
}

void SpaceSlices::addTo(vtkRenderer& renderer) {
    for (TexturedPlane& plane : m_parts->planes) {
        renderer.AddActor(plane.actor);
    }
}

void SpaceSlices::compose() {
    if (!m_parts->isStale || m_parts->image.isEmpty()) {
        return;
    }
    m_parts->isStale = false;
    for (const Plane kind : {Plane::Axial, Plane::Coronal, Plane::Sagittal}) {
        const SlicePlane plane = SlicePlane::of(m_parts->image.geometry(), kind);
        const std::int64_t slice = m_parts->crosshair[plane.through];
        TexturedPlane& shown = m_parts->planes[static_cast<std::size_t>(kind)];
        shown.show(m_parts->pictureOf(plane, slice));
        shown.place(plane, slice);
    }
}

}  // namespace tandem
