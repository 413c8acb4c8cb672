using System.Text.Json.Nodes;

namespace TokenBridge.Host.Commands.Doctor.Realms;

/// <summary>Lists of the admin REST API, to their ends.</summary>
internal sealed class RealmPages(AdminApi api, CancellationToken cancellationToken)
{
    private const int PageSize = 100;

    /// <summary>Of one list. What has more is not looked over in part, as if that were all.</summary>
    private const int MostPages = 100;

    /// <summary>Of groups below groups.</summary>
    private const int MostLevels = 24;

    /// <summary>A list that comes whole.</summary>
    public async Task<IReadOnlyList<JsonObject>> ListAsync(string path, string role) => Objects(await api.ReadAsync(path, role, cancellationToken));

    /// <param name="path">Ends where the page can be added: <c>/clients?</c>.</param>
    /// <param name="role">That reading it takes.</param>
    public async Task<IReadOnlyList<JsonObject>> AllAsync(string path, string role)
    {
        List<JsonObject> all = [];
        for (var page = 0; page < MostPages; page++)
        {
            var some = await ListAsync($"{path}first={page * PageSize}&max={PageSize}", role);
            all.AddRange(some);
            if (some.Count < PageSize)
            {
                return all;
            }
        }

        api.ReportTooMuch(path.Split('?')[0], $"has more than {MostPages * PageSize} items");
        return all;
    }

    /// <summary>With those below them as <c>subGroups</c>.</summary>
    public Task<IReadOnlyList<JsonObject>> GroupsAsync(string role) => GroupsAsync("/groups?briefRepresentation=true&", role, depth: 0);

    private async Task<IReadOnlyList<JsonObject>> GroupsAsync(string path, string role, int depth)
    {
        var groups = await AllAsync(path, role);
        foreach (var group in groups.Where(group => group["subGroupCount"] is JsonValue count && count.TryGetValue<long>(out var below) && below > 0))
        {
            if (depth >= MostLevels)
            {
                api.ReportTooMuch("/groups", $"is more than {MostLevels} levels deep");
                break;
            }

            group["subGroups"] = new JsonArray([.. await GroupsAsync($"/groups/{group["id"]}/children?briefRepresentation=true&", role, depth + 1)]);
        }

        return groups;
    }

    private static List<JsonObject> Objects(JsonNode? answer)
    {
        List<JsonObject> items = [.. (answer as JsonArray ?? []).OfType<JsonObject>()];
        (answer as JsonArray)?.Clear();
        return items;
    }
}
