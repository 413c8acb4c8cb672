using static TokenBridge.Rules.Provisioning.Realm.Findings.RealmSeverity;

namespace TokenBridge.Rules.Provisioning.Realm.Findings;

/// <summary>Everything that the review can find: the table of the documentation.</summary>
internal static class RealmFindingKinds
{
    public static readonly RealmFindingKind AudienceMissing = new(
        "audience-missing", Fault, "No client's tokens name this service as their audience: every token is refused.",
        "add a mapper of type Audience to the client or to one of its default scopes (Included Client Audience: the audience, Add to access token: on)");

    public static readonly RealmFindingKind ClientMissing = new(
        "client-missing", Fault, "A client that the service is told to accept is not there, or gets no tokens.",
        "make the client or switch it on, or take it out of TokenBridge:Issuers:…:Clients");

    public static readonly RealmFindingKind ClientLacksAudience = new(
        "client-lacks-audience", Fault, "Tokens of an accepted client do not name this service as their audience: they are refused.",
        "add a mapper of type Audience to this client or to one of its default scopes");

    public static readonly RealmFindingKind SubjectMissing = new(
        "subject-missing", Fault, "Tokens say not whose they are: they are refused.",
        "give the client the default scope basic, which holds the mapper Subject (sub)");

    public static readonly RealmFindingKind GroupsMissing = new(
        "groups-missing", Fault, "Rules look at groups, and tokens of people hold none.",
        "add a mapper of type Group Membership (Token Claim Name: groups, Full group path: on, Add to access token: on)");

    public static readonly RealmFindingKind GroupsWithoutPath = new(
        "groups-without-path", Fault, "Group names come without their path: no rule is ever met by them.",
        "switch Full group path on in the mapper");

    public static readonly RealmFindingKind GroupsWrittenOtherwise = new(
        "groups-written-otherwise", Fault,
        "Something that is no group membership writes into groups: users or other administrators decide what stands there, and an array within it has the whole token refused.",
        "delete the mapper, or give it another claim name");

    public static readonly RealmFindingKind GroupNameSlash = new(
        "group-name-slash", Fault, "A slash in a group's name makes its path look like that of another group: its members pass for members of that one.",
        "rename the group, and let nobody but this realm's administrators make groups");

    public static readonly RealmFindingKind GroupNameTilde = new(
        "group-name-tilde", Warning, "Paths with a ~ are ambiguous, so they never count: members of this group and of those below it get nothing by it.",
        "rename the group");

    public static readonly RealmFindingKind OrganizationsOff = new(
        "organizations-off", Fault, "Rules look at organizations, and the realm has them switched off: no token names any.",
        "switch Organizations on: Realm settings, General");

    public static readonly RealmFindingKind OrganizationsMissing = new(
        "organizations-missing", Fault, "Rules look at organizations, and tokens of people name none.",
        "add a mapper of type Organization Membership to a scope of the client (Token Claim Name: organization, Multivalued: on, Add to access token: on)");

    public static readonly RealmFindingKind OrganizationsSingle = new(
        "organizations-single", Fault, "The token names one organization of its user, whichever comes first, as a text: it counts for nothing, and denies hold.",
        "switch Multivalued on in the mapper");

    public static readonly RealmFindingKind OrganizationsWrittenOtherwise = new(
        "organizations-written-otherwise", Fault,
        "Something that is no organization membership writes into organization: users or other administrators decide what stands there.",
        "delete the mapper, or give it another claim name");

    public static readonly RealmFindingKind ClaimMissing = new(
        "claim-missing", Fault, "Rules read a claim that no client's tokens hold.",
        "add a mapper of type User Attribute with this claim name (Add to access token: on), and declare the attribute in the user profile for administrators to edit");

    public static readonly RealmFindingKind ClaimIsList = new(
        "claim-is-list", Warning, "Rules write this claim as one value, and the mapper sends a list: the grant is refused.",
        "switch Multivalued off in the mapper, or let the rules join the list");

    public static readonly RealmFindingKind ClaimIsSingle = new(
        "claim-is-single", Warning, "Rules take a list, and the mapper sends the first value only.",
        "switch Multivalued on in the mapper");

