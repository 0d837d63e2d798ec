// How tables look that list things by row.
//
// Used on the GUI thread.
#pragma once

class QTableView;

namespace tandem {

/// Whole rows are chosen and told apart by their ground; Tab leaves the table; what is left over goes to the last
/// column.
void showAsList(QTableView& table);

}  // namespace tandem
