"""Does each block do what Amazon Connect's does? One block, one line, a small fake centre."""
