// read-object BUCKET KEY - an unmodified AWS SDK for .NET: its default chain and one GetObject.
// One JSON line, or what the SDK says on standard error and exit code 1.
using System.Text.Json;
using Amazon.S3;

try
{
    // What AWS_ENDPOINT_URL_S3 names has no bucket in its host name.
    using var s3 = new AmazonS3Client(new AmazonS3Config { ForcePathStyle = true });
    using var answer = await s3.GetObjectAsync(args[0], args[1]);
    using var body = new StreamReader(answer.ResponseStream);
    await using var output = new StreamWriter(Console.OpenStandardOutput());
    await output.WriteLineAsync(JsonSerializer.Serialize(new { bucket = args[0], key = args[1], bytes = (await body.ReadToEndAsync()).Length }));
    return 0;
}
catch (Exception failure)
{
    await using var error = new StreamWriter(Console.OpenStandardError());
    for (var cause = failure; cause is not null; cause = cause.InnerException)
    {
        // The gateway sends no message with its AccessDenied.
        var code = cause is AmazonS3Exception { ErrorCode.Length: > 0 } refused ? $" {refused.ErrorCode}" : "";
        await error.WriteLineAsync($"{cause.GetType().FullName}:{code} {cause.Message}".TrimEnd());
    }

    return 1;
}
