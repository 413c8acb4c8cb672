using System.Text.Json.Nodes;

namespace TokenBridge.Host.Commands.Doctor.Realms;

/// <summary>Lists of the admin REST API, to their ends.</summary>
internal sealed class RealmPages(AdminApi api, CancellationToken cancellationToken)
{
    private const int PageSize = 100;

    /// <summary>Pages of one list, and levels of groups below groups: what has more is nothing that this command can look over.</summary>
    private const int Most = 100;

    /// <summary>A list that comes whole.</summary>
    public async Task<IReadOnlyList<JsonObject>> ListAsync(string path, string role) => Objects(await api.ReadAsync(path, role, cancellationToken));

    /// <param name="path">Ends where the page can be added: <c>/clients?</c>.</param>
    /// <param name="role">That reading it takes.</param>
    public async Task<IReadOnlyList<JsonObject>> AllAsync(string path, string role)
    {
        List<JsonObject> all = [];
        for (var page = 0; page < Most; page++)
        {
            var some = await ListAsync($"{path}first={page * PageSize}&max={PageSize}", role);
            all.AddRange(some);
            if (some.Count < PageSize)
            {
                break;
            }
        }

        return all;
    }

    /// <summary>With those below them as <c>subGroups</c>.</summary>
    public Task<IReadOnlyList<JsonObject>> GroupsAsync(string role) => GroupsAsync("/groups?briefRepresentation=true&", role, depth: 0);

    private async Task<IReadOnlyList<JsonObject>> GroupsAsync(string path, string role, int depth)
    {
        var groups = await AllAsync(path, role);
        foreach (var group in groups.Where(group => depth < Most && group["subGroupCount"] is JsonValue count && count.TryGetValue<long>(out var below) && below > 0))
        {
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
