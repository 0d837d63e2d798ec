#include "storage/preparation/regrid.h"

#include "core/base/error.h"
#include "storage/image/itk_volume.h"
#include "storage/preparation/grid_match.h"

#include <itkBSplineInterpolateImageFunction.h>
#include <itkImage.h>
#include <itkLinearInterpolateImageFunction.h>
#include <itkNearestNeighborExtrapolateImageFunction.h>
#include <itkNearestNeighborInterpolateImageFunction.h>
#include <itkResampleImageFilter.h>

#include <cstdint>
#include <new>

namespace tandem {
namespace {

template <class T>
using ItkImage = itk::Image<T, 3>;

template <class T>
using Interpolator = itk::InterpolateImageFunction<ItkImage<T>, double>;

/// Nothing for the nearest voxel.
using MaybeInterpolation = std::optional<Interpolation>;

template <class T>
typename Interpolator<T>::Pointer interpolatorFor(MaybeInterpolation interpolation) {
    if (!interpolation) {
        return itk::NearestNeighborInterpolateImageFunction<ItkImage<T>, double>::New().GetPointer();
    }
    switch (*interpolation) {
        case Interpolation::Linear:
            return itk::LinearInterpolateImageFunction<ItkImage<T>, double>::New().GetPointer();
        case Interpolation::BSpline: {
            constexpr unsigned kCubic = 3;
            const auto spline = itk::BSplineInterpolateImageFunction<ItkImage<T>, double, float>::New();
            spline->SetSplineOrder(kCubic);
            return spline.GetPointer();
        }
    }
    throw Error(ErrorCode::Internal, "An unknown interpolation was asked for.");
}

template <class T>
Volume<T> interpolated(const Volume<T>& source, const Geometry& target, MaybeInterpolation interpolation,
                       std::optional<T> outside, const std::stop_token& stop) {
    using Filter = itk::ResampleImageFilter<ItkImage<T>, ItkImage<T>, double>;
    const auto filter = Filter::New();
    filter->SetInput(toItk(source));
    filter->SetInterpolator(interpolatorFor<T>(interpolation));
    if (outside) {
        filter->SetDefaultPixelValue(*outside);
    } else {
        filter->SetExtrapolator(itk::NearestNeighborExtrapolateImageFunction<ItkImage<T>, double>::New());
    }
    const ItkGrid grid(target);
    filter->SetSize(grid.size);
    filter->SetOutputSpacing(grid.spacing);
    filter->SetOutputOrigin(grid.origin);
    filter->SetOutputDirection(grid.direction);
    filter->AddObserver(itk::ProgressEvent(), [&stop, watched = filter.GetPointer()](const itk::EventObject&) {
        if (stop.stop_requested()) {
            watched->AbortGenerateDataOn();
        }
    });
    filter->Update();
    // The target itself in place of what passed through the filter: equal but for rounding.
    return {target, fromItk(filter->GetOutput()).share()};
}

template <class T>
Volume<T> regridded(const Volume<T>& source, const Geometry& target, MaybeInterpolation interpolation,
                    std::optional<T> outside, const std::stop_token& stop) {
    throwIfStopped(stop);
    try {
        const auto match = matchGrids(target, source.geometry());
        if (match && (outside || staysWithin(*match, target.size, source.geometry().size))) {
            return gather(source, target, *match, outside.value_or(T{}));
        }
        return interpolated(source, target, interpolation, outside, stop);
    } catch (const itk::ProcessAborted&) {
        throwIfStopped(stop);
        throw Error(ErrorCode::Internal, "Resampling ended before it was done.");
    } catch (const itk::ExceptionObject& error) {
        throw errorFromItk(error, ErrorCode::Internal, "The volume could not be resampled.");
    } catch (const std::bad_alloc& error) {
        throw Error(ErrorCode::OutOfMemory, "There is not enough memory to resample the volume.", error.what());
    }
}

}  // namespace

ImageVolume ontoGrid(const ImageVolume& source, const Geometry& target, Interpolation interpolation,
                     std::optional<float> outside, const std::stop_token& stop) {
    return regridded<float>(source, target, interpolation, outside, stop);
}

LabelVolume ontoGrid(const LabelVolume& source, const Geometry& target, const std::stop_token& stop) {
    return regridded<std::uint8_t>(source, target, std::nullopt, std::nullopt, stop);
}

}  // namespace tandem
