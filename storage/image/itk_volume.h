// Volumes as ITK images and back, for the sources that call ITK. Shows ITK, so no other header may include it.
//
// Thread-safe. Invariant: both directions share the voxels instead of copying them, so neither side may change them
// afterwards; filters that run in place must not be given a shared image.
#pragma once

#include "core/base/error.h"
#include "core/volume/volume.h"

#include <itkImage.h>
#include <itkImportImageContainer.h>
#include <itkMacro.h>

#include <memory>
#include <string>
#include <utility>

namespace tandem {

/// Voxels of a Volume as ITK sees them; keeps them alive as long as an ITK image uses them.
template <class T>
class SharedVoxelContainer : public itk::ImportImageContainer<itk::SizeValueType, T> {
public:
    ITK_DISALLOW_COPY_AND_MOVE(SharedVoxelContainer);
    using Self = SharedVoxelContainer;
    using Superclass = itk::ImportImageContainer<itk::SizeValueType, T>;
    using Pointer = itk::SmartPointer<Self>;
    itkFactorylessNewMacro(Self);

    void share(const Volume<T>& volume) {
        m_owner = volume.share();
        // ITK knows no container of constant voxels; the header's invariant keeps them as they are.
        this->SetImportPointer(const_cast<T*>(m_owner.get()), volume.voxels().size(), false);
    }

protected:
    SharedVoxelContainer() = default;
    ~SharedVoxelContainer() override = default;

private:
    std::shared_ptr<const T[]> m_owner;
};

/// A Geometry in ITK's types.
struct ItkGrid {
    explicit ItkGrid(const Geometry& geometry) {
        for (unsigned axis = 0; axis < 3; ++axis) {
            size[axis] = static_cast<itk::SizeValueType>(geometry.size[axis]);
            spacing[axis] = geometry.spacingMm[axis];
            origin[axis] = geometry.originMm[axis];
            for (unsigned row = 0; row < 3; ++row) {
                direction[row][axis] = geometry.direction[row][axis];
            }
        }
    }

    using Base = itk::ImageBase<3>;
    Base::SizeType size;
    Base::SpacingType spacing;
    Base::PointType origin;
    Base::DirectionType direction;
};

/// The same grid and voxels as an ITK image. The image keeps the voxels alive.
template <class T>
[[nodiscard]] typename itk::Image<T, 3>::Pointer toItk(const Volume<T>& volume) {
    const ItkGrid grid(volume.geometry());
    const auto image = itk::Image<T, 3>::New();
    image->SetRegions(grid.size);
    image->SetSpacing(grid.spacing);
    image->SetOrigin(grid.origin);
    image->SetDirection(grid.direction);
    const auto container = SharedVoxelContainer<T>::New();
    container->share(volume);
    image->SetPixelContainer(container);
    return image;
}

/// The grid of an ITK image; the origin is the centre of its first voxel also where ITK's index starts elsewhere.
template <class T>
[[nodiscard]] Geometry geometryOf(const itk::Image<T, 3>& image) {
    const auto region = image.GetBufferedRegion();
    typename itk::Image<T, 3>::PointType first;
    image.TransformIndexToPhysicalPoint(region.GetIndex(), first);
    Geometry geometry;
    for (unsigned axis = 0; axis < 3; ++axis) {
        geometry.size[axis] = static_cast<std::int64_t>(region.GetSize()[axis]);
        geometry.spacingMm[axis] = image.GetSpacing()[axis];
        geometry.originMm[axis] = first[axis];
        for (unsigned row = 0; row < 3; ++row) {
            geometry.direction[row][axis] = image.GetDirection()[row][axis];
        }
    }
    return geometry;
}

/// The same grid and voxels as a Volume, which keeps the image alive. The filter that made the image must not run
/// again. Throws Error (Internal) when the image holds only a part of its voxels.
template <class T>
[[nodiscard]] Volume<T> fromItk(itk::Image<T, 3>* image) {
    if (image->GetBufferedRegion() != image->GetLargestPossibleRegion()) {
        throw Error(ErrorCode::Internal, "A volume was only partly computed.");
    }
    const T* first = image->GetBufferPointer();
    typename itk::Image<T, 3>::Pointer owner = image;
    return {geometryOf(*image), std::shared_ptr<const T[]>(first, [owner](const T*) {})};
}

/// An ITK exception as an Error: the sentence says what failed and where, the exception's words go to the detail.
/// OutOfMemory where ITK could not allocate, else the given code.
[[nodiscard]] inline Error errorFromItk(const itk::ExceptionObject& exception, ErrorCode code,
                                        const std::string& sentence) {
    const bool isMemory = dynamic_cast<const itk::MemoryAllocationError*>(&exception) != nullptr;
    return {isMemory ? ErrorCode::OutOfMemory : code, sentence, exception.GetDescription()};
}

}  // namespace tandem
