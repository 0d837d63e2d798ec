# The functions by which every library and every test of the project is declared.

set(TANDEM_WARNINGS -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual
    -Wno-missing-field-initializers $<$<BOOL:${TANDEM_WERROR}>:-Werror>)
# The code of a test itself runs once, and is optimised little. Qt Test defines where each test lies, for QFINDTESTDATA
# alone; without, all tests can reuse one set of headers.
set(TANDEM_TEST_OPTIONS $<$<CONFIG:Release>:-O1> -UQT_TESTCASE_BUILDDIR -UQT_TESTCASE_SOURCEDIR)

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

# tandem_headers(NAME HEADERS ... LIBRARIES ... [OPTIONS ...])
#
# Headers of others that take longer to compile than our sources: compiled once, with what LIBRARIES define, for all
# targets that reuse them (target_precompile_headers(... REUSE_FROM NAME)), with the same definitions and options.
function(tandem_headers name)
  cmake_parse_arguments(ARG "" "" "HEADERS;LIBRARIES;OPTIONS" ${ARGN})
  set(source ${CMAKE_CURRENT_BINARY_DIR}/${name}.cpp)
  file(CONFIGURE OUTPUT ${source} CONTENT "// Holds the place of the headers.\n")
  add_library(${name} OBJECT ${source})
  target_compile_options(${name} PRIVATE ${TANDEM_WARNINGS} ${ARG_OPTIONS})
  target_compile_definitions(${name} PRIVATE QT_NO_KEYWORDS)
  target_precompile_headers(${name} PRIVATE ${ARG_HEADERS})
  target_link_libraries(${name} PRIVATE ${ARG_LIBRARIES})
endfunction()

# tandem_test(NAME SOURCES ... [LIBRARIES ...] [LABELS ...] [LAUNCHER COMMAND ...] [TIMEOUT SECONDS] [HEADERS TARGET])
#
# A Qt Test program with its class in NAME.cpp, registered with ctest under NAME. HEADERS are those of Qt Test unless
# others are named; NONE where the libraries define what the headers do not know, as Qt Gui does. It finds the golden
# numbers and the real volumes through TANDEM_GOLDEN and TANDEM_DATA; both may be set from outside. Threads do not wait
# by spinning, which would starve the tests that run beside this one.
function(tandem_test name)
  cmake_parse_arguments(ARG "" "TIMEOUT;HEADERS" "SOURCES;LIBRARIES;LABELS;LAUNCHER" ${ARGN})
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 300)
  endif()
  if(NOT ARG_HEADERS)
    set(ARG_HEADERS tandem_test_headers)
  endif()
  # Without the folders of its headers, which moc would read through for every test and find nothing in.
  set(moc ${CMAKE_CURRENT_BINARY_DIR}/${name}.dir/${name}.moc)
  add_custom_command(OUTPUT ${moc} DEPENDS ${name}.cpp
    COMMAND Qt6::moc ${CMAKE_CURRENT_SOURCE_DIR}/${name}.cpp -o ${moc} VERBATIM)
  add_executable(${name} ${ARG_SOURCES} ${moc})
  target_include_directories(${name} PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/${name}.dir)
  # Position-independent the library's way, as the headers are.
  target_compile_options(${name} PRIVATE ${TANDEM_WARNINGS} ${TANDEM_TEST_OPTIONS} -fPIC)
  if(NOT ARG_HEADERS STREQUAL NONE)
    target_precompile_headers(${name} REUSE_FROM ${ARG_HEADERS})
  endif()
  target_compile_definitions(${name} PRIVATE QT_NO_KEYWORDS TANDEM_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name} PRIVATE ${ARG_LIBRARIES} Qt6::Test)
  if(NOT TANDEM_ENGINE_ONLY)
    add_dependencies(${name} tandem-reader)  # which whatever reads images may start
  endif()
  add_test(NAME ${name} COMMAND ${ARG_LAUNCHER} $<TARGET_FILE:${name}>)
  set_tests_properties(${name} PROPERTIES LABELS "${ARG_LABELS}" TIMEOUT ${ARG_TIMEOUT}
    ENVIRONMENT "QT_QPA_PLATFORM=offscreen;OMP_WAIT_POLICY=PASSIVE;TANDEM_ENGINES=${PROJECT_BINARY_DIR}/no-engines;QTEST_FUNCTION_TIMEOUT=${ARG_TIMEOUT}000")
endfunction()
