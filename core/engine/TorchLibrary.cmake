# The imported target tandem_torch: headers and libraries of LibTorch, Debian's or upstream's, with or without CUDA.
#
# Torch's own package file is not used: for a CUDA build it demands the CUDA toolkit and its compiler, of which the
# engine needs nothing. It is found through Torch_DIR (the folder of TorchConfig.cmake), CMAKE_PREFIX_PATH or the
# system's folders. TANDEM_TORCH_HAS_CUDA says whether it can use NVIDIA devices.

set(hints "")
if(NOT Torch_DIR AND DEFINED ENV{Torch_DIR})
  set(Torch_DIR $ENV{Torch_DIR})
endif()
if(Torch_DIR)
  get_filename_component(upstream "${Torch_DIR}/../../.." ABSOLUTE)
  get_filename_component(debian "${Torch_DIR}/../../../.." ABSOLUTE)
  list(APPEND hints ${upstream} ${debian})
endif()

find_path(TANDEM_TORCH_INCLUDE torch/csrc/api/include/torch/torch.h HINTS ${hints} PATH_SUFFIXES include)
foreach(name torch torch_cpu c10 torch_cuda c10_cuda)
  find_library(TANDEM_TORCH_LIBRARY_${name} ${name} HINTS ${hints} PATH_SUFFIXES lib)
endforeach()
if(NOT TANDEM_TORCH_INCLUDE OR NOT TANDEM_TORCH_LIBRARY_torch_cpu)
  message(FATAL_ERROR "LibTorch was not found. Install libtorch-dev, or set Torch_DIR to the folder of TorchConfig.cmake.")
endif()

foreach(header torch/version.h torch/csrc/api/include/torch/version.h)
  if(EXISTS ${TANDEM_TORCH_INCLUDE}/${header} AND NOT version_line)
    file(STRINGS ${TANDEM_TORCH_INCLUDE}/${header} version_line REGEX "define TORCH_VERSION_(MAJOR|MINOR) ")
  endif()
endforeach()
string(REGEX MATCHALL "[0-9]+" TANDEM_TORCH_VERSION "${version_line}")
string(REPLACE ";" "." TANDEM_TORCH_VERSION "${TANDEM_TORCH_VERSION}")

set(TANDEM_TORCH_HAS_CUDA OFF)
set(libraries ${TANDEM_TORCH_LIBRARY_torch} ${TANDEM_TORCH_LIBRARY_torch_cpu} ${TANDEM_TORCH_LIBRARY_c10})
if(TANDEM_TORCH_LIBRARY_torch_cuda AND TANDEM_TORCH_LIBRARY_c10_cuda)
  set(TANDEM_TORCH_HAS_CUDA ON)
  list(APPEND libraries ${TANDEM_TORCH_LIBRARY_torch_cuda} ${TANDEM_TORCH_LIBRARY_c10_cuda})
endif()

add_library(tandem_torch INTERFACE IMPORTED)
target_include_directories(tandem_torch SYSTEM INTERFACE
  ${TANDEM_TORCH_INCLUDE} ${TANDEM_TORCH_INCLUDE}/torch/csrc/api/include)
target_link_libraries(tandem_torch INTERFACE ${libraries})
# The CUDA kernels register themselves when their library is loaded; no symbol of theirs is named.
target_link_options(tandem_torch INTERFACE LINKER:--no-as-needed)

# Upstream's older builds use the old C++ ABI, and say so in their package file.
if(Torch_DIR AND EXISTS ${Torch_DIR}/TorchConfig.cmake)
  file(STRINGS ${Torch_DIR}/TorchConfig.cmake abi REGEX "_GLIBCXX_USE_CXX11_ABI=0")
  if(abi)
    target_compile_definitions(tandem_torch INTERFACE _GLIBCXX_USE_CXX11_ABI=0)
  endif()
endif()
message(STATUS "LibTorch ${TANDEM_TORCH_VERSION} in ${TANDEM_TORCH_INCLUDE}, CUDA: ${TANDEM_TORCH_HAS_CUDA}")