    public static readonly RealmFindingKind ClaimIsJson = new(
        "claim-is-json", Warning, "The attribute is sent as JSON: an object in it cannot be decided, and denies.",
        "set Claim JSON Type to String");

    public static readonly RealmFindingKind ClaimsCollide = new(
        "claims-collide", Fault, "One mapper writes a claim whole, and another writes into it: the token endpoint answers 500, and nobody logs in.",
        "write the claim by nested mappers alone, or by one mapper alone");

    public static readonly RealmFindingKind AttributeEditable = new(
        "attribute-editable", Fault, "Rules read an attribute that users change themselves: they choose their own rights.",
        "let administrators alone edit it: Realm settings, User profile, the attribute, Who can edit (for username: Realm settings, Login, Edit username: off)");

    public static readonly RealmFindingKind AttributeUnmanaged = new(
        "attribute-unmanaged", Fault, "Rules read an attribute that is not declared, and undeclared attributes are open to users: they choose their own rights.",
        "declare the attribute for administrators to edit, and set Unmanaged Attributes to Disabled or Only administrators can write");

    public static readonly RealmFindingKind AttributeUndeclared = new(
        "attribute-undeclared", Warning, "Rules read an attribute that is not declared: an imported value is invisible to administrators and still in tokens, a new one may be dropped without a word.",
        "declare the attribute in the user profile for administrators to edit");

    public static readonly RealmFindingKind RoleMissing = new(
        "role-missing", Fault, "Rules ask for a role that the realm does not have.",
        "make the role, or correct its name in the rules");

    public static readonly RealmFindingKind RoleOutOfScope = new(
        "role-out-of-scope", Fault, "Rules ask for a role that no client's tokens can show.",
        "add the role to the client's scope (Client scopes, the dedicated scope, Scope), and keep the default scope roles");

    public static readonly RealmFindingKind RoleForged = new(
        "role-forged", Fault, "A mapper gives a role to everybody who logs in by this client, calls one role by the name of another, or writes roles that nobody has.",
        "delete the mapper, and give the role to those who are meant");

    public static readonly RealmFindingKind LevelUnknown = new(
        "level-unknown", Fault, "Rules require a level of authentication that the realm has no name for: nobody ever has it.",
        "map the name to a level: Realm settings, Login, ACR to LoA Mapping");

    public static readonly RealmFindingKind LevelWithoutFlow = new(
        "level-without-flow", Fault, "Rules require a level of authentication, and no flow asks which one was wished for: nobody can step up.",
        "bind a browser flow with the condition Level of Authentication, one for each level");

    public static readonly RealmFindingKind LevelNotInToken = new(
        "level-not-in-token", Fault, "Rules require a level of authentication or a fresh login, and tokens do not say it.",
        "give the client the default scopes acr and basic");

    public static readonly RealmFindingKind MapperSetsIdentity = new(
        "mapper-sets-identity", Fault, "A mapper writes a claim that says who the caller is or how they logged in: one person passes for another.",
        "delete the mapper, or give it another claim name");

    public static readonly RealmFindingKind MapperScript = new(
        "mapper-script", Warning, "A script can write whatever it likes into tokens, whatever its settings say.",
        "use the mappers that Keycloak has, or read the script as you read the rules");

    public static readonly RealmFindingKind SubjectPairwise = new(
        "subject-pairwise", Warning, "The same person has another sub for each client: what is cut off for one goes on for the others.",
        "use the mapper Subject (sub) alone");

    public static readonly RealmFindingKind PasswordGrant = new(
        "password-grant", Warning, "The client takes users' passwords: whatever asks for them can keep them, and no second factor is asked for.",
        "switch Direct access grants off; people log in by a browser or by the device flow");

    public static readonly RealmFindingKind ImplicitFlow = new(
        "implicit-flow", Warning, "Tokens come back in the browser's address, where histories and logs keep them.",
        "switch Implicit flow off");

