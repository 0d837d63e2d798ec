// How a chart is kept as a file.
//
// Used on the GUI thread. Invariant: a file appears whole or not at all.
#pragma once

#include <QString>

namespace tandem {

class LineChart;

/// Throw Error (Io).
void writeCsv(const LineChart& chart, const QString& file);
/// The curves in view on white, with title, legend and the names of the axes: a drawing for the suffix svg, else the
/// pixels of a PNG.
void writePicture(const LineChart& chart, const QString& file);

/// Ask for the file; a failure is told by the chart.
void savePicture(LineChart& chart);
void saveTable(LineChart& chart);

}  // namespace tandem
