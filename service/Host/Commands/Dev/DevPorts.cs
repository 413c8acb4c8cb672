namespace TokenBridge.Host.Commands.Dev;

/// <summary>Which ports on 127.0.0.1 the servers of <c>dev</c> want; 0 takes any that is free.</summary>
/// <param name="Service">Of the service.</param>
/// <param name="Realm">Of the embedded realm.</param>
internal sealed record DevPorts(int Service, int Realm)
{
    /// <summary>Of <c>serve</c>, so that what is tried here works there.</summary>
    public const int DefaultService = 8693;

    /// <summary>Always the same one, so that what was written down once works the next time. Keycloak's own 8080 is taken on many machines.</summary>
    public const int DefaultRealm = 8694;

    /// <param name="service">As it was asked for.</param>
    /// <param name="realm">Null where nobody asked.</param>
    public static DevPorts Of(int service, int? realm) => new(service, realm ?? (service == 0 ? 0 : DefaultRealm));
}
