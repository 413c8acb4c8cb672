"""read_object.py ENDPOINT BUCKET KEY - what a notebook does: boto3's default session and one GetObject."""
import sys

import boto3

endpoint, bucket, key = sys.argv[1:]
print(boto3.client("s3", endpoint_url=endpoint).get_object(Bucket=bucket, Key=key)["Body"].read().decode(), end="")
