#include "ui/theme/resources.h"

#include <QtCore/qglobal.h>
#include <QtCore/qresource.h>

/// Q_INIT_RESOURCE must not be used inside of a namespace.
static void initialise() {
    Q_INIT_RESOURCE(resources);
    Q_INIT_RESOURCE(translations);
}

namespace tandem {

void loadResources() {
    initialise();
}

}  // namespace tandem
