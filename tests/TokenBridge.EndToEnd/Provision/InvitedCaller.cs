using TokenBridge.Rules.Tests.Naive;

namespace TokenBridge.EndToEnd.Provision;

/// <summary>A random caller who also has every group and role that the conditions of some rules name, so that rules hold often.</summary>
internal static class InvitedCaller
{
    private static readonly string[] Words = ["vision", "12", "a", "speech", "7", "ml"];

    /// <param name="caller">Any.</param>
    /// <param name="rules">That invite.</param>
    /// <param name="number">Chooses what captures and stars stand for.</param>
    public static NaiveCaller Of(NaiveCaller caller, NaiveRules rules, int number)
    {
        var members = rules.Rules.SelectMany(rule => Members(rule.When)).SelectMany(member => member.Patterns.Select(pattern => (Member: member, Text: Text(pattern, number)))).ToList();
        return caller with
        {
            Groups = [.. caller.Groups, .. members.Where(named => named.Member.Key == "group").Select(named => "/" + named.Text)],
            RealmRoles = [.. caller.RealmRoles, .. members.Where(named => named.Member.Key == "realm_role").Select(named => named.Text)],
            ClientRoles = [.. caller.ClientRoles, .. members.Where(named => named.Member.Key == "client_role").Select(ClientRole)],
        };
    }

    private static IEnumerable<NaiveTest.Member> Members(NaiveTest test) => test switch
    {
        NaiveTest.Member member => [member],
        NaiveTest.All all => all.Parts.SelectMany(Members),
        NaiveTest.Any any => any.Parts.SelectMany(Members),
        _ => [],
    };

    private static string Text(IReadOnlyList<string> pattern, int number) => string.Join('/', pattern.Select(segment => segment
        .Replace("**", Words[number % Words.Length], StringComparison.Ordinal)
        .Replace("*", Words[(number + 2) % Words.Length], StringComparison.Ordinal)
        .Replace(":digits", "", StringComparison.Ordinal)
        .Replace("{t}", Words[number % Words.Length], StringComparison.Ordinal)
        .Replace("{u}", Words[(number + 1) % Words.Length], StringComparison.Ordinal)));

    /// <summary>Where no client stands apart it is the first segment.</summary>
    private static (string Client, string Role) ClientRole((NaiveTest.Member Member, string Text) named)
    {
        var cut = named.Text.IndexOf('/', StringComparison.Ordinal);
        return named.Member.Client is { } client ? (client, named.Text) : cut < 0 ? (named.Text, Words[0]) : (named.Text[..cut], named.Text[(cut + 1)..]);
    }
}
