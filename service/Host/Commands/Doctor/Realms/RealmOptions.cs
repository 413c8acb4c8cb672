using System.CommandLine;
using TokenBridge.Protocol;

namespace TokenBridge.Host.Commands.Doctor.Realms;

/// <summary>What was asked for on the command line.</summary>
/// <param name="Request">Null where no realm is to be looked over.</param>
internal sealed record RealmWish(RealmRequest? Request);

/// <summary>The words of <c>doctor</c> that concern a realm.</summary>
internal sealed class RealmOptions
{
    private readonly Option<string?> _realm = new("--realm")
    {
        Description = "Also look over the settings of the realm of this issuer (by its name in the configuration; the only one unless told), by the admin REST API or --export: what the rules need and it lacks, "
            + "and what lets somebody pass for another.",
        HelpName = "ISSUER",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _client = new("--realm-client")
    {
        Description = "The client that reads the admin REST API: confidential, with a service account that has the roles view-realm, view-clients and view-users of realm-management, and no other.",
        HelpName = "CLIENT",
    };

    private readonly Option<string?> _secret = new("--realm-secret-file") { Description = "Holds the secret of --realm-client.", HelpName = "FILE" };

    private readonly Option<string?> _session = new("--realm-session")
    {
        Description = "Instead of --realm-client: the session of an administrator, as kcadm.sh config credentials writes it (~/.keycloak/kcadm.config). Its refresh token is used once.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _save = new("--save")
    {
        Description = "With --realm: also write what Keycloak answered to FILE, in the form of a realm export, without users and secrets, for --export and for tokenbridge provision drift --realm-export. "
            + "A file that is there already stays as it is.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _export = new("--export")
    {
        Description = "Look over the realm export in FILE instead of asking Keycloak.",
        HelpName = "FILE",
    };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_realm, _client, _secret, _session, _save, _export])
        {
            command.Options.Add(option);
        }
    }

    /// <returns>What is wanted, or which words do not go together.</returns>
    public Result<RealmWish, string> Read(ParseResult parsed)
    {
        var (client, secret, session) = (parsed.GetValue(_client), parsed.GetValue(_secret), parsed.GetValue(_session));
        var (save, export) = (parsed.GetValue(_save), parsed.GetValue(_export));
        var isAsked = parsed.GetResult(_realm) is not null;
        var login = session is not null ? new SessionLogin(session) : client is not null && secret is not null ? new ClientLogin(client, secret) : (AdminLogin?)null;
        var isOfServer = (client ?? secret ?? session ?? save) is not null;
        return export is not null && isOfServer ? "--export reads a file; --realm-client, --realm-secret-file, --realm-session and --save are for the server"
            : export is not null ? Wish()
            : !isAsked && isOfServer ? "--realm-client, --realm-secret-file, --realm-session and --save go with --realm"
            : !isAsked ? new RealmWish(null)
            : session is not null && (client ?? secret) is not null ? "--realm-session takes the place of --realm-client and --realm-secret-file"
            : login is null ? "--realm takes --realm-client CLIENT and --realm-secret-file FILE, or --realm-session FILE, or --export FILE"
            : Wish();

        RealmWish Wish() => new(new RealmRequest(parsed.GetValue(_realm), login, export, save));
    }
}
