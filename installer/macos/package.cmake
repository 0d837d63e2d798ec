# A disk image for macOS with one bundle to drag to the applications, and a .tar.gz of it.
#
# NOT TRIED: this could not be run where it was written, and the sources do not compile on macOS yet. They need, first:
# another way to find the program's own folder (core/engine_module.cpp) and the machine's free memory. The bundle is not
# signed, so a person must allow it to be opened.

find_package(Qt6 6.4 REQUIRED COMPONENTS Core)

set(CPACK_GENERATOR DragNDrop TGZ)
set(CPACK_PACKAGE_FILE_NAME tandem-${PROJECT_VERSION}-macos-${CMAKE_SYSTEM_PROCESSOR})
set(CPACK_DMG_VOLUME_NAME "Tandem ${PROJECT_VERSION}")
set(CPACK_BUNDLE_NAME Tandem)

set(icon ${CMAKE_CURRENT_SOURCE_DIR}/icons/tandem.icns)
target_sources(tandem PRIVATE ${icon})
set_source_files_properties(${icon} TARGET_DIRECTORY tandem PROPERTIES MACOSX_PACKAGE_LOCATION Resources)
configure_file(macos/Info.plist.in Info.plist @ONLY)
set_target_properties(tandem PROPERTIES
  MACOSX_BUNDLE ON
  MACOSX_BUNDLE_INFO_PLIST ${CMAKE_CURRENT_BINARY_DIR}/Info.plist)
# From Contents/MacOS and from Contents/lib/tandem to the libraries of the bundle.
set_target_properties(tandem tandem-cli PROPERTIES INSTALL_RPATH "@executable_path/../Frameworks")
set_target_properties(tandem_engine PROPERTIES INSTALL_RPATH "@loader_path/../../Frameworks")

qt_generate_deploy_app_script(TARGET tandem OUTPUT_SCRIPT deploy NO_TRANSLATIONS NO_UNSUPPORTED_PLATFORM_ERROR)
install(SCRIPT ${deploy})
install(RUNTIME_DEPENDENCY_SET tandem_libraries
  PRE_EXCLUDE_REGEXES "^/usr/lib/" "^/System/"
  LIBRARY DESTINATION tandem.app/Contents/Frameworks
  FRAMEWORK DESTINATION tandem.app/Contents/Frameworks)
