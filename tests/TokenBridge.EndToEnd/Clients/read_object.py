"""read_object.py ENDPOINT BUCKET KEY - an unmodified boto3: its default chain and one GetObject.

One JSON line, or what boto3 says on standard error, as the last line of a traceback has it, and exit code 1.
"""
import json
import sys

import boto3

endpoint, bucket, key = sys.argv[1:]
try:
    # Debian's boto3 does not know AWS_ENDPOINT_URL_S3.
    body = boto3.client("s3", endpoint_url=endpoint).get_object(Bucket=bucket, Key=key)["Body"].read()
    print(json.dumps({"bucket": bucket, "key": key, "bytes": len(body)}))
except Exception as failure:
    print(f"{type(failure).__module__}.{type(failure).__name__}: {failure}", file=sys.stderr)
    sys.exit(1)