    public static readonly RealmFindingKind FullScope = new(
        "full-scope", Warning, "Every role of the user is in this client's tokens: whoever gets one of them acts with all.",
        "switch Full scope allowed off, and add the roles that are needed");

    public static readonly RealmFindingKind RedirectAnywhere = new(
        "redirect-anywhere", Fault, "The client sends people's logins to any address: whoever brings somebody to follow a link gets a token.",
        "name the addresses under Valid redirect URIs; a star belongs at the end of a path alone");

    public static readonly RealmFindingKind LightweightTokens = new(
        "lightweight-tokens", Fault, "Lightweight tokens hold no sub, no audience and no claims: they are refused.",
        "switch Always use lightweight access token off (client, Advanced)");

    public static readonly RealmFindingKind ImpersonationUnmarked = new(
        "impersonation-unmarked", Warning, "Who impersonates a user gets tokens that look like the user's own, but for an acr of 0 and no auth_time.",
        "run Keycloak 26.8 or newer; until then add a mapper of type User Session Note (IMPERSONATOR_ID, claim impersonator) and a rule that denies it, or require max_auth_age where it matters");

    public static readonly RealmFindingKind TokenTooLong = new(
        "token-too-long", Fault, "Access tokens live longer than the service takes: every one is refused.",
        "lower Access Token Lifespan (realm or client), or raise MaxTokenLifetime");

    public static readonly RealmFindingKind TokenLong = new(
        "token-long", Warning, "Access tokens live longer than 15 minutes: so long goes on what somebody was who has left a group.",
        "lower Access Token Lifespan to 5 minutes; clients refresh");

    public static readonly RealmFindingKind SessionLong = new(
        "session-long", Warning, "A login lasts longer than a day.",
        "lower SSO Session Max to a working day");

    public static readonly RealmFindingKind OfflineEndless = new(
        "offline-endless", Warning, "A client may ask for offline access, and offline sessions never end as long as they are used.",
        "take offline_access out of the client's scopes, or switch Offline Session Max Limited on");

    public static readonly RealmFindingKind SignatureNotTaken = new(
        "signature-not-taken", Fault, "Tokens are signed in an algorithm that the service does not take.",
        "set the Access token signature algorithm (client, Advanced) or the realm's default to one of TokenBridge:Issuers:…:Algorithms");

    public static readonly RealmFindingKind KeyMissing = new(
        "key-missing", Fault, "The realm has no active key for the algorithm that it signs with; Keycloak makes one unasked, of lowest priority, with the next token.",
        "add a key provider for the algorithm: Realm settings, Keys, Add providers");

    public static readonly RealmFindingKind KeyShort = new(
        "key-short", Fault, "An RSA key has fewer than 2048 bits: its signatures can be forged, and are refused.",
        "add a key of 2048 bits or more with a higher priority, then switch the old one off");

    public static readonly RealmFindingKind PlainHttp = new(
        "plain-http", Warning, "The realm lets people log in without TLS, from anywhere.",
        "set Require SSL to External requests or All requests");

    public static IReadOnlyList<RealmFindingKind> All { get; } =
    [
        AudienceMissing, ClientMissing, ClientLacksAudience, SubjectMissing,
        GroupsMissing, GroupsWithoutPath, GroupsWrittenOtherwise, GroupNameSlash, GroupNameTilde,
        OrganizationsOff, OrganizationsMissing, OrganizationsSingle, OrganizationsWrittenOtherwise,
        ClaimMissing, ClaimIsList, ClaimIsSingle, ClaimIsJson, ClaimsCollide,
        AttributeEditable, AttributeUnmanaged, AttributeUndeclared,
        RoleMissing, RoleOutOfScope, RoleForged,
        LevelUnknown, LevelWithoutFlow, LevelNotInToken,
        MapperSetsIdentity, MapperScript, SubjectPairwise,
        PasswordGrant, ImplicitFlow, FullScope, RedirectAnywhere, LightweightTokens, ImpersonationUnmarked,
        TokenTooLong, TokenLong, SessionLong, OfflineEndless,
        SignatureNotTaken, KeyMissing, KeyShort, PlainHttp,
    ];
}
