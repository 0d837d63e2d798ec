# The .deb for Debian 13 and that of the engine's sources, and a .tar.gz of the files of both to unpack anywhere on a machine
# that has the libraries.

set(CPACK_GENERATOR DEB TGZ)
set(CPACK_PACKAGE_FILE_NAME tandem-${PROJECT_VERSION}-linux-${CMAKE_SYSTEM_PROCESSOR})
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)

set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
# Asks dpkg which packages hold the libraries of every program and of the engine, LibTorch among them.
set(CPACK_DEBIAN_UNSPECIFIED_PACKAGE_NAME tandem)
set(CPACK_DEBIAN_UNSPECIFIED_PACKAGE_SHLIBDEPS ON)
# Qt's own words in Chinese, the letters to show them with, and its plugin for Wayland.
set(CPACK_DEBIAN_UNSPECIFIED_PACKAGE_RECOMMENDS "fonts-noto-cjk, qt6-translations-l10n, qt6-wayland")
set(CPACK_DEBIAN_UNSPECIFIED_PACKAGE_SUGGESTS "itksnap, tandem-engine-source")
# X! Tandem, a search engine for mass spectra, has a /usr/bin/tandem too.
set(CPACK_DEBIAN_UNSPECIFIED_PACKAGE_CONFLICTS tandem-mass)

set(CPACK_DEBIAN_ENGINE-SOURCE_PACKAGE_NAME tandem-engine-source)
set(CPACK_DEBIAN_ENGINE-SOURCE_PACKAGE_ARCHITECTURE all)
set(CPACK_DEBIAN_ENGINE-SOURCE_PACKAGE_DEPENDS "cmake, g++ (>= 4:13), ninja-build")
set(CPACK_DEBIAN_ENGINE-SOURCE_DESCRIPTION
"These are the sources of the engine. Debian's LibTorch computes on the CPU;
with these sources tandem-cli engine builds the engine for another one, such
as that of a Python environment with CUDA, checks it on the graphics card and
lets the programs open it.")
