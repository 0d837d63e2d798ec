#include "app/gui/pages.h"

#include "ui/datasets/datasets_page.h"
#include "ui/export/export_page.h"
#include "ui/inspect/inspect_page.h"
#include "ui/review/review_page.h"
#include "ui/training/training_page.h"

#include <utility>

namespace tandem {
namespace {

/// A page whose class is made from the session and the parent.
/// keys: what its parts handle themselves, of the keys and of the mouse; its actions and buttons name their own.
template <class Shown>
Page pageOf(const char* id, const char* title, std::vector<PageKeys> keys = {}) {
    Page page{.id = id, .icon = id, .title = title};
    page.make = [](ProjectSession& session, QWidget* parent) { return new Shown(session, parent); };
    page.keys = std::move(keys);
    return page;
}

Page datasetsPage() {
    Page page = pageOf<DatasetsPage>(
        "datasets", QT_TRANSLATE_NOOP("Page", "Datasets"),
        {{QT_TRANSLATE_NOOP("Page", "Ctrl+click, Shift+click"), QT_TRANSLATE_NOOP("Page", "Select several cases")},
         {QT_TRANSLATE_NOOP("Page", "Right click on cases"), QT_TRANSLATE_NOOP("Page", "What can be done with them")},
         {QT_TRANSLATE_NOOP("Page", "Wheel, Up, Down on a plane"),
          QT_TRANSLATE_NOOP("Page", "Go through the slices of the case")}});
    page.takeFiles = [](QWidget& shown, const std::vector<std::filesystem::path>& files) {
        static_cast<DatasetsPage&>(shown).offerImport(files);
    };
    return page;
}

Page trainingPage() {
    return pageOf<TrainingPage>(
        "training", QT_TRANSLATE_NOOP("Page", "Training"),
        {{QT_TRANSLATE_NOOP("Page", "+, −"), QT_TRANSLATE_NOOP("Page", "Zoom the chosen chart")},
         {QT_TRANSLATE_NOOP("Page", "Left, Right"), QT_TRANSLATE_NOOP("Page", "Move along the chosen chart")},
         {QT_TRANSLATE_NOOP("Page", "0"), QT_TRANSLATE_NOOP("Page", "Show all of the chosen chart")},
         {QT_TRANSLATE_NOOP("Page", "Wheel on a chart"),
          QT_TRANSLATE_NOOP("Page", "Zoom; with Shift its vertical axis")},
         {QT_TRANSLATE_NOOP("Page", "Drag on a chart"), QT_TRANSLATE_NOOP("Page", "Move along it")},
         {QT_TRANSLATE_NOOP("Page", "Double click on a chart"), QT_TRANSLATE_NOOP("Page", "Show all of it")},
         {QT_TRANSLATE_NOOP("Page", "Click on a name in a chart"),
          QT_TRANSLATE_NOOP("Page", "Hide its curve, or show it again")},
         {QT_TRANSLATE_NOOP("Page", "Right click on a chart"),
          QT_TRANSLATE_NOOP("Page", "Save it as a picture or a table")}});
}

Page inspectPage() {
    return pageOf<InspectPage>(
        "inspect", QT_TRANSLATE_NOOP("Page", "Inspect"),
        {{QT_TRANSLATE_NOOP("Page", "Up, Down, Page Up, Page Down"),
          QT_TRANSLATE_NOOP("Page", "Go through the slices")},
         {QT_TRANSLATE_NOOP("Page", "Home"), QT_TRANSLATE_NOOP("Page", "Fit the slice into its view")},
         {QT_TRANSLATE_NOOP("Page", "+, −"), QT_TRANSLATE_NOOP("Page", "Zoom the slice")},
         {QT_TRANSLATE_NOOP("Page", "Shift+arrows"), QT_TRANSLATE_NOOP("Page", "Move the crosshair within its slice")},
         {QT_TRANSLATE_NOOP("Page", "Click or drag on a slice"), QT_TRANSLATE_NOOP("Page", "Place the crosshair")},
         {QT_TRANSLATE_NOOP("Page", "Wheel on a slice"), QT_TRANSLATE_NOOP("Page", "Go through the slices")},
         {QT_TRANSLATE_NOOP("Page", "Ctrl+wheel on a slice"), QT_TRANSLATE_NOOP("Page", "Zoom it")},
         {QT_TRANSLATE_NOOP("Page", "Middle drag, Shift+drag on a slice"), QT_TRANSLATE_NOOP("Page", "Move it")},
         {QT_TRANSLATE_NOOP("Page", "Right drag on a slice"),
          QT_TRANSLATE_NOOP("Page", "Change brightness and contrast")},
         {QT_TRANSLATE_NOOP("Page", "Double click on a view"), QT_TRANSLATE_NOOP("Page", "View to full size and back")},
         {QT_TRANSLATE_NOOP("Page", "0 to 9 while correcting"),
          QT_TRANSLATE_NOOP("Page", "Choose the class, or answer the region at hand with it")},
         {QT_TRANSLATE_NOOP("Page", "Click or drag on a slice while correcting"),
          QT_TRANSLATE_NOOP("Page", "Use the chosen tool; with Ctrl place the crosshair")},
         {QT_TRANSLATE_NOOP("Page", "Shift+wheel on a slice while correcting"),
          QT_TRANSLATE_NOOP("Page", "Change the size of the brush")},
         {QT_TRANSLATE_NOOP("Page", "Drag, arrows in space"), QT_TRANSLATE_NOOP("Page", "Turn")},
         {QT_TRANSLATE_NOOP("Page", "Wheel in space"), QT_TRANSLATE_NOOP("Page", "Come nearer, go away")}});
}

Page reviewPage() {
    return pageOf<ReviewPage>(
        "review", QT_TRANSLATE_NOOP("Page", "Review"),
        {{QT_TRANSLATE_NOOP("Page", "Up, Down"), QT_TRANSLATE_NOOP("Page", "Go through the cases")},
         {QT_TRANSLATE_NOOP("Page", "Ctrl+click, Shift+click"), QT_TRANSLATE_NOOP("Page", "Select several cases")},
         {QT_TRANSLATE_NOOP("Page", "Enter, double click on a case"),
          QT_TRANSLATE_NOOP("Page", "See it on the page Inspect")}});
}

Page exportPage() {
    return pageOf<ExportPage>(
        "export", QT_TRANSLATE_NOOP("Page", "Export"),
        {{QT_TRANSLATE_NOOP("Page", "Up, Down"), QT_TRANSLATE_NOOP("Page", "Look at another case")},
         {QT_TRANSLATE_NOOP("Page", "Space, click on the box of a case"),
          QT_TRANSLATE_NOOP("Page", "Export the case, or leave it out")},
         {QT_TRANSLATE_NOOP("Page", "Click on the head of a column"),
          QT_TRANSLATE_NOOP("Page", "Sort the cases by it")}});
}

}  // namespace

std::vector<Page> pages() {
    return {datasetsPage(), trainingPage(), inspectPage(), reviewPage(), exportPage()};
}

}  // namespace tandem
