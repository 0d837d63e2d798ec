# tandem_embed_text(OUTPUT NAME FILES...)
#
# Writes the C++ source OUTPUT, which defines `extern const char* const NAME` with the files' texts one after the other.
# A changed file configures the build anew.
function(tandem_embed_text output name)
  set(text "")
  foreach(file ${ARGN})
    cmake_path(ABSOLUTE_PATH file NORMALIZE)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
    file(READ ${file} part)
    string(APPEND text "${part}")
  endforeach()
  file(CONFIGURE OUTPUT ${output} CONTENT "namespace tandem {
extern const char* const @name@;
const char* const @name@ = R\"embedded(@text@)embedded\";
}  // namespace tandem
" @ONLY)
endfunction()
