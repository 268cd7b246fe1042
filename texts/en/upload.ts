import type { Texts } from "../id.ts";

/** The field that sends a picture while its form is still being filled in. */
export const upload: Texts["upload"] = {
  sending: (percent) => `Uploading… ${percent}%`,
  checking: "Checking the picture…",
  progress: "Upload progress",
  done: (name) => `Uploaded: ${name}`,
  picture: "picture",
  send: "Upload this picture first",
  drop: "Remove the picture",
  refusals: (most) => ({
    "no-file": "This file is empty. Choose another picture.",
    "too-large": `The picture is larger than ${most.megabytes} MB. Use a screenshot of it instead.`,
    heic: "This photo is in the HEIC format of an iPhone. Share it as JPEG, or take a screenshot of it and choose that.",
    avif: "This picture is an AVIF file. Take a screenshot of it and choose that.",
    "not-a-picture": "This file is not a picture that we can open. Use JPEG, PNG or WebP.",
    "too-many-pixels": `The picture has more than ${most.megapixels} megapixels. Use a screenshot of it instead.`,
    "too-small": "The picture is too small to read. Use the original.",
    "too-complex": "This picture is too heavy for us to open. Use a screenshot of it instead.",
    "too-many": "Too many uploads within an hour. Wait a little, then try again.",
    "queue-full": "We are still working on your other uploads. Wait for them, then try again.",
    busy: "Many people are uploading right now. Wait a little, then choose it again.",
    "too-slow": "The picture took too long to arrive. Try again when the signal is better.",
    interrupted: "The connection broke. Choose the picture once more.",
    offline: "The connection broke. Choose the picture once more.",
    "not-stored": "The picture was not saved because of a fault on our side. Choose it once more.",
    foreign: "The upload was refused. Reload this page, then try again.",
    "signed-out": "You are signed out. Sign in again, then choose the picture.",
    "not-found": "This booking is not in your account.",
    "not-allowed": "We do not need this picture now. Reload this page to see where things stand.",
    expired: "We no longer have that picture. Choose it once more.",
  }),
};
