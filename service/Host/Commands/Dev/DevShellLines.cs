namespace TokenBridge.Host.Commands.Dev;

/// <summary>The shell lines that <c>tokenbridge-service dev</c> offers, indented as they are printed.</summary>
internal static class DevShellLines
{
    /// <summary>Works with whatever role <c>login</c> chose.</summary>
    public const string Use = """
          curl -sS -H "Authorization: $AWS_CONTAINER_AUTHORIZATION_TOKEN" "$AWS_CONTAINER_CREDENTIALS_FULL_URI"
          aws sts get-caller-identity
          python3 -c 'import boto3; print(boto3.client("sts").get_caller_identity()["Arn"])'
        """;

    /// <summary>Keys, profiles and files of the user win over the container endpoint in every SDK, so they go first.</summary>
    public static string SetUp(DevEnvironment environment) => $$"""
          unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_PROFILE AWS_ROLE_ARN AWS_WEB_IDENTITY_TOKEN_FILE
          unset AWS_CONTAINER_CREDENTIALS_RELATIVE_URI AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE
          export AWS_SHARED_CREDENTIALS_FILE=/dev/null AWS_CONFIG_FILE=/dev/null AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1
          export AWS_ENDPOINT_URL_STS={{environment.Sts.Endpoint.GetLeftPart(UriPartial.Authority)}} no_proxy=127.0.0.1 NO_PROXY=127.0.0.1
          login() {
            export AWS_CONTAINER_CREDENTIALS_FULL_URI={{environment.Address.GetLeftPart(UriPartial.Authority)}}/v1/credentials${3:+/$3}
            export AWS_CONTAINER_AUTHORIZATION_TOKEN=$(curl -sS {{environment.Realm.TokenEndpoint}} \
              -d grant_type=password -d client_id=notebook -d username=$1 -d password=$2 | sed -n 's/.*"access_token":"\([^"]*\)".*/\1/p')
          }
        """;

    /// <summary>With the name of a role where the user has several.</summary>
    public static string LogIn(DevAccess access) => $"login {access.User.Name,-5} {access.User.Password,-20} {access.RoleToName}".TrimEnd();
}
