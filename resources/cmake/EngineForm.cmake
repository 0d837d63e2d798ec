# Makes core/engine_form.h in the build folder: a hash of core/engine.h and of all headers of ours that it includes. A module
# and a program whose forms differ would misunderstand each other's calls.
set(headers core/engine.h)
set(known "")
while(headers)
  list(POP_FRONT headers header)
  if(header IN_LIST known)
    continue()
  endif()
  list(APPEND known ${header})
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${header})
  file(STRINGS ${PROJECT_SOURCE_DIR}/${header} includes REGEX "^#include \"core/")
  list(TRANSFORM includes REPLACE "^#include \"([^\"]+)\".*" "\\1")
  list(APPEND headers ${includes})
endwhile()
list(SORT known)
set(hashes "")
foreach(header IN LISTS known)
  file(SHA256 ${PROJECT_SOURCE_DIR}/${header} hash)
  string(APPEND hashes "${header} ${hash}\n")
endforeach()
string(SHA256 form "${hashes}")
file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/generated/core/engine_form.h CONTENT
"#pragma once
#define TANDEM_ENGINE_FORM \"@form@\"
" @ONLY)
