# Makes core/settings/preset_texts.h in the build folder: the texts of resources/presets/*.json named here, in order.
set(TANDEM_PRESETS left-atrium pancreas-ct brats-2019 from-data)

set(texts "")
foreach(preset IN LISTS TANDEM_PRESETS)
  set(file ${PROJECT_SOURCE_DIR}/resources/presets/${preset}.json)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
  file(READ ${file} text)
  string(APPEND texts "    R\"json(${text})json\",\n")
endforeach()
list(LENGTH TANDEM_PRESETS count)
file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/generated/core/settings/preset_texts.h CONTENT
"#pragma once

#include <array>
#include <string_view>

namespace tandem {

inline constexpr std::array<std::string_view, @count@> kPresetTexts{
@texts@};

}  // namespace tandem
" @ONLY)
