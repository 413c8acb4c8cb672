namespace TokenBridge.Host.Endpoints.Answers;

/// <summary>For clients of the STS protocol that put all parameters into the URL and cannot do otherwise: polars, object_store and what else is built on it in Rust.</summary>
internal static class ParametersInUrl
{
    public const string OtherWay =
        "A client that sends them in the URL gets credentials another way: set AWS_CONTAINER_CREDENTIALS_FULL_URI to /v1/credentials of this service and AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE to the token file, and unset AWS_WEB_IDENTITY_TOKEN_FILE.";
}
