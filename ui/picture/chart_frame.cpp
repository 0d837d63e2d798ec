#include "ui/picture/chart_frame.h"

#include <algorithm>
#include <cmath>

namespace tandem {
namespace {

AxisRange zoomed(const AxisRange& range, double factor, double about) {
    return {about - (about - range.low) * factor, about + (range.high - about) * factor};
}

AxisRange logarithm(const AxisRange& range) {
    return {std::log10(range.low), std::log10(range.high)};
}

AxisRange power(const AxisRange& range) {
    return {std::pow(10.0, range.low), std::pow(10.0, range.high)};
}

}  // namespace

QPointF ChartFrame::pixelAt(const QPointF& value) const {
    double y01 = 0;
    if (isLogarithmic) {
        const AxisRange decades = logarithm(y);
        // What cannot be shown on this scale lies far below the plot, which clips it.
        y01 = value.y() > 0 ? (std::log10(value.y()) - decades.low) / decades.length() : -10.0;
    } else {
        y01 = (value.y() - y.low) / y.length();
    }
    return {plot.left() + (value.x() - x.low) / x.length() * plot.width(),
            plot.bottom() - std::clamp(y01, -10.0, 10.0) * plot.height()};
}

double ChartFrame::xAt(double pixel) const {
    return x.low + (pixel - plot.left()) / std::max(1.0, plot.width()) * x.length();
}

AxisRange ChartFrame::zoomedX(double factor, double aboutPixel) const {
    return zoomed(x, factor, xAt(aboutPixel));
}

AxisRange ChartFrame::zoomedY(double factor, double aboutPixel) const {
    const AxisRange scale = isLogarithmic ? logarithm(y) : y;
    const double about = scale.low + (plot.bottom() - aboutPixel) / std::max(1.0, plot.height()) * scale.length();
    const AxisRange result = zoomed(scale, factor, about);
    return isLogarithmic ? power(result) : result;
}

AxisRange ChartFrame::pannedX(double pixels) const {
    const double shift = -pixels / std::max(1.0, plot.width()) * x.length();
    return {x.low + shift, x.high + shift};
}

AxisRange ChartFrame::pannedY(double pixels) const {
    const AxisRange scale = isLogarithmic ? logarithm(y) : y;
    const double shift = pixels / std::max(1.0, plot.height()) * scale.length();
    const AxisRange result{scale.low + shift, scale.high + shift};
    return isLogarithmic ? power(result) : result;
}

}  // namespace tandem
