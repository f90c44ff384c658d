/**
 * Knows how an image is made to boot: catalogue, boot information table, partition tables, an EFI system partition.
 *
 * <p>Must not know how the tree of files is recorded.
 *
 * <p>Standards: El Torito 1.0, UEFI 2.10 (GPT), ECMA-107 and Microsoft's FAT, the patches that isolinux and GRUB expect.
 */
package io.spindle.iso.authoring.boot;
