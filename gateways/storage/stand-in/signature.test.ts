import { describe, expect, it } from "vitest";
import { type SignedRequest, signatureFault, signatureOf } from "./signature.ts";

/** The requests, keys and signatures that Amazon S3's own documentation gives as examples. */
const credentials = {
  accessKeyId: "AKIAIOSFODNN7EXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
  region: "us-east-1",
};
const empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const sentAt = "20130524T000000Z";
const host = "examplebucket.s3.amazonaws.com";

describe("the examples of the documentation", () => {
  it.each([
    [
      "getting an object",
      { method: "GET", path: "/test.txt", headers: { range: "bytes=0-9", "x-amz-content-sha256": empty } },
      "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
    ],
    [
      "putting one",
      {
        method: "PUT",
        path: "/test%24file.text",
        headers: {
          date: "Fri, 24 May 2013 00:00:00 GMT",
          "x-amz-content-sha256": "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072",
          "x-amz-storage-class": "REDUCED_REDUNDANCY",
        },
      },
      "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
    ],
    [
      "a question without a value",
      { method: "GET", path: "/?lifecycle", headers: { "x-amz-content-sha256": empty } },
      "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
    ],
    [
      "listing",
      { method: "GET", path: "/?max-keys=2&prefix=J", headers: { "x-amz-content-sha256": empty } },
      "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
    ],
  ])("%s", (_what, request, signature) => {
    const headers: Record<string, string> = { host, "x-amz-date": sentAt, ...request.headers };
    const names = Object.keys(headers).sort();
    expect(signatureOf({ ...request, headers }, { names, sentAt, ...credentials })).toBe(signature);
  });
});

describe("a request passes only as it was signed", () => {
  const now = new Date("2013-05-24T00:05:00Z");
  const signed = (changes: Partial<SignedRequest> = {}): SignedRequest => {
    const headers = { host, "x-amz-content-sha256": empty, "x-amz-date": sentAt };
    const names = Object.keys(headers);
    const request = { method: "GET", path: "/test.txt", headers };
    const signature = signatureOf(request, { names, sentAt, ...credentials });
    const scope = `${credentials.accessKeyId}/20130524/us-east-1/s3/aws4_request`;
    const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=${names.join(";")}, Signature=${signature}`;
    return {
      ...request,
      body: new Uint8Array(),
      ...changes,
      headers: { ...headers, authorization, ...changes.headers },
    };
  };

  it("as it is", () => expect(signatureFault(signed(), credentials, now)).toBeUndefined());

  it.each<[string, Partial<SignedRequest>, string]>([
    ["another method", { method: "DELETE" }, "SignatureDoesNotMatch"],
    ["another object", { path: "/other.txt" }, "SignatureDoesNotMatch"],
    ["another question", { path: "/test.txt?acl" }, "SignatureDoesNotMatch"],
    ["other bytes", { body: Buffer.from("x") }, "XAmzContentSHA256Mismatch"],
    ["a header of the store that was not signed", { headers: { "x-amz-acl": "public-read" } }, "AccessDenied"],
    ["no signature", { headers: { authorization: undefined } }, "AccessDenied"],
  ])("not with %s", (_what, changes, code) => {
    expect(signatureFault(signed(changes), credentials, now)).toBe(code);
  });

  it("not with another secret, another key, another region, and not an hour later", () => {
    const with_ = (changes: Partial<typeof credentials>) =>
      signatureFault(signed(), { ...credentials, ...changes }, now);
    expect(with_({ secretAccessKey: "guessed" })).toBe("SignatureDoesNotMatch");
    expect(with_({ accessKeyId: "AKIAOTHER" })).toBe("InvalidAccessKeyId");
    expect(with_({ region: "eu-west-1" })).toBe("AuthorizationHeaderMalformed");
    expect(signatureFault(signed(), credentials, new Date("2013-05-24T01:00:00Z"))).toBe("RequestTimeTooSkewed");
  });
});
