# The two functions by which every library and every test of the project is declared.

set(TANDEM_WARNINGS -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual
    -Wno-missing-field-initializers -Werror)

# tandem_library(NAME [KIND] SOURCES ... [PUBLIC ...] [PRIVATE ...])
#
# KIND is STATIC (default), OBJECT or MODULE. PUBLIC and PRIVATE name the libraries it links. Third-party libraries
# belong under PRIVATE. Headers are found by their path from the top of the project.
function(tandem_library name)
  cmake_parse_arguments(ARG "STATIC;OBJECT;MODULE" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  set(kind STATIC)
  if(ARG_MODULE)
    set(kind MODULE)
  elseif(ARG_OBJECT)
    set(kind OBJECT)
  endif()
  add_library(${name} ${kind} ${ARG_SOURCES})
  target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR})
  target_compile_options(${name} PRIVATE ${TANDEM_WARNINGS})
  target_link_libraries(${name} PUBLIC ${ARG_PUBLIC} PRIVATE ${ARG_PRIVATE})
endfunction()

# tandem_test(NAME SOURCES ... [LIBRARIES ...] [LABELS ...] [LAUNCHER COMMAND ...] [TIMEOUT SECONDS])
#
# A Qt Test program, registered with ctest under NAME. It finds the golden numbers and the real volumes through
# TANDEM_GOLDEN and TANDEM_DATA; both may be set from outside. Threads do not wait by spinning, which would starve the
# tests that run beside this one.
function(tandem_test name)
  cmake_parse_arguments(ARG "" "TIMEOUT" "SOURCES;LIBRARIES;LABELS;LAUNCHER" ${ARGN})
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 300)
  endif()
  add_executable(${name} ${ARG_SOURCES})
  set_target_properties(${name} PROPERTIES AUTOMOC ON)
  target_compile_options(${name} PRIVATE ${TANDEM_WARNINGS})
  target_compile_definitions(${name} PRIVATE QT_NO_KEYWORDS TANDEM_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name} PRIVATE ${ARG_LIBRARIES} Qt6::Test)
  add_test(NAME ${name} COMMAND ${ARG_LAUNCHER} $<TARGET_FILE:${name}>)
  set_tests_properties(${name} PROPERTIES LABELS "${ARG_LABELS}" TIMEOUT ${ARG_TIMEOUT}
    ENVIRONMENT "QT_QPA_PLATFORM=offscreen;OMP_WAIT_POLICY=PASSIVE;QTEST_FUNCTION_TIMEOUT=${ARG_TIMEOUT}000")
endfunction()
