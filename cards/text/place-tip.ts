/**
 * Lines of the running list of whoever's phone it was, once, and seen by nobody else (META-01). What menus are called
 * is Apple's and Google's: the iPhone's own words, and where most Android cameras have it.
 */
export const placeTipLines: readonly string[] = [
  'One tip, told once: a photograph of yours had the place where it was taken written into it, as many phones do by themselves. The copy that colleagues see has no place in it.',
  'To turn it off on an iPhone: Settings, Privacy & Security, Location Services, Camera, Never.',
  'On an Android phone: open the camera, then its settings, and turn off “Location tags” or “Save location”.',
];
