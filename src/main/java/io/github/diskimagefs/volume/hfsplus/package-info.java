/** HFS Plus and HFSX (Apple Technical Note TN1150), with compressed files. */
package io.github.diskimagefs.volume.hfsplus;
