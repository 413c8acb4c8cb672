using TokenBridge.Development.Realm;

namespace TokenBridge.Host.Commands.Dev;

/// <summary>
/// The shell lines that <c>tokenbridge-service dev</c> offers, indented as they are printed. They are for every POSIX shell and for AWS CLI 2.9 and boto3 1.26 too,
/// which read neither <c>AWS_REGION</c> nor <c>AWS_ENDPOINT_URL_STS</c>.
/// </summary>
internal static class DevShellLines
{
    /// <summary>An address of the network that the shipped rules let the nightly job in from.</summary>
    private const string BuildNetwork = "10.20.3.4";

    /// <summary>Keys, profiles and files of the user win over the container endpoint in every SDK, so they go first.</summary>
    public static string SetUp(DevEnvironment environment) => $$"""
          [ -z "${ZSH_VERSION-}" ] || setopt interactive_comments
          unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_PROFILE AWS_ROLE_ARN AWS_WEB_IDENTITY_TOKEN_FILE
          unset AWS_CONTAINER_CREDENTIALS_RELATIVE_URI AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE
          export AWS_SHARED_CREDENTIALS_FILE=/dev/null AWS_CONFIG_FILE=/dev/null AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1
          export AWS_EC2_METADATA_DISABLED=true no_proxy=127.0.0.1 NO_PROXY=127.0.0.1
          token() {
            answer=$(curl -sS {{environment.Realm.TokenEndpoint}} "$@")
            printf %s "$answer" | grep -q '"access_token"' || { echo "Keycloak says: $answer" >&2; return 1; }
            printf %s "$answer" | sed 's/.*"access_token":"\([^"]*\)".*/\1/'
          }
          login() {
            export AWS_CONTAINER_CREDENTIALS_FULL_URI={{Origin(environment.Address)}}/v1/credentials${3:+/$3} AWS_CONTAINER_AUTHORIZATION_TOKEN=
            AWS_CONTAINER_AUTHORIZATION_TOKEN=$(token -d grant_type=password -d client_id=notebook -d username="$1" \
              --data-urlencode password="$2" -d acr_values="${4:+gold}" -d totp="${4-}")
          }
        """;

    /// <summary>With the name of a role where the user has several, and with the one-time code where the login is stepped up.</summary>
    public static string LogIn(DevAccess access) =>
        $"login {access.User.Name,-5} {access.User.Password,-20} {access.RoleToName ?? (access.IsSteppedUp ? "''" : "")} {(access.IsSteppedUp ? access.User.OneTimeCode : "")}".TrimEnd();

    /// <summary>Works with whatever role <c>login</c> chose.</summary>
    public static string Use(DevEnvironment environment) => $"""
          curl -sS -H "Authorization: $AWS_CONTAINER_AUTHORIZATION_TOKEN" "$AWS_CONTAINER_CREDENTIALS_FULL_URI"
          aws sts get-caller-identity --endpoint-url {Origin(environment.Sts.Endpoint)}
          python3 -c 'import boto3; print(boto3.client("sts", endpoint_url="{Origin(environment.Sts.Endpoint)}").get_caller_identity()["Arn"])'
        """;

    /// <summary>The service here takes the second loopback address for the proxy of a build network; only Linux has it without being told.</summary>
    public static string UseOfMachine(DevEnvironment environment) => $"""
          job=$(token -d grant_type=client_credentials -d client_id={DemoClient.NightlyTraining.Id} -d client_secret={DemoClient.NightlyTraining.Secret})
          curl -sS --interface {DevEnvironment.BuildNetworkProxy} -H 'X-Forwarded-For: {BuildNetwork}' -H "Authorization: $job" {Origin(environment.Address)}/v1/credentials
        """;

    private static string Origin(Uri address) => address.GetLeftPart(UriPartial.Authority);
}
