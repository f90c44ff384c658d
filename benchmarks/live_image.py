"""A live image that boots in QEMU, reads all that is on it, says so and ends; used by benchmarks/compressed."""

import glob
import os
import shutil
import subprocess
import time

KERNELS = "/boot/vmlinuz-*"
MODULES = ("ata_piix", "sr_mod", "isofs")
LOADERS = ("/usr/lib/ISOLINUX/isolinux.bin", "/usr/lib/syslinux/modules/bios/ldlinux.c32")
NEEDED = ("/bin/busybox", "/sbin/modprobe", "/usr/bin/qemu-system-x86_64", "/usr/bin/bsdtar") + LOADERS
PACKAGES = "linux-image-amd64 busybox-static kmod qemu-system-x86 libarchive-tools isolinux syslinux-common"
DATA_BYTES = 16 << 20
UP = b"LIVE IMAGE IS UP"
TIME_LIMIT_SECONDS = 900

INIT = """#!/bin/sh
/bin/busybox mount -t devtmpfs dev /dev
while read module; do /bin/busybox insmod "$module"; done < /modules
until [ -b /dev/sr0 ]; do /bin/busybox sleep 0.1; done
/bin/busybox mount -t iso9660 -o ro /dev/sr0 /disc && /bin/busybox cat /disc/live.dat > /dev/null && echo %s
/bin/busybox poweroff -f
""" % UP.decode()

CONFIGURATION = "default live\nlabel live\nkernel /vmlinuz\nappend initrd=/initrd console=ttyS0 quiet\n"


def missing():
    """What is needed and not there, or nothing."""
    return [name for name in NEEDED if not os.path.exists(name)] + ([] if glob.glob(KERNELS) else [KERNELS])


def modules(release):
    """The files of the modules that a guest needs to read its CD drive, in the order in which they go in."""
    files = []
    for module in MODULES:
        lines = subprocess.check_output(["/sbin/modprobe", "-S", release, "--show-depends", module], text=True)
        for words in map(str.split, lines.splitlines()):
            if words[0] == "insmod" and words[1] not in files:
                files.append(words[1])
    return files


def make(spindle, work):
    """Writes the image; gives its path."""
    kernel = sorted(glob.glob(KERNELS))[-1]
    root, disc = os.path.join(work, "live.root"), os.path.join(work, "live.disc")
    for folder in ("bin", "dev", "disc", "modules.d"):
        os.makedirs(os.path.join(root, folder))
    shutil.copy("/bin/busybox", os.path.join(root, "bin"))
    os.symlink("busybox", os.path.join(root, "bin/sh"))
    files = modules(kernel.split("vmlinuz-")[1])
    for file in files:
        shutil.copy(file, os.path.join(root, "modules.d"))
    write(os.path.join(root, "modules"), "".join("/modules.d/%s\n" % os.path.basename(file) for file in files))
    write(os.path.join(root, "init"), INIT)
    os.chmod(os.path.join(root, "init"), 0o755)

    os.makedirs(os.path.join(disc, "isolinux"))
    for loader in LOADERS:
        shutil.copy(loader, os.path.join(disc, "isolinux"))
    write(os.path.join(disc, "isolinux", "isolinux.cfg"), CONFIGURATION)
    shutil.copy(kernel, os.path.join(disc, "vmlinuz"))
    subprocess.run(["bsdtar", "-C", root, "--format", "newc", "-cf", os.path.join(disc, "initrd"), "."], check=True)
    with open(os.path.join(disc, "live.dat"), "wb") as data:
        data.write(os.urandom(DATA_BYTES))
    image = os.path.join(work, "live.iso")
    subprocess.run([spindle, "create", image, disc], check=True, stdout=subprocess.DEVNULL)
    return image


def write(path, text):
    with open(path, "w") as file:
        file.write(text)


def boot(drive):
    """Seconds from the start of QEMU with this image until its guest has read all and ended."""
    words = ["qemu-system-x86_64", "-m", "512", "-display", "none", "-serial", "stdio", "-monitor", "none"]
    words += ["-boot", "d", "-no-reboot", "-drive", "media=cdrom,readonly=on,file=" + drive]
    begin = time.monotonic()
    finished = subprocess.run(words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              timeout=TIME_LIMIT_SECONDS)
    if UP not in finished.stdout:
        raise RuntimeError("the live image did not come up from %s: %s" % (drive, finished.stdout[-1000:]))
    return time.monotonic() - begin
