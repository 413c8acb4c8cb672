// read-object.mjs BUCKET KEY - an unmodified AWS SDK for JavaScript: its default chain and one GetObject.
// One JSON line, or what the SDK says on standard error and exit code 1.
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";

const [bucket, key] = process.argv.slice(2);
try {
  // What AWS_ENDPOINT_URL_S3 names has no bucket in its host name.
  const s3 = new S3Client({ forcePathStyle: true });
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  console.log(JSON.stringify({ bucket, key, bytes: (await Body.transformToByteArray()).length }));
} catch (failure) {
  console.error(`${failure.name}: ${failure.message}`);
  process.exitCode = 1;
}
