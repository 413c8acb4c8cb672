using System.Reflection;
using Mono.Cecil;
using Mono.Cecil.Cil;
using TokenBridge.Cli;
using TokenBridge.Development.Sts;
using TokenBridge.Host;
using TokenBridge.Loopback;
using TokenBridge.Protocol.Jose;
using TokenBridge.Rules;

namespace TokenBridge.Programs.Tests;

/// <summary>Which type of the service uses which, read from the compiled assembly: signatures, fields, bodies and attributes.</summary>
internal static class Architecture
{
    private const string Root = "TokenBridge";

    /// <summary>Every assembly that the service and the command are made of.</summary>
    public static IReadOnlyList<Assembly> Assemblies { get; } =
    [
        typeof(StrictJson).Assembly, typeof(RuleSet).Assembly, typeof(LoopbackServer).Assembly, typeof(EmbeddedSts).Assembly,
        typeof(ServiceComposition).Assembly, typeof(TokenBridgeCommand).Assembly,
    ];

    /// <returns>Every use of one type of ours by another, nested types counted as their outermost one.</returns>
    public static IReadOnlySet<(string From, string To)> Uses() => Assemblies.SelectMany(Uses).ToHashSet();

    private static HashSet<(string From, string To)> Uses(Assembly compiled)
    {
        using var assembly = AssemblyDefinition.ReadAssembly(compiled.Location);
        var uses = new HashSet<(string, string)>();
        foreach (var type in assembly.MainModule.Types.Where(type => Room(type.FullName) is not null))
        {
            foreach (var used in All(type).SelectMany(References).SelectMany(Parts))
            {
                var outermost = Outermost(used);
                if (outermost.FullName != type.FullName && (outermost.Namespace == Root || outermost.Namespace.StartsWith($"{Root}.", StringComparison.Ordinal)))
                {
                    uses.Add((type.FullName, outermost.FullName));
                }
            }
        }

        return uses;
    }

    /// <returns>Every type of ours that reads the text of an exception, nested types counted as their outermost one.</returns>
    public static IReadOnlySet<string> ReadersOfExceptionTexts() => Assemblies.SelectMany(ReadersOfExceptionTexts).ToHashSet(StringComparer.Ordinal);

    private static List<string> ReadersOfExceptionTexts(Assembly compiled)
    {
        using var assembly = AssemblyDefinition.ReadAssembly(compiled.Location);
        return
        [
            .. assembly.MainModule.Types.Where(type => All(type).Any(part => part.Methods.Any(ReadsExceptionText))).Select(type => type.FullName),
        ];
    }

    /// <summary>The compiler names the base class that declares it, whatever the exception's own type is.</summary>
    private static bool ReadsExceptionText(MethodDefinition method) =>
        method.HasBody && method.Body.Instructions.Any(instruction => instruction.Operand is MethodReference { Name: "get_Message" } called
            && called.DeclaringType.FullName.EndsWith("Exception", StringComparison.Ordinal));

    /// <returns>Project and folder of a type, <c>Host.Tokens</c>; the project alone for its root; null for what the compiler made.</returns>
    public static string? Room(string fullName)
    {
        var parts = fullName.Split('.');
        return parts[0] != Root || parts.Length < 3 ? null : parts.Length == 3 ? parts[1] : $"{parts[1]}.{parts[2]}";
    }

    public static string? Project(string fullName) => Room(fullName)?.Split('.')[0];

    /// <returns>The whole path of folders: namespaces are folders.</returns>
    public static string Folder(string fullName) => fullName[..fullName.LastIndexOf('.')];

    /// <returns>Whatever can be reached from itself, in order.</returns>
    public static IReadOnlyList<string> Circles(IReadOnlySet<(string From, string To)> arrows)
    {
        var next = arrows.ToLookup(arrow => arrow.From, arrow => arrow.To, StringComparer.Ordinal);
        return [.. arrows.Select(arrow => arrow.From).Distinct(StringComparer.Ordinal).Where(IsReachedFromItself).Order(StringComparer.Ordinal)];

        bool IsReachedFromItself(string start)
        {
            var (seen, left) = (new HashSet<string>(StringComparer.Ordinal), new Stack<string>(next[start]));
            while (left.TryPop(out var folder))
            {
                if (folder == start)
                {
                    return true;
                }

                foreach (var further in seen.Add(folder) ? next[folder] : [])
                {
                    left.Push(further);
                }
            }

            return false;
        }
    }

    private static IEnumerable<TypeDefinition> All(TypeDefinition type) => type.NestedTypes.SelectMany(All).Prepend(type);

    private static IEnumerable<TypeReference> References(TypeDefinition type)
    {
        IEnumerable<TypeReference?> references =
        [
            type.BaseType,
            .. type.Interfaces.Select(implemented => implemented.InterfaceType),
            .. type.Fields.Select(field => field.FieldType),
            .. type.Properties.Select(property => property.PropertyType),
            .. type.CustomAttributes.Select(attribute => attribute.AttributeType),
            .. type.GenericParameters.SelectMany(parameter => parameter.Constraints).Select(constraint => constraint.ConstraintType),
            .. type.Methods.SelectMany(References),
        ];
        return references.OfType<TypeReference>();
    }

    private static IEnumerable<TypeReference> References(MethodDefinition method) =>
    [
        method.ReturnType,
        .. method.Parameters.Select(parameter => parameter.ParameterType),
        .. method.HasBody ? method.Body.Variables.Select(variable => variable.VariableType) : [],
        .. method.HasBody ? method.Body.Instructions.SelectMany(References) : [],
    ];

    private static IEnumerable<TypeReference> References(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => [type],
        GenericInstanceMethod method => [method.DeclaringType, .. method.GenericArguments],
        MethodReference method => [method.DeclaringType],
        FieldReference field => [field.DeclaringType, field.FieldType],
        _ => [],
    };

    private static IEnumerable<TypeReference> Parts(TypeReference type) => type switch
    {
        GenericInstanceType generic => generic.GenericArguments.SelectMany(Parts).Append(generic.ElementType),
        TypeSpecification wrapped => Parts(wrapped.ElementType),
        _ => [type],
    };

    private static TypeReference Outermost(TypeReference type) => type.DeclaringType is { } outer ? Outermost(outer) : type;
}
